"""Databases of several trades, read as their owners would: columns hold what they say."""

from __future__ import annotations

import re

import pytest

from sandbox.seeding.values.names import group_of, groups
from tests.postgres.conftest import SCHEMAS, Database
from tests.postgres.test_believable import _reaches, _texts

TRADES = sorted(path.stem for path in SCHEMAS.glob("trade_*.sql"))


def _filled(database: Database, name: str) -> Database:
    database.run((SCHEMAS / f"trade_{name}.sql").read_text())
    assert all(report.rows for report in database.fill(rows=200).tables)
    return database


def _given(database: Database, table: str, column: str) -> list[str]:
    rows = database.rows(f"SELECT {column}::text FROM {table} WHERE {column} IS NOT NULL")
    assert len(rows) > 8
    return [str(value) for (value,) in rows]


@pytest.mark.parametrize("name", [name.removeprefix("trade_") for name in TRADES])
def test_nothing_reaches_a_real_person(name: str, database: Database) -> None:
    """Whatever the trade and the language."""
    cells = list(_texts(_filled(database, name)))
    assert len(cells) > 4000
    assert [(where, found) for where, value in cells if (found := _reaches(value))] == []


def test_a_dutch_clinic_has_dutch_patients(database: Database) -> None:
    """Names, places and notes are in the language of the schema's own words."""
    clinic = _filled(database, "clinic_dutch")
    dutch = set(groups()[group_of("NL")].lasts)
    assert set(_given(clinic, "patienten", "achternaam")) <= dutch
    assert set(_given(clinic, "patienten", "woonplaats")) <= {
        "Amsterdam", "Rotterdam", "Utrecht", "Eindhoven",
    }  # fmt: skip
    assert all(
        re.fullmatch(r"\d{4} [A-Z]{2}", code) for code in _given(clinic, "patienten", "postcode")
    )
    assert all(
        re.fullmatch(r"060\d{7}", number) for number in _given(clinic, "patienten", "mobiel")
    )
    assert any("controleerd" in note or "orde" in note or "gesloten" in note
               for note in _given(clinic, "patienten", "opmerkingen"))  # fmt: skip


def test_adults_are_of_every_age(database: Database) -> None:
    """A check that wants adults does not make everybody eighteen."""
    clinic = _filled(database, "clinic_dutch")
    ages = clinic.rows("SELECT extract(year FROM age(geboortedatum))::int FROM patienten")
    years = sorted(int(str(age)) for (age,) in ages)
    assert years[0] >= 18
    assert years[-1] - years[0] > 50
    assert sum(age < 21 for age in years) < len(years) / 4


def test_what_is_measured_of_a_patient_is_a_persons(clinic_database: Database) -> None:
    """Weights, heights, temperatures and pulses of people, blood pressures of the living."""
    for column, low, high in (
        ("gewicht_kg", 40, 120), ("lengte_cm", 145, 200), ("temperatuur", 36, 39.5),
        ("hartslag", 50, 110), ("bloeddruk_systolisch", 95, 155),
    ):  # fmt: skip
        values = [float(text) for text in _given(clinic_database, "metingen", column)]
        assert low <= min(values) <= max(values) <= high, column
    codes = clinic_database.rows("SELECT DISTINCT icd10_code FROM diagnoses WHERE icd10_code <> ''")
    assert all(re.fullmatch(r"[A-Z]\d\d(\.\d)?", str(code)) for (code,) in codes)
    assert clinic_database.value(
        "SELECT count(*) FROM facturen WHERE totaal <> bedrag + btw"
    ) == 0  # fmt: skip


@pytest.fixture
def clinic_database(database: Database) -> Database:
    return _filled(database, "clinic_dutch")


def test_a_school_is_in_german(database: Database) -> None:
    """Weekdays, school years, classes and notes as a German school writes them."""
    school = _filled(database, "school_german")
    assert "Montag" in _given(school, "stundenplan", "wochentag")
    assert all(re.fullmatch(r"\d+[ab]", name) for name in _given(school, "klassen", "bezeichnung"))
    assert set(_given(school, "schueler", "ort")) <= {
        "Berlin", "Hamburg", "München", "Köln", "Leipzig",
    }  # fmt: skip
    assert max(map(int, _given(school, "stundenplan", "stunde"))) <= 8
    assert school.value(
        "SELECT count(*) FROM stundenplan WHERE ende - beginn NOT BETWEEN '15 min' AND '2 h'"
    ) == 0  # fmt: skip
    assert all(re.fullmatch(r"\d{4}/\d\d", year) for year in _given(school, "klassen", "schuljahr"))


def test_a_rent_is_what_its_parts_add_up_to(database: Database) -> None:
    """Rent and charges make the total, and French landlords live in France."""
    letting = _filled(database, "letting_french")
    assert letting.value(
        "SELECT count(*) FROM quittances"
        " WHERE montant_total <> coalesce(montant_loyer, 0) + coalesce(montant_charges, 0)"
    ) == 0  # fmt: skip
    assert set(_given(letting, "logements", "classe_energie")) <= set("ABCDEFG")
    assert set(_given(letting, "proprietaires", "ville")) <= {"Paris", "Lyon", "Lille", "Bordeaux"}
    assert max(map(int, _given(letting, "quittances", "mois"))) <= 12


def test_cars_are_of_their_makers(database: Database) -> None:
    """A make has its own models, a rental ends with more on the clock and costs its days."""
    rental = _filled(database, "car_rental")
    pairs = rental.rows(
        "SELECT DISTINCT make, model FROM vehicles WHERE make <> '' AND model <> ''"
    )
    assert ("Toyota", "Corolla") in pairs
    assert len(pairs) == len({make for make, _ in pairs})
    assert rental.value(
        "SELECT count(*) FROM rentals WHERE odometer_end <= odometer_start"
        " OR total <> days * daily_rate"
    ) == 0  # fmt: skip
    assert all(re.fullmatch(r"XX\d+", text) for text in _given(rental, "drivers", "license_no"))


def test_a_shop_refers_to_its_own_tables(database: Database) -> None:
    """Pairs of types and ids name tables that are there; a rate has two different currencies."""
    shop = _filled(database, "shop")
    assert set(_given(shop, "comments", "commentable_type")) <= {
        "Customer", "Order", "Product", "Variant",
    }  # fmt: skip
    assert shop.value("SELECT count(*) FROM exchange_rates WHERE base = quote") == 0
    assert shop.value("SELECT count(*) FROM variants WHERE option1 = option2") == 0
    assert all(
        re.fullmatch(r"\+\d{1,3}", text) for text in _given(shop, "customers", "phone_prefix")
    )
    assert all(
        re.fullmatch(r"1?\d{3}55501\d\d", text) for text in _given(shop, "customers", "phone")
    )
    facts = shop.rows("SELECT name, iso2, iso3, capital, continent FROM countries")
    assert {("France", "FR", "FRA", "Paris", "Europe")} & {*facts} or len(facts) < 28
    assert shop.value("SELECT count(*) FROM discount_codes WHERE times_used > usage_limit") == 0


def test_what_people_collect_is_called_what_it_is(database: Database) -> None:
    """Plants have their Latin names, recipes ingredients, films genres; articles are no drills."""
    news = _filled(database, "newsroom")
    plants = dict(news.rows("SELECT name, latin_name FROM plants WHERE latin_name IS NOT NULL"))
    assert plants["Tomato"] == "Solanum lycopersicum"
    assert "flour" in _given(news, "ingredients", "name")
    assert "Comedy" in _given(news, "movies", "genre")
    assert set(_given(news, "podcasts", "mime_type")) == {"audio/mpeg"}
    for name, slug in news.rows("SELECT name, slug FROM sections WHERE slug IS NOT NULL"):
        assert str(slug).startswith(str(name).lower())
    assert (
        news.value("SELECT count(*) FROM newsletters WHERE clicks > opens OR opens > recipients")
        == 0
    )

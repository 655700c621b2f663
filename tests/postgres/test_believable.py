"""What a person sees in the data: nobody real, what belongs together fits, numbers add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from sandbox.seeding.values.names import group_of, groups
from tests.postgres.conftest import SCHEMAS, Database

ALL = ("believable_shop", "believable_german_clinic", "believable_camel_case")


@pytest.fixture(params=ALL)
def filled(request: pytest.FixtureRequest, database: Database) -> Database:
    """A business's database with four hundred rows in most tables."""
    return _filled(database, request.param)


@pytest.fixture
def shop(database: Database) -> Database:
    return _filled(database, "believable_shop")


@pytest.fixture
def clinic(database: Database) -> Database:
    return _filled(database, "believable_german_clinic")


@pytest.fixture
def booking(database: Database) -> Database:
    return _filled(database, "believable_camel_case")


def _filled(database: Database, name: str) -> Database:
    database.run((SCHEMAS / f"{name}.sql").read_text())
    seeding = database.fill(rows=400)
    assert all(report.rows for report in seeding.tables)
    return database


def _texts(database: Database) -> Iterator[tuple[str, str]]:
    """(table.column, value) of every cell, as the server writes it."""
    with psycopg.connect(database.address) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t'.encode())
            for (text,) in rows:
                for name, value in re.findall(r'"(\w+)": ("(?:[^"\\]|\\.)*"|[\d.-]+)', text):
                    yield f"{table}.{name}", value.strip('"')


def _passes_luhn(digits: str) -> bool:
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _passes_iban(text: str) -> bool:
    return int("".join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


RESERVED = re.compile(r"(^|\.)(example\.(org|com|net)|[a-z0-9-]+\.(example|test)|localhost)$")
NEVER_ASSIGNED = re.compile(
    r"\+1-\d{3}-555-01\d\d|\+44 (1\d\d 496|20 7946) 0\d{3}|\+44 7700 900\d{3}"
    r"|\+33 (1 99 00|2 61 91|6 39 98) \d\d \d\d"
    r"|\+49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3}"
    r"|\+(31 6 0|32 441 0 |43 630 |34 750 |39 300 |48 705 |351 950 |420 610 |353 84 0 |47 42 "
    r"|45 83 |358 49 |81 900 0|55 20 90|27 88 0 |64 23 0)1[12]\d \d{3}"
)


def _reaches(value: str) -> str | None:
    """What in a text could lead to somebody, if anything."""
    for domain in re.findall(r"@([\w.-]+)", value):
        if not RESERVED.search(domain):
            return f"the domain {domain}"
    for host in re.findall(r"https?://([\w.-]+)", value):
        if not RESERVED.search(host):
            return f"the host {host}"
    for number in re.findall(r"\+\d[\d ()x-]{6,}\d", value):
        if not NEVER_ASSIGNED.match(number):
            return f"the number {number}"
    for iban in re.findall(r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b", value):
        if _passes_iban(iban):
            return f"the IBAN {iban}"
    if re.fullmatch(r"\d{15,16}", value) and _passes_luhn(value):
        return f"the card {value}"
    if re.fullmatch(r"\d{3}-\d{2}-\d{4}", value) and not value.startswith("000"):
        return f"the social security number {value}"
    for address in re.findall(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b", value):
        if not address.startswith(("192.0.2.", "198.51.100.", "203.0.113.")):
            return None if "Mozilla" in value else f"the address {address}"
    return None


def test_the_scan_finds_what_reaches_somebody() -> None:
    """The scan below is not blind: each kind of real data is found."""
    real = (
        "anna@gmail.com", "https://www.google.com/x", "+49 171 1234567", "DE89370400440532013000",
        "4111111111111111", "123-45-6789", "8.8.8.8",
    )  # fmt: skip
    assert [value for value in real if _reaches(value) is None] == []


def test_nothing_that_is_seeded_reaches_a_real_person(filled: Database) -> None:
    """Every cell of a whole database: addresses, numbers, cards, accounts and hosts."""
    cells = list(_texts(filled))
    assert len(cells) > 20_000
    found = [(where, reason) for where, value in cells if (reason := _reaches(value))]
    assert found == []


def test_amounts_add_up(shop: Database) -> None:
    """Orders, lines and invoices are right to the cent."""
    wrong = {
        "orders": "total <> subtotal - discount + shipping + tax",
        "order_items": "line_total <> round(quantity * unit_price"
        " * (1 - coalesce(discount_percent, 0) / 100), 2)",
        "invoices": "gross_amount <> net_amount + tax_amount",
        "products": "cost_price >= price",
    }
    for table, condition in wrong.items():
        assert shop.value(f"SELECT count(*) FROM {table} WHERE {condition}") == 0, table
    assert shop.value("SELECT count(*) > 100 AND min(tax) > 0 FROM orders") is True


def test_amounts_add_up_in_german_too(clinic: Database) -> None:
    """Netto, Steuer und Brutto; Menge mal Einzelpreis, weniger Rabatt."""
    assert clinic.value(
        "SELECT count(*) FROM rechnungen WHERE bruttobetrag <> nettobetrag + steuerbetrag"
        " OR steuerbetrag <> round(nettobetrag * mwst_satz / 100, 2)"
    ) == 0  # fmt: skip
    assert clinic.value(
        "SELECT count(*) FROM rechnungspositionen WHERE gesamtpreis <>"
        " round(menge * einzelpreis * (1 - coalesce(rabatt_prozent, 0) / 100), 2)"
    ) == 0  # fmt: skip


def test_positions_count_up_within_their_order(shop: Database) -> None:
    """1, 2, 3 without a gap, though no constraint wants it."""
    assert shop.value(
        "SELECT count(*) FROM (SELECT order_id FROM order_items GROUP BY order_id"
        " HAVING min(position) <> 1 OR max(position) <> count(*)) o"
    ) == 0  # fmt: skip


def test_moments_follow_each_other(booking: Database, other_database: Database) -> None:
    """Begun before ended, ordered before paid before shipped before delivered."""
    backwards = {
        "Bookings": '"checkOut" <= "checkIn"',
        "Courses": '"endsOn" <= "startsOn"',
        "LeaveRequests": '"endDate" < "startDate" OR days <> "endDate" - "startDate" + 1',
        "Employees": '"leftAt" < "hiredAt"',
        "BankAccounts": '"closedOn" < "openedOn"',
        "Users": '"deletedAt" < "createdAt"',
        "Messages": '"readAt" < "sentAt"',
    }
    for table, condition in backwards.items():
        assert booking.value(f'SELECT count(*) FROM "{table}" WHERE {condition}') == 0, table
    shop = _filled(other_database, "believable_shop")
    order = ("ordered_at", "paid_at", "shipped_at", "delivered_at")
    for earlier, later in pairwise(order):
        assert shop.value(f"SELECT count(*) FROM orders WHERE {later} < {earlier}") == 0, later


def test_appointments_begin_on_the_quarter_of_an_hour(clinic: Database) -> None:
    """And last a quarter of an hour to half a day."""
    assert clinic.value(
        "SELECT count(*) FROM termine WHERE extract(epoch FROM beginn)::int % 900 <> 0"
        " OR ende - beginn NOT BETWEEN interval '15 min' AND interval '5 h'"
    ) == 0  # fmt: skip


def test_names_fit_their_country(clinic: Database) -> None:
    """In Germany people have German names, and live in streets that are called like German ones."""
    german = set(groups()[group_of("DE")].lasts)
    rows = clinic.rows("SELECT nachname, strasse FROM \"Mitarbeiter\" WHERE land = 'Deutschland'")
    assert len(rows) > 15
    assert {str(last) for last, _ in rows if last} <= german
    assert all(re.search("(straße|weg|gasse|allee)$", str(s)) for _, s in rows if s)


def test_a_gender_is_what_the_first_name_suggests(clinic: Database) -> None:
    """`Herr` and `Frau` are about as many, and no first name is both."""
    rows = clinic.rows('SELECT anrede, vorname FROM "Mitarbeiter" WHERE anrede IS NOT NULL')
    men = {name for title, name in rows if title == "Herr"}
    women = {name for title, name in rows if title == "Frau"}
    assert men.isdisjoint(women)
    assert 0.4 < sum(title == "Herr" for title, _ in rows) / len(rows) < 0.6


def test_children_are_uneven(shop: Database) -> None:
    """Most products sell little, a tenth of them nearly half of all."""
    counts = [int(str(n)) for (n,) in shop.rows(
        "SELECT count(i.id) FROM products p LEFT JOIN order_items i ON i.product_id = p.id"
        " GROUP BY p.id ORDER BY 1 DESC"
    )]  # fmt: skip
    tenth = sum(counts[: len(counts) // 10]) / sum(counts)
    assert 0.35 < tenth < 0.65
    assert counts[len(counts) // 2] <= 1


def test_business_grows_and_numbers_follow_time(shop: Database) -> None:
    """More customers join in the second year than in the first, the first ones first."""
    halves = shop.rows(
        "SELECT count(*) FILTER (WHERE created_at < '2025-11-24'),"
        " count(*) FILTER (WHERE created_at >= '2025-11-24') FROM products"
    )[0]
    assert int(str(halves[1])) > 1.4 * int(str(halves[0]))
    assert float(str(shop.value("SELECT corr(id, extract(epoch FROM created_at)) FROM products")))\
        > 0.95  # fmt: skip


def test_a_missing_value_is_as_frequent_as_it_means(shop: Database) -> None:
    """Few rows are deleted, most have a company or a phone, all have a date of creation."""
    shares = shop.rows(
        "SELECT avg((deleted_at IS NULL)::int), avg((phone IS NULL)::int),"
        " avg((address_line2 IS NULL)::int), avg((created_at IS NULL)::int) FROM customers"
    )[0]
    deleted, phone, second_line, created = (float(str(share)) for share in shares)
    assert deleted > 0.85
    assert phone < 0.3
    assert second_line > 0.55
    assert created == 0


def test_a_flag_says_what_the_state_says(clinic: Database) -> None:
    """What is paid has a day of payment, and nothing else has."""
    assert clinic.value(
        "SELECT count(*) FROM rechnungen WHERE bezahlt IS DISTINCT FROM (status = 'bezahlt')"
        " AND bezahlt IS NOT NULL AND status IS NOT NULL"
    ) == 0  # fmt: skip
    assert clinic.value(
        "SELECT count(*) FROM rechnungen WHERE bezahlt_am IS NOT NULL AND status <> 'bezahlt'"
    ) == 0  # fmt: skip
    paid = clinic.value("SELECT count(*) FROM rechnungen WHERE status = 'bezahlt'")
    assert int(str(paid)) > 50


def test_files_agree_with_themselves(booking: Database) -> None:
    """The media type is that of the name's ending."""
    types = dict(booking.rows(
        'SELECT DISTINCT substring("fileName" FROM \'[.](\\w+)$\'), "contentType"'
        ' FROM "Attachments" WHERE "fileName" IS NOT NULL AND "contentType" IS NOT NULL'
    ))  # fmt: skip
    assert types["pdf"] == "application/pdf"
    assert types["csv"] == "text/csv"
    assert len(types) >= 5


def test_the_corpus_is_complete() -> None:
    """The schemas that are looked at here are all there are of their kind."""
    assert {path.stem for path in Path(SCHEMAS).glob("believable_*.sql")} == set(ALL)


def test_patterns_are_met_by_what_reaches_nobody(database: Database) -> None:
    """Whatever the column is called, where reserved numbers and domains meet the pattern too."""
    database.run((SCHEMAS / "patterns_of_real_things.sql").read_text())
    database.fill()
    for home, digits, mail in database.rows("SELECT home, digits, mail FROM callers"):
        assert re.fullmatch(r"\(\d{3}\) 555-01\d\d", str(home))
        assert re.fullmatch(r"\d{3}55501\d\d", str(digits))
        assert str(mail).endswith("@example.com")
    assert database.value("SELECT count(*) FROM callers WHERE code ~ '^[0-9]+$'") == 0


def test_moments_of_a_key_have_happened(database: Database) -> None:
    """A measurement's time is part of its key: none lies ahead, and they are spread."""
    database.run((SCHEMAS / "unique_moments.sql").read_text())
    database.fill(rows=400)
    ((first, last),) = database.rows("SELECT min(taken_at)::text, max(taken_at)::text FROM vitals")
    assert "2024-11" <= str(first) < "2025-01"
    assert "2026-09" < str(last) < "2026-11-25"

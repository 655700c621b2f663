"""Values by a column's name and type."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sandbox.seeding.values.pools import slug
from tests.unit.seeding.build import check, column, key, rows_of, seeding, serial, table


def _values(
    name: str, type_: str = "text", *, of: str = "things", rows: int = 300, **said: Any
) -> list[str]:
    made = seeding(table(of, serial(), column(name, type_, **said)), rows=rows)
    return [row[name] for row in rows_of(made, of)]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("email", r"[a-z]+\.[a-z]+@example\.(org|com|net)"),
        ("billing_email", r"[a-z]+\.[a-z]+@example\.(org|com|net)"),
        (
            "phone",
            r"\+(1-\d{3}-555-01\d\d|44 (1\d\d 496|20 7946|7700 900).*|33 \d( \d\d){4}"
            r"|49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3})",
        ),
        ("firstName", r"[^\W\d_]+([ .'-]+[^\W\d_]+)*"),
        ("full_name", r"[^\W\d_]\S+( \S+)+"),
        ("username", r"[a-z]+\.[a-z]+"),
        ("website", r"https://[a-z0-9-]+\.example\.(org|com|net)"),
        ("avatar_url", r"https://www\.example\.com/things/\d+"),
        ("slug", r"[a-z0-9]+(-[a-z0-9]+)+"),
        ("currency", r"[A-Z]{3}"),
        ("country_code", r"[A-Z]{2}"),
        ("timezone", r"[A-Z][a-z]+/[A-Za-z_]+"),
        ("locale", r"[a-z]{2}_[A-Z]{2}"),
        ("street", r"\d+ \S.*|\S.* \d+"),
        ("invoice_number", r"INV-\d{6}"),
        ("token", r"[0-9a-f]{40}"),
        ("sha256", r"[0-9a-f]{64}"),
        ("ip_address", r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+"),
        ("user_agent", r"Mozilla/5\.0 .*"),
        ("password_hash", r"\$2b\$10\$.{53}"),
        ("hex_color", r"#[0-9a-f]{6}"),
        ("mime_type", r"[a-z]+/[a-z.-]+"),
    ],
)
def test_a_text_is_what_its_name_says(name: str, pattern: str) -> None:
    """Every value has the form a person expects."""
    for value in _values(name):
        assert re.fullmatch(pattern, value), value


def test_a_name_is_what_its_table_says() -> None:
    """A name in a table of users is a person's, in one of companies a company's."""
    person, company = _values("name", of="users"), _values("name", of="companies")
    assert set(person).isdisjoint(company)
    assert all(len(value.split()) >= 2 for value in person)


def test_emails_are_made_from_the_names_beside_them() -> None:
    """Also for a second person in the row."""
    made = seeding(
        table(
            "transfers",
            serial(),
            *(column(f"{who}_{what}") for who in ("sender", "receiver")
              for what in ("first_name", "last_name", "email")),
        ),
        rows=50,
    )  # fmt: skip
    for row in rows_of(made, "transfers"):
        for who in ("sender", "receiver"):
            first = slug(row[f"{who}_first_name"], "")
            assert row[f"{who}_email"].startswith(f"{first}.")
        assert row["sender_email"] != row["receiver_email"]


def test_places_fit_together() -> None:
    """City, country, postcode, coordinates and time zone are of one place."""
    names = ("city", "country", "country_code", "postcode", "timezone")
    made = seeding(
        table("sites", serial(), *(column(n) for n in names), column("lat", "float8")), rows=400
    )
    londoners = [row for row in rows_of(made, "sites") if row["city"] == "London"]
    assert londoners
    for row in londoners:
        assert (row["country"], row["country_code"]) == ("United Kingdom", "GB")
        assert row["timezone"] == "Europe/London"
        assert re.fullmatch(r"SE\d \d[A-Z]{2}", row["postcode"])
        assert 51.3 < float(row["lat"]) < 51.7


def test_card_numbers_and_ibans_fail_their_own_check() -> None:
    """No bank takes them for real."""
    for number in _values("card_number"):
        digits = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(number)]
        assert sum(d - 9 if d > 9 else d for d in digits) % 10 != 0
    for iban in _values("iban"):
        turned = iban[4:] + iban[:4]
        assert int("".join(str(int(c, 36)) for c in turned)) % 97 != 1


@pytest.mark.parametrize("length", [1, 2, 3, 5, 8, 12, 20])
@pytest.mark.parametrize("name", ["email", "username", "title", "reference", "anything", "phone"])
def test_a_length_is_never_exceeded(name: str, length: int) -> None:
    """However short the column."""
    values = _values(name, "varchar", length=length, rows=20)
    assert max(map(len, values)) <= length


@pytest.mark.parametrize("name", ["email", "username", "title", "reference", "anything", "phone"])
@pytest.mark.parametrize("length", [4, 8, 12, 30, 200])
def test_unique_texts_are_all_different(name: str, length: int) -> None:
    """Also where a long text would have to be cut."""
    made = seeding(
        table("t", serial(), column(name, "varchar", length=length), keys=(key(name),)), rows=900
    )
    values = [row[name] for row in rows_of(made, "t")]
    assert len(values) == 900
    assert len(set(values)) == 900
    assert max(map(len, values)) <= length


def test_more_people_than_there_are_names_stay_different() -> None:
    """However many rows, no two persons share a handle: initials and numbers follow."""
    from sandbox.seeding.values.names import GROUPS, group_of, groups, handle_of

    size = groups()[group_of("PT")].size
    people = [
        index * GROUPS + group_of(country)
        for country in ("PT", "DE", "JP")
        for index in range(0, 60 * size, 97)
    ]
    assert len({handle_of(person) for person in people}) == len(people)


def test_every_list_has_each_word_once() -> None:
    """Pools that promise different values keep the promise."""
    from sandbox.seeding.values import words

    for name in ("ADJECTIVES", "NOUNS", "MATERIALS", "PRODUCTS", "CATEGORIES", "TAGS", "SENTENCES"):
        pool = getattr(words, name)
        assert len(set(pool)) == len(pool), name


def test_a_pattern_is_matched() -> None:
    """A regular expression of the plain kind makes the values."""
    pattern = r"^(INV|CRN)-[0-9]{4}(/[a-z]+)?$"
    odd = table("t", serial(), column("odd"), constraints=(check(f"(odd ~ '{pattern}'::text)"),))
    for row in rows_of(seeding(odd, rows=60), "t"):
        assert re.search(pattern, row["odd"])


def test_an_at_sign_in_a_pattern_makes_an_address_at_a_reserved_domain() -> None:
    """Nothing that looks like an email reaches anybody."""
    odd = table("t", serial(), column("odd"), constraints=(check("(odd ~~ '%@%.%'::text)"),))
    for row in rows_of(seeding(odd, rows=40), "t"):
        assert re.search(r"@example\.(org|com|net)$", row["odd"])


def test_a_default_is_kept_where_nothing_better_is_known() -> None:
    """A column that says nothing by its name is left to its default."""
    made = seeding(table("t", serial(), column("zzz", "int4", default="7"), column("age", "int4")))
    assert set(rows_of(made, "t")[0]) == {"id", "age"}


def test_numbers_keep_to_their_type() -> None:
    """Precision, scale and the range of the type bound every number."""
    assert max(int(v) for v in _values("file_size", "int2")) <= 32_767
    for value in _values("amount", "numeric", precision=4, scale=2):
        assert re.fullmatch(r"\d{1,2}\.\d\d", value)


@pytest.mark.parametrize(
    ("name", "pattern", "harmless"),
    [
        (
            "odd",
            r"^https?://[a-z0-9.-]+\.[a-z]{2,}(/.*)?$",
            r"https://[\w.-]+\.?example\.\w+(/.*)?",
        ),
        ("odd", r"^https://.+", r"https://[\w.-]+\.?example\.\w+(/.*)?"),
        ("odd", r"^[^@]+@[^@]+\.[a-z]+$", r".+@example\.(org|com|net)"),
        ("odd", r"^\+[0-9]{8,15}$", r"\+(1\d{3}55501\d\d|44\d+|33\d+|49\d+)"),
        ("odd", r"^\+1[0-9]{10}$", r"\+1\d{3}55501\d\d"),
        ("odd", r"^\+39[0-9]{9,10}$", r"\+3930\d+"),
        ("phone", r"^[0-9]{10}$", r"\d{3}55501\d\d|03023125\d{3}|0199\d+"),
        ("mobile", r"^\d{3}-\d{3}-\d{4}$", r"\d{3}-555-01\d\d"),
        ("phone_number", r"^\(\d{3}\) \d{3}-\d{4}$", r"\(\d{3}\) 555-01\d\d"),
    ],
)
def test_a_pattern_makes_no_address_or_number_that_could_be_real(
    name: str, pattern: str, harmless: str
) -> None:
    """A check on the form is met by reserved domains and by numbers never assigned."""
    odd = table("t", serial(), column(name), constraints=(check(f"({name} ~ '{pattern}'::text)"),))
    for row in rows_of(seeding(odd, rows=60), "t"):
        assert re.fullmatch(harmless, row[name]), row[name]
        assert re.search(pattern, row[name])


@pytest.mark.parametrize("pattern", ["^[0-9]{16}$", "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"])
def test_a_pattern_of_a_card_or_an_account_fails_the_bank_all_the_same(pattern: str) -> None:
    """Sixteen digits fail Luhn's check, an IBAN's form fails its check sum."""
    odd = table("t", serial(), column("odd"), constraints=(check(f"(odd ~ '{pattern}'::text)"),))
    for row in rows_of(seeding(odd, rows=60), "t"):
        value = row["odd"]
        assert re.search(pattern, value)
        if value.isdigit():
            digits = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(value)]
            assert sum(d - 9 if d > 9 else d for d in digits) % 10 != 0
        else:
            turned = value[4:] + value[:4]
            assert int("".join(str(int(c, 36)) for c in turned)) % 97 != 1


def test_one_more_of_the_same_is_of_the_same_kind() -> None:
    """A second phone number or account in the row is one too, and another than the first."""
    made = seeding(
        table("members", serial(), *map(column, ("phone", "phone2", "iban", "iban2", "email_2"))),
        rows=40,
    )
    for row in rows_of(made, "members"):
        assert row["phone2"].startswith("+")
        assert row["phone2"] != row["phone"]
        assert re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]+", row["iban2"])
        assert row["email_2"].partition("@")[2].startswith("example.")


def test_an_end_that_a_check_works_out_is_left_to_it() -> None:
    """The time of the end follows from the check, whatever would be usual."""
    lessons = table(
        "lessons",
        serial(),
        column("start_time", "time"),
        column("end_time", "time"),
        constraints=(check("(end_time = (start_time + '00:45:00'::interval))"),),
    )
    made = seeding(lessons, rows=30)
    assert [report.rows for report in made.tables] == [30]

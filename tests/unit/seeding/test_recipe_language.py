"""What a recipe can say beyond the plain values."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections import Counter

import argon2
import bcrypt
import pytest

from sandbox.seeding.recipes.check import check_recipe, problems
from sandbox.seeding.recipes.passwords import LENGTHS, password_hash
from sandbox.seeding.recipes.recipe import HASHES, RecipeError, parse_recipe
from tests.unit.seeding.build import column, foreign_key, rows_of, schema, seeding, serial, table

USERS = table(
    "users",
    serial(),
    column("email", "varchar", length=80),
    column("secret", "varchar", length=200),
    column("motto"),
)
LINES = table(
    "lines", serial(), column("user_id", "int4"), constraints=(foreign_key("user_id", "users"),)
)


def _users(rules: str, rows: int = 60) -> list[dict[str, str]]:
    recipe = parse_recipe(f"[tables.users]\nrows = {rows}\n[tables.users.columns]\n{rules}")
    return rows_of(seeding(USERS, recipe=recipe), "users")


def _message(text: str) -> str:
    with pytest.raises(RecipeError) as caught:
        check_recipe(parse_recipe(text), schema(USERS, LINES))
    return caught.value.message


def test_a_bcrypt_hash_is_of_the_password() -> None:
    """The library itself takes the password for the hash."""
    made = password_hash("bcrypt", "let me in", 1)
    assert bcrypt.checkpw(b"let me in", made.encode())
    assert not bcrypt.checkpw(b"let me out", made.encode())


def test_an_argon2_hash_is_of_the_password() -> None:
    """The library itself takes the password for the hash."""
    made = password_hash("argon2", "let me in", 1)
    assert argon2.PasswordHasher().verify(made, "let me in")
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        argon2.PasswordHasher().verify(made, "let me out")


def test_a_hash_for_django_can_be_computed_again_from_its_own_parts() -> None:
    """algorithm$rounds$salt$hash, as Django's PBKDF2 hasher verifies it."""
    name, rounds, salt, made = password_hash("django-pbkdf2", "let me in", 1).split("$")
    assert name == "pbkdf2_sha256"
    again = hashlib.pbkdf2_hmac("sha256", b"let me in", salt.encode(), int(rounds))
    assert again == b64decode(made)


def test_a_hash_for_werkzeug_can_be_computed_again_from_its_own_parts() -> None:
    """scrypt:n:r:p$salt$hash, as Werkzeug's check_password_hash reads it."""
    method, salt, made = password_hash("werkzeug-scrypt", "let me in", 1).split("$")
    n, r, p = map(int, method.removeprefix("scrypt:").split(":"))
    again = hashlib.scrypt(b"let me in", salt=salt.encode(), n=n, r=r, p=p, maxmem=1 << 26)
    assert again.hex() == made


@pytest.mark.parametrize("scheme", HASHES)
def test_a_hash_is_as_long_as_said_and_follows_the_seed(scheme: str) -> None:
    """The same seed gives the same bytes, another one another salt."""
    made = password_hash(scheme, "sandbox", 1)
    assert len(made) == LENGTHS[scheme]
    password_hash.cache_clear()
    assert password_hash(scheme, "sandbox", 1) == made
    assert password_hash(scheme, "sandbox", 2) != made


def test_every_row_has_the_known_password() -> None:
    """One hash for all; the login's password where the rule names none."""
    rules = 'secret = { password = { hash = "bcrypt" } }'
    login = '[login]\nuser = "a@example.org"\npassword = "open"\n'
    recipe = parse_recipe(f"{login}[tables.users.columns]\n{rules}")
    (only,) = {row["secret"] for row in rows_of(seeding(USERS, recipe=recipe), "users")}
    assert bcrypt.checkpw(b"open", only.encode())


def test_a_hash_that_does_not_fit_is_refused() -> None:
    """The column's length is too small for what the app is said to write."""
    text = "[tables.users.columns]\nemail = { password = { hash = 'argon2' } }"
    assert "holds 80 characters, the hash of argon2 has 97" in _message(text)


def test_a_faker_provider_takes_arguments() -> None:
    """What the provider is called with."""
    rows = _users('motto = { faker = "bothify", arguments = { text = "??-##" } }')
    assert all(len(row["motto"]) == 5 and row["motto"][2] == "-" for row in rows)


def test_arguments_that_the_provider_does_not_take_are_named() -> None:
    """Before anything is made, in the provider's own words."""
    text = '[tables.users.columns]\nmotto = { faker = "bothify", arguments = { txt = "?" } }'
    assert "does not take these arguments" in _message(text)


def test_a_faker_provider_speaks_the_locale() -> None:
    """German cities where the column's locale is Germany's; a mixture where several are named."""
    from sandbox.seeding.values.provided import provided

    german = set(provided("city", 1, {}, "de_DE"))
    french = set(provided("city", 1, {}, "fr_FR"))
    rows = _users('motto = { faker = "city", locale = "de_DE" }')
    assert {row["motto"] for row in rows} <= german
    weights = "locales = { de_DE = 9, fr_FR = 1 }"
    mixed = _users(f'motto = {{ faker = "city", {weights} }}', rows=400)
    count = Counter("de" if row["motto"] in german else "fr" for row in mixed)
    assert {row["motto"] for row in mixed} <= german | french
    assert 330 <= count["de"] <= 390


@pytest.mark.parametrize(
    ("provider", "reason"),
    [("phone_number", "somebody"), ("free_email", "somebody"), ("past_date", "the day")],
)
def test_what_may_reach_somebody_or_depends_on_the_day_is_refused(
    provider: str, reason: str
) -> None:
    """Nothing that is seeded reaches a real person, and no run differs from the next."""
    text = f'[tables.users.columns]\nmotto = {{ faker = "{provider}" }}'
    assert reason in _message(text)


def test_a_skipped_table_stays_empty_and_is_reported_so() -> None:
    """On purpose, and what depends on it says so too."""
    made = seeding(USERS, LINES, recipe=parse_recipe("[tables.users]\nskip = true"))
    said = {report.table: (report.rows, report.left_out) for report in made.tables}
    assert said["users"] == (0, "left empty on purpose")
    assert said["lines"][0] == 0
    assert "left empty on purpose" in str(said["lines"][1])


def test_an_even_spread_gives_each_parent_as_many() -> None:
    """Without it some parents have many children and some none."""
    per = '{ table = "users", mean = 3, spread = "even" }'
    recipe = parse_recipe(f"[tables.users]\nrows = 20\n[tables.lines]\nper = {per}")
    made = rows_of(seeding(USERS, LINES, recipe=recipe), "lines")
    assert set(Counter(row["user_id"] for row in made).values()) == {3}
    uneven = parse_recipe(
        '[tables.users]\nrows = 20\n[tables.lines]\nper = { table = "users", mean = 3 }'
    )
    made = rows_of(seeding(USERS, LINES, recipe=uneven), "lines")
    assert max(Counter(row["user_id"] for row in made).values()) > 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rows = 3\n\n[tables.users]\nrow = 3", "line 4 of the seed recipe: tables.users"),
        ("[tables.users]\nper = { mean = 1 }", "line 2 of the seed recipe: tables.users.per"),
        ('[tables."a.b".columns]\nc = { null = 3 }', 'line 2 of the seed recipe: tables."a.b"'),
        ("[tables.a]\nskip = 'no'", "line 2 of the seed recipe: tables.a.skip"),
        ("[tables.a]\nskip = true\nrows = 3", "skipped and has rows"),
        ("[tables.a]\ntriggers = 0", "neither true nor false"),
        ("[tables.a]\nper = { table = 'b', mean = 1, spread = 'odd' }", "neither even nor uneven"),
        ("[tables.a.columns]\nb = { password = { hash = 'md5' } }", "hash is none of bcrypt"),
        ("[tables.a.columns]\nb = { arguments = { a = 1 } }", "belong to a Faker provider"),
        ("locale = 'a'\nlocales = ['b']", "both locale and locales"),
        ("locales = []", "names no locale"),
        ("[scenarios.x]\nlike = 'bussy-week'", "no built-in scenario: bussy-week"),
        ("rows = false", "no whole number"),
    ],
)
def test_a_mistake_is_found_with_its_line(text: str, message: str) -> None:
    """The line is the one that says it."""
    with pytest.raises(RecipeError) as caught:
        parse_recipe(text)
    assert message in caught.value.message


def test_every_problem_is_listed_at_once() -> None:
    """In the recipe's order, scenarios included, each with its line and the nearest names."""
    text = (
        "[tables.user]\nrows = 3\n"
        "[tables.users.columns]\nemial = { constant = 'x' }\nmotto = { rule = 'vin' }\n"
        "[scenarios.odd.tables.lins]\nrows = 4\n"
        "[tables.lines]\nlocale = 'nl_NX'\n"
    )
    found = problems(parse_recipe(text), schema(USERS, LINES), rules=("vins",))
    assert [one.hint for one in found] == [
        "did you mean users?",
        "did you mean email?",
        "did you mean vins?",
        found[3].hint,
        "did you mean lines?",
    ]
    assert "nl_NL" in str(found[3].hint)
    message = _message(text)
    assert message.startswith("line 1 of the seed recipe: there is no table user")
    assert "and 4 more" in message


def test_a_column_of_lists_takes_a_choice_of_lists() -> None:
    """Each choice is a list of the column's values."""
    tagged = table("tagged", serial(), column("tags", array=True))
    recipe = parse_recipe("[tables.tagged.columns]\ntags = { choice = [['a', 'b'], ['c']] }")
    rows = rows_of(seeding(tagged, recipe=recipe), "tagged")
    assert {row["tags"] for row in rows} == {"{a,b}", "{c}"}


PLACED = table(
    "contacts",
    serial(),
    column("city"),
    column("country_code", "bpchar", length=2),
)


def _countries(text: str) -> set[str]:
    made = seeding(PLACED, recipe=parse_recipe(text))
    return {row["country_code"] for row in rows_of(made, "contacts")}


def test_a_locale_says_where_the_rows_are_from() -> None:
    """Of the whole recipe, or of one table, which goes first; several are a mixture."""
    assert len(_countries("")) > 3
    assert _countries("locale = 'de_DE'") == {"DE"}
    assert _countries("locale = 'de_DE'\n[tables.contacts]\nlocale = 'fr_FR'") == {"FR"}
    assert _countries("locales = ['de_DE', 'fr_FR']") == {"DE", "FR"}


ODD = table(
    "odd",
    serial(),
    column("short", "varchar", length=5),
    column("number", "int4"),
    column("facts", "jsonb"),
    column("text"),
)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("text = { between = ['a', 'b'] }", "odd.text is no number, date or moment"),
        ("number = { between = [9, 3] }", "ends before it begins"),
        ("number = { null = 0.5 }", "odd.number cannot be NULL"),
        ("number = { when = { text = ['a'] } }", "odd.number cannot be NULL"),
        ("short = { choice = ['fits', 'does not'] }", "'does not' has 8 characters"),
    ],
)
def test_what_a_column_cannot_hold_is_named_beforehand(rule: str, message: str) -> None:
    """Its type, its length and its NOT NULL are looked at."""
    with pytest.raises(RecipeError) as caught:
        check_recipe(parse_recipe(f"[tables.odd.columns]\n{rule}"), schema(ODD))
    assert message in caught.value.message


def _odd(rule: str) -> list[dict[str, str]]:
    return rows_of(seeding(ODD, recipe=parse_recipe(f"[tables.odd.columns]\n{rule}")), "odd")


def test_a_choice_of_documents_fills_a_json_column() -> None:
    """Each as it stands in the recipe."""
    rows = _odd("facts = { choice = [{ a = 1 }, { b = [true] }] }")
    assert {row["facts"] for row in rows} == {'{"a": 1}', '{"b": [true]}'}


def test_values_of_faker_are_cut_to_the_column() -> None:
    """The server would refuse longer ones."""
    lengths = {len(row["short"]) for row in _odd("short = { faker = 'catch_phrase' }")}
    assert lengths <= {4, 5}


@pytest.mark.parametrize(
    "rule", ["number = { template = 'n{row}' }", "text = { template = '{short:04d}' }"]
)
def test_a_template_that_gives_no_value_leaves_the_table_empty_with_the_reason(rule: str) -> None:
    """It is the recipe's fault, and said so."""
    made = seeding(ODD, recipe=parse_recipe(f"[tables.odd.columns]\n{rule}"))
    (report,) = made.tables
    assert report.rows == 0
    assert "the recipe's template for" in str(report.left_out)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("\\\\! touch /tmp/x", "a backslash outside of quotes"),
        ("1); drop table users; select (1", "is not one expression"),
        ("1) from users union select (2", "is not one expression"),
        ("lower(motto", "is not one expression"),
        ("'open", "is not one expression"),
        (" ", "is not one expression"),
    ],
)
def test_sql_that_is_more_than_an_expression_is_refused(sql: str, message: str) -> None:
    """With its line, before any server sees it."""
    said = _message(f'[tables.users.columns]\nmotto = {{ sql = "{sql}" }}')
    assert message in said
    assert "line 2" in said


def test_sql_may_quote_what_would_otherwise_be_more() -> None:
    """Backslashes, parentheses and semicolons in a text are text."""
    sql = "'a\\\\b;)' || \\\"motto\\\" || $$;$$"
    check_recipe(
        parse_recipe(f'[tables.users.columns]\nmotto = {{ sql = "{sql}" }}'), schema(USERS)
    )

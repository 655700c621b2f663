from __future__ import annotations

import pytest

from sandbox.seeding.recipes.check import check_recipe
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, Login, RecipeError, parse_recipe
from tests.unit.seeding.build import column, schema, seeding, serial, table

USERS = table("users", serial(), column("email"), column("role", labels=["a", "b"], category="e"))


def test_an_empty_text_is_an_empty_recipe() -> None:
    """Nobody has to write a recipe."""
    assert parse_recipe("") == EMPTY_RECIPE


def test_the_login_is_read() -> None:
    """`sandbox up` shows who to log in as."""
    text = '[login]\nuser = "guest@example.org"\npassword = "sandbox"'
    assert parse_recipe(text).login == Login(user="guest@example.org", password="sandbox")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("rows =", "line 1 of the seed recipe is no TOML", None),
        ("sede = 1", "unknown key: sede", "seed"),
        ("rows = -3", "no whole number", "rows = 100"),
        ("rows = true", "no whole number", "rows = 100"),
        ("[login]\nuser = 'x'", "login.password is missing", "password"),
        ("[tables.users]\nrow = 3", "unknown key: row", "rows"),
        ("[tables.users]\nrows = 1\nper = { table = 'a', mean = 1 }", "both rows and per", "one"),
        ("[tables.users]\nper = { table = 'a' }", "a table and a mean", "mean"),
        ("[tables.users]\nfixed = [3]", "no list of rows", "fixed"),
        ("[tables.users.columns]\na = 3", "is no table", "columns.a"),
        ("[tables.users.columns]\na = { konstant = 3 }", "unknown key: konstant", "constant"),
        ("[tables.users.columns]\na = { constant = 3, faker = 'name' }", "more than one", "one"),
        ("[tables.users.columns]\na = { choice = {} }", "no values", "choice"),
        ("[tables.users.columns]\na = { choice = { x = -1 } }", "weight", None),
        ("[tables.users.columns]\na = { between = [1] }", "two values", "between"),
        ("[tables.users.columns]\na = { null = 2 }", "no share", "null"),
        ("[tables.users.columns]\na = { template = 3 }", "no text", None),
        ("[tables.users.columns]\na = { recent = 3 }", "no list", "recent"),
    ],
)
def test_a_mistake_in_the_text_is_named(text: str, message: str, hint: str | None) -> None:
    """The message says what is wrong, the hint what to write."""
    with pytest.raises(RecipeError) as caught:
        parse_recipe(text)
    assert message in caught.value.message
    assert (hint is None and caught.value.hint is None) or (hint or "") in (caught.value.hint or "")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[tables.user]", "no table user", "users"),
        ("[tables.users.columns]\nemial = { constant = 'x' }", "users.emial", "email"),
        ("[tables.users]\nfixed = [{ emails = 'x' }]", "users.emails", "email"),
        ("[tables.users]\nper = { table = 'usr', mean = 1 }", "no table usr", "users"),
        ("[tables.users.columns]\nrole = { constant = 'c' }", "none of a, b", None),
        ("[tables.users.columns]\nrole = { choice = ['a', 'z'] }", "none of a, b", None),
        ("[tables.users.columns]\nid = { constant = 'many' }", "'many' is no int4", None),
        ("[tables.users.columns]\nemail = { template = '{nam}' }", "users.nam", None),
        ("[tables.users.columns]\nemail = { template = '{role' }", "not valid", None),
        ("[tables.users.columns]\nemail = { when = { rool = ['a'] } }", "users.rool", "role"),
        ("[tables.users.columns]\nemail = { faker = 'emial' }", "no Faker provider", "email"),
    ],
)
def test_what_the_schema_does_not_have_is_named(text: str, message: str, hint: str | None) -> None:
    """An unknown table, column or value is refused, with the nearest names."""
    with pytest.raises(RecipeError) as caught:
        check_recipe(parse_recipe(text), schema(USERS))
    assert message in caught.value.message
    assert hint is None or hint in (caught.value.hint or "")


def test_filling_checks_the_recipe_first() -> None:
    """A mistake shows before anything is made."""
    with pytest.raises(RecipeError, match="no table nobody"):
        seeding(USERS, recipe=parse_recipe("[tables.nobody]"))


def test_a_table_of_two_schemas_has_to_be_told_apart() -> None:
    """`public` wins; among others the recipe must say which."""
    two = schema(table("t", serial(), schema="a"), table("t", serial(), schema="b"))
    with pytest.raises(RecipeError) as caught:
        check_recipe(parse_recipe("[tables.t]"), two)
    assert caught.value.hint == "say a.t or b.t"
    check_recipe(parse_recipe('[tables."b.t"]'), two)

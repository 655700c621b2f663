"""What a recipe says either happens or is refused, in one sentence with the line."""

from __future__ import annotations

import pytest

from sandbox.seeding.recipes.check import line_in, problems
from sandbox.seeding.recipes.fields import nearest
from sandbox.seeding.recipes.fit import Problem
from sandbox.seeding.recipes.recipe import Recipe, RecipeError, parse_recipe
from tests.unit.seeding.build import (
    check,
    column,
    foreign_key,
    key,
    schema,
    serial,
    table,
)

USERS = table(
    "users",
    serial(),
    column("email"),
    column("role"),
    column("age", "int2", not_null=False),
    column("low", "int4"),
    column("high", "int4"),
    column("points", "numeric", precision=5, scale=2, not_null=False),
    column("uid", "uuid", not_null=False),
    column("data", "jsonb", not_null=False),
    column("address", "inet", not_null=False),
    column("height", "float8", not_null=False),
    column("active", "bool"),
    column("left_at", "timestamptz", not_null=False),
    column("label", generated=True, default="'x'::text"),
    keys=(key("id", primary=True), key("email"), key("low", "high")),
    constraints=(
        check("role = ANY (ARRAY['admin'::text, 'viewer'::text])", "known_role"),
        check("((age >= 0) AND (age <= 120))", "sane_age"),
        check("(low < high)", "in_order"),
    ),
)
ORDERS = table(
    "orders", serial(), column("user_id", "int4"), constraints=(foreign_key("user_id", "users"),)
)


def _problems(text: str) -> tuple[Recipe, list[Problem]]:
    recipe = parse_recipe(text)
    return recipe, problems(recipe, schema(USERS, ORDERS))


@pytest.mark.parametrize(
    ("rule", "message", "hint"),
    [
        ("role = { constant = 'boss' }", "'boss' is none of admin, viewer", "admin, viewer"),
        ("role = { choice = ['viewer', 'amdin'] }", "'amdin' is none of", "did you mean admin?"),
        ("age = { constant = 500 }", "500 breaks the rule sane_age", "age <= 120"),
        ("age = { between = [-10, 60] }", "-10 breaks the rule sane_age", "age >= 0"),
        ("age = { constant = 70000 }", "70000 is no int2", "-32,768 to 32,767"),
        ("age = { constant = 3.7 }", "3.7 is no int2", "whole number"),
        ("age = { constant = true }", "true is no int2", "whole number"),
        ("points = { constant = 12345.6 }", "12345.6 is no numeric", "below 1,000"),
        ("uid = { constant = 'abc' }", "'abc' is no uuid", "as in"),
        ("data = { constant = '{' }", "'{' is no jsonb", "a text of JSON"),
        ("address = { constant = '1.2.3' }", "'1.2.3' is no inet", ""),
        ("active = { constant = 'yes' }", "'yes' is no bool", "true or false"),
        ("height = { between = ['-inf', 1] }", "an end that is no number", "[1, 10]"),
        ("height = { between = [5, 1] }", "ends before it begins", "smaller one"),
        ("id = { constant = 5 }", "has to differ from row to row", "leave it out"),
        ("email = { constant = 'a' }", "has to differ from row to row", 'such as "email {row}"'),
        ("label = { constant = 'a' }", "computed by the database itself", "leave it out"),
        ("role = { template = '{role}s' }", "users.role looks at itself", "other columns"),
        ("left_at = { when = { left_at = [2024-01-01] } }", "left_at looks at itself", ""),
        ("left_at = { when = { role = ['boss'] } }", "'boss' is none of admin", "admin"),
        (
            "left_at = { when = { role = ['admin'] } }\nrole = { constant = 'viewer' }",
            "users.role is never 'admin'",
            "there are: viewer",
        ),
        ("role = { recent = ['viewr'] }", "'viewr' is none of admin", "did you mean viewer?"),
        (
            "role = { choice = ['viewer'], recent = ['admin'] }",
            "users.role is never 'admin'",
            "there are: viewer",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused(rule: str, message: str, hint: str) -> None:
    """By its type, a check, a key or the other columns: with the line and what would do."""
    recipe, found = _problems(f"rows = 5\n\n[tables.users.columns]\n{rule}\n")
    (problem, *_) = found
    assert message in problem.message
    assert hint in (problem.hint or "")
    assert line_in(recipe, problem) == 4


@pytest.mark.parametrize(
    "rule",
    [
        "role = { choice = ['viewer', 'admin'], recent = ['admin'] }",
        "age = { between = [0, 120] }",
        "age = { constant = '12' }",
        "points = { constant = -999.99 }",
        "data = { constant = { a = 1 } }",
        "left_at = { when = { active = [true] } }",
        "email = { template = '{role}-{row}' }",
    ],
)
def test_a_value_that_can_be_is_taken(rule: str) -> None:
    """Without a word."""
    assert _problems(f"[tables.users]\nrows = 5\n[tables.users.columns]\n{rule}\n")[1] == []


def test_columns_that_look_at_each_other_are_named_once() -> None:
    """Whether by templates or by `when`."""
    text = (
        "[tables.users.columns]\nrole = { template = '{email}' }\n"
        "email = { template = '{uid}' }\nuid = { when = { role = 'admin' } }\n"
    )
    _, (problem,) = _problems(text)
    assert problem.message == "users: role and email and uid look at each other"


def test_few_values_for_many_rows_of_a_unique_column_are_refused() -> None:
    """As many values as rows will do; fixed rows bring their own."""
    columns = "[tables.users.columns]\nemail = { choice = ['a', 'b'] }\n"
    _, (problem,) = _problems(f"[tables.users]\nrows = 3\n{columns}")
    assert "2 values are not enough for 3 rows" in problem.message
    assert _problems(f"[tables.users]\nrows = 2\n{columns}")[1] == []
    fixed = "fixed = [{ email = 'c' }]\n"
    assert _problems(f"[tables.users]\nrows = 3\n{fixed}{columns}")[1] == []


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        ("{ id = 1 },\n{ id = 2 },\n{ id = 1 }", 5, "rows 1 and 3 have the same id 1"),
        ("{ low = 1, high = 2 },\n{ low = 1, high = 2 }", 4, "the same low 1, high 2"),
        ("{ email = 'a' }, # {\n{ email = '}' },\n{ email = 'a' }", 5, "the same email a"),
        ("{ role = 'viewer' },\n{ role = 'king' }", 4, "'king' is none of admin, viewer"),
        ("{ low = 3, high = 2 }", 3, "low and high break the rule in_order"),
        ("{ email = 'a' },\n{ emial = 'b' }", 4, "no column users.emial"),
        ("{ label = 'a' }", 3, "computed by the database itself"),
    ],
)
def test_fixed_rows_that_cannot_be_are_refused(rows: str, line: int, message: str) -> None:
    """Each with its own line."""
    recipe, found = _problems(f"[tables.users]\nfixed = [\n{rows},\n]\n")
    (problem,) = found
    assert message in problem.message
    assert line_in(recipe, problem) == line


def test_fixed_rows_written_one_by_one_have_their_lines_too() -> None:
    """As TOML's arrays of tables."""
    row = "[[tables.users.fixed]]\nid = 7\n"
    recipe, (problem,) = _problems(f"{row}\n{row}")
    assert line_in(recipe, problem) == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tables.users]\nper = { table = 'users', mean = 2 }", "count its rows by itself"),
        ("[tables.users]\nper = { table = 'orders', mean = 2 }", "so it is filled later"),
    ],
)
def test_rows_that_nobody_can_count_are_refused(text: str, message: str) -> None:
    """By the table itself, or by one that needs this one's rows."""
    _, (problem,) = _problems(text)
    assert message in problem.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tables.a.columns]\nb = { between = [0, inf] }", "an end that is no number: [0, inf]"),
        ("[tables.a.columns]\nb = { between = [nan, 1] }", "an end that is no number: [nan, 1]"),
        ("[tables.a.columns]\nb = { between = [] }", "wants two values"),
        ("[tables.a.columns]\nb = { choice = [] }", "has no values"),
        ("[tables.a.columns]\nb = { choice = { x = 0 } }", "all weights are zero"),
        ("[tables.a.columns]\nb = { choice = { x = inf } }", "weight of x is no number"),
        ("[tables.a.columns]\nb = { choice = { x = -1 } }", "weight of x is no number"),
        ("[tables.a.columns]\nb = { }", "b says nothing"),
        ("[tables.a]\nper = { table = 'b', mean = inf }", "wants a table and a mean"),
        ("[tables.a]\nrows = 9999999999", "more than 100,000,000"),
    ],
)
def test_numbers_without_an_end_and_empty_lists_are_refused(text: str, message: str) -> None:
    """When the text is read, with the file and the line."""
    with pytest.raises(RecipeError) as caught:
        parse_recipe(text, "seeds/app.toml")
    assert message in caught.value.message
    assert caught.value.message.startswith("line 2 of seeds/app.toml: ")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rows = 1\nrows = 2", "line 2 of app.toml is no TOML: a key is there twice"),
        ("[tables.a]\n[tables.b]\n[tables.a]", "line 3 of app.toml is no TOML: [tables.a] is"),
        ("rows = 1\nseed\n", "line 2 of app.toml is no TOML: a key wants `=` and a value"),
        ("[login]\nuser = guest", "line 2 of app.toml is no TOML: this is no value"),
        ("rows = 1\n[tables", "line 2 of app.toml is no TOML: a table's name ends with"),
        ("a = [\n1,\n", "line 2 of app.toml is no TOML: "),
        ("rows = 1\nx = 'caf\ufffd'", "line 2 of app.toml is not in UTF-8"),
    ],
)
def test_what_is_no_toml_is_said_with_file_and_line(text: str, message: str) -> None:
    """In words, and with what to do."""
    with pytest.raises(RecipeError) as caught:
        parse_recipe(text, "app.toml")
    assert message in caught.value.message
    assert caught.value.hint


def test_a_mark_at_the_beginning_of_the_file_does_no_harm() -> None:
    """Some editors write one."""
    assert parse_recipe("\ufeffrows = 3").rows == 3


def test_a_renamed_table_is_known_by_its_columns() -> None:
    """Or by its name; what the recipe names already it is not."""
    columns = "[tables.people.columns]\nrole = { constant = 'admin' }\nage = { constant = 4 }\n"
    _, (problem,) = _problems(columns)
    assert problem.hint == "did you mean users?"
    _, found = _problems(f"{columns}[tables.users]\nrows = 5\n")
    assert [one.hint for one in found] == ["there are: orders, users"]


def test_a_renamed_column_is_none_that_the_recipe_knows() -> None:
    """The nearest of the others is named, by a part of its name too."""
    text = "[tables.users.columns]\ninet_address = { null = 0.5 }\nrole = { constant = 'admin' }\n"
    _, (problem,) = _problems(text)
    assert problem.hint == "did you mean address?"


def test_the_nearest_name_comes_first() -> None:
    """Before those that only contain what was said."""
    known = ["shipment_events", "shipment_tags", "shipments", "users"]
    assert nearest("shipment", known).startswith("did you mean shipments, ")

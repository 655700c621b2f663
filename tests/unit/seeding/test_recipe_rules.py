"""What a recipe's rules do to the rows."""

from __future__ import annotations

from collections import Counter

from sandbox.seeding.recipes.recipe import parse_recipe
from tests.unit.seeding.build import column, foreign_key, rows_of, seeding, serial, table

ORDERS = table(
    "orders",
    serial(),
    column("reference", "varchar", length=20),
    column("state", "varchar", length=10),
    column("weight", "numeric", precision=6, scale=1),
    column("closed_at", "timestamptz", not_null=False),
    column("motto"),
)


def _orders(rules: str, rows: int = 400) -> list[dict[str, str]]:
    recipe = parse_recipe(f"[tables.orders]\nrows = {rows}\n[tables.orders.columns]\n{rules}")
    return rows_of(seeding(ORDERS, recipe=recipe), "orders")


def test_a_constant_stands_in_every_row() -> None:
    """`constant` is the value."""
    assert {row["state"] for row in _orders('state = { constant = "new" }')} == {"new"}


def test_a_choice_follows_its_weights() -> None:
    """Nine of ten are open where the weights say 9 to 1."""
    counts = Counter(r["state"] for r in _orders("state = { choice = { open = 9, shut = 1 } }"))
    assert set(counts) == {"open", "shut"}
    assert 330 <= counts["open"] <= 385


def test_a_template_sees_the_other_columns_and_the_row() -> None:
    """Other columns by name, the row's number as `row`, with formats."""
    rows = _orders('motto = { template = "{state}/{row:04d}/{id}" }')
    assert rows[41]["motto"] == f"{rows[41]['state']}/0042/42"


def test_a_range_holds_every_value() -> None:
    """`between` includes both ends, in the column's own scale."""
    weights = {float(row["weight"]) for row in _orders("weight = { between = [1, 3.5] }")}
    assert min(weights) == 1.0
    assert max(weights) == 3.5


def test_a_faker_provider_is_used_by_name() -> None:
    """Values come from the provider, many of them, the same each time."""
    rows = _orders('motto = { faker = "catch_phrase" }')
    assert len({row["motto"] for row in rows}) > 100
    assert rows == _orders('motto = { faker = "catch_phrase" }')


def test_null_sets_the_share_and_when_the_condition() -> None:
    """Only closed orders have a closing time, and of those about half do not."""
    rows = _orders(
        "state = { choice = ['open', 'closed'] }\n"
        "closed_at = { when = { state = ['closed'] }, null = 0.5 }"
    )
    assert {row["closed_at"] for row in rows if row["state"] == "open"} == {"\\N"}
    closed = [row["closed_at"] != "\\N" for row in rows if row["state"] == "closed"]
    assert 0.3 < sum(closed) / len(closed) < 0.7


def test_fixed_rows_come_first_and_the_rest_is_made() -> None:
    """What a fixed row leaves out gets a value like any other."""
    recipe = parse_recipe(
        '[tables.orders]\nrows = 5\nfixed = [{ reference = "FIRST-1" }, { id = 90, state = "x" }]'
    )
    rows = rows_of(seeding(ORDERS, recipe=recipe), "orders")
    assert len(rows) == 5
    assert rows[0]["reference"] == "FIRST-1"
    assert rows[0]["motto"]
    assert [row["id"] for row in rows] == ["91", "90", "93", "94", "95"]


def test_rows_per_parent_follow_the_parents() -> None:
    """`per` multiplies the rows that the other table really has."""
    lines = table(
        "lines",
        serial(),
        column("order_id", "int4"),
        constraints=(foreign_key("order_id", "orders"),),
    )
    recipe = parse_recipe(
        '[tables.orders]\nrows = 80\n[tables.lines]\nper = { table = "orders", mean = 2.5 }'
    )
    made = seeding(ORDERS, lines, recipe=recipe)
    assert {report.table: report.rows for report in made.tables} == {"orders": 80, "lines": 200}


def test_rows_scale_the_large_tables_only() -> None:
    """Asked for a tenth, a table of 1000 has 100 rows, and one of 12 still 12."""
    users = table("users", serial(), column("email"))
    recipe = parse_recipe("[tables.orders]\nrows = 1000\n[tables.users]\nrows = 12")
    made = seeding(ORDERS, users, recipe=recipe, rows=100)
    assert {report.table: report.rows for report in made.tables} == {"orders": 100, "users": 12}


def test_the_youngest_rows_are_the_unfinished_ones() -> None:
    """`recent` gives its values to the rows that began last, as many as their weight says."""
    orders = table(
        "orders",
        serial(),
        column("state", "varchar", length=10),
        column("created_at", "timestamptz"),
    )
    text = 'state = { choice = { new = 10, done = 90 }, recent = ["new"] }'
    recipe = parse_recipe(f"[tables.orders]\nrows = 400\n[tables.orders.columns]\n{text}")
    rows = rows_of(seeding(orders, recipe=recipe), "orders")
    by_state = {
        state: sorted(row["created_at"] for row in rows if row["state"] == state)
        for state in ("new", "done")
    }
    assert 25 <= len(by_state["new"]) <= 60
    middle = by_state["done"][len(by_state["done"]) // 2]
    assert by_state["new"][0] > middle

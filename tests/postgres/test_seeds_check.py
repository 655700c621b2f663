"""`sandbox seeds check`: what an upgrade of the schema broke."""

from __future__ import annotations

from tests.postgres.conftest import Database
from tests.postgres.maintainer import RECIPE, Maintainer


def test_check_names_everything_that_an_upgrade_broke(
    shop: Database, maintainer: Maintainer
) -> None:
    """Each with its line and the nearest name, and what the recipe does not know yet."""
    maintainer.write("shop.toml", RECIPE)
    answer = maintainer.answer("check", shop.address, "--recipe", "shop.toml")
    assert answer["problems"] == []
    assert "orders" in answer["unnamed"]["tables"]
    shop.run(
        "ALTER TABLE customers RENAME COLUMN plan TO plans;"
        "ALTER TABLE customers RENAME COLUMN first_name TO given_name;"
        "ALTER TABLE customers ADD COLUMN birthday date"
    )
    answer = maintainer.answer("check", shop.address, "--recipe", "shop.toml", code=2)
    said = {(one["line"], one["hint"]) for one in answer["problems"]}
    assert (7, "did you mean plans?") in said
    assert (5, "did you mean given_name?") in said or any(line == 5 for line, _ in said)
    assert "customers.birthday" in answer["unnamed"]["columns"]
    text = maintainer.seeds("check", shop.address, "--recipe", "shop.toml", code=2).stdout
    assert "shop.toml, line 7: there is no column customers.plan" in text


def test_a_recipe_that_is_not_there_is_named(shop: Database, maintainer: Maintainer) -> None:
    """With the nearest file."""
    maintainer.write("shop.toml", RECIPE)
    answer = maintainer.answer("check", shop.address, "--recipe", "shp.toml", code=2)
    assert answer["hint"] == "did you mean shop.toml?"


def test_check_asks_the_server_about_sql(shop: Database, maintainer: Maintainer) -> None:
    """Before anything is filled: the line, and the server's own words."""
    maintainer.write("shop.toml", "[tables.customers.columns]\nplan = { sql = 'lowr(email)' }\n")
    words = ("check", shop.address, "--recipe", "shop.toml")
    (problem,) = maintainer.answer(*words, code=2)["problems"]
    assert problem["line"] == 2
    assert "the SQL of customers.plan is refused: function lowr" in problem["message"]


def test_check_shows_each_kind_of_upgrade_with_its_line(
    shop: Database, maintainer: Maintainer
) -> None:
    """A renamed table, narrower lists and texts, NOT NULL where the recipe wants NULL."""
    lines = [
        "[tables.customers.columns]",
        "first_name = { choice = ['Annabel', 'Bo'] }",
        "plan = { choice = ['free', 'paid'] }",
        "email = { null = 0 }",
        "[tables.orders.columns]",
        "amount = { between = [1, 5000] }",
        "note = { when = { amount = [5] } }",
    ]
    maintainer.write("shop.toml", "\n".join(lines))
    shop.run("ALTER TABLE orders ADD COLUMN note text")
    words = ("check", shop.address, "--recipe", "shop.toml")
    assert maintainer.answer(*words)["problems"] == []
    shop.run(
        "ALTER TABLE customers DROP COLUMN full_label, ALTER first_name TYPE varchar(5);"
        "ALTER TABLE customers DROP CONSTRAINT customers_plan_check,"
        " ADD CONSTRAINT plans CHECK (plan IN ('free', 'premium'));"
        "ALTER TABLE orders ALTER note SET NOT NULL;"
        "ALTER TABLE orders ADD CONSTRAINT small CHECK (amount <= 1000)"
    )
    found = maintainer.answer(*words, code=2)["problems"]
    said = [(one["line"], one["message"]) for one in found]
    assert (2, "customers.first_name: 'Annabel' has 7 characters, the column holds 5") in said
    assert (3, "customers.plan: 'paid' is none of free, premium") in said
    assert (6, "orders.amount: 5000 breaks the rule small") in said
    assert (7, "orders.note cannot be NULL, which the recipe wants") in said
    shop.run("ALTER TABLE orders RENAME TO purchases")
    hints = {one["line"]: one["hint"] for one in maintainer.answer(*words, code=2)["problems"]}
    assert hints[5] == "did you mean purchases?"

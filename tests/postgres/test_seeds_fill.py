"""`sandbox seeds fill`: any PostgreSQL database, through the command itself."""

from __future__ import annotations

import pytest

from tests.postgres.conftest import Database
from tests.postgres.maintainer import RECIPE, SHOP, Maintainer


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql+asyncpg", "postgres"])
def test_fill_takes_any_spelling_of_an_address(
    shop: Database, maintainer: Maintainer, scheme: str
) -> None:
    """SQLAlchemy's with a driver, or libpq's; the answer is what contract.md says."""
    address = shop.address.replace("postgresql", scheme, 1)
    answer = maintainer.answer("fill", address, "--rows", "40")
    assert set(answer) == {
        "tables", "constraints", "refused", "may_be_real", "rows", "seconds",
    }  # fmt: skip
    rows = {one["table"]: one["rows"] for one in answer["tables"]}
    assert rows["orders"] == shop.value("SELECT count(*) FROM orders") == 40
    assert answer["rows"] == sum(rows.values())
    assert answer["constraints"]["failed"] == []
    assert answer["constraints"]["checked"] >= 6
    assert all(set(one) == {"schema", "table", "rows", "left_out"} for one in answer["tables"])
    assert shop.value("SELECT count(*) FROM countries") == 2


def test_fill_follows_the_recipe_and_its_scenario(shop: Database, maintainer: Maintainer) -> None:
    """From --recipe, or from the one that sandbox.toml names where one stands."""
    maintainer.write("shop.toml", RECIPE)
    maintainer.seeds("fill", shop.address, "--recipe", "shop.toml")
    assert shop.value("SELECT count(*) FROM customers") == 30
    assert shop.value("SELECT email FROM customers WHERE id = 1") == "guest@example.org"
    shop.run("TRUNCATE customers CASCADE")
    maintainer.write("sandbox.toml", '[seed]\nrecipe = "shop.toml"\n')
    maintainer.seeds("fill", shop.address, "--scenario", "crowd")
    assert shop.value("SELECT count(*) FROM customers") == 77


def test_the_same_seed_fills_the_same_rows(
    shop: Database, other_database: Database, maintainer: Maintainer
) -> None:
    """--seed, else the recipe's own, gives the same data, another number other data."""
    other_database.run(SHOP)
    maintainer.write("shop.toml", RECIPE)
    people = "SELECT string_agg(email, ',' ORDER BY id) FROM customers"
    maintainer.seeds("fill", shop.address, "--recipe", "shop.toml")
    maintainer.seeds("fill", other_database.address, "--recipe", "shop.toml", "--seed", "3")
    assert shop.value(people) == other_database.value(people)
    other_database.run("TRUNCATE customers CASCADE")
    maintainer.seeds("fill", other_database.address, "--recipe", "shop.toml", "--seed", "4")
    assert shop.value(people) != other_database.value(people)


def test_fill_refuses_a_database_that_people_use(shop: Database, maintainer: Maintainer) -> None:
    """Code 4, the tables that gave it away, and nothing changed; --force fills what is empty."""
    shop.run(
        "INSERT INTO customers (first_name, email, plan, country_id) "
        "SELECT 'Real', 'real' || n || '@example.org', 'paid', 1 FROM generate_series(1, 20) n"
    )
    answer = maintainer.answer("fill", shop.address, code=4)
    assert "customers (20 rows)" in answer["error"]
    assert "--force" in answer["hint"]
    assert shop.value("SELECT count(*) FROM orders") == 0
    maintainer.seeds("fill", shop.address, "--force")
    assert shop.value("SELECT count(*) FROM customers WHERE first_name = 'Real'") == 20
    assert shop.value("SELECT count(*) FROM customers") == 20
    assert shop.value("SELECT count(*) > 50 FROM orders") is True

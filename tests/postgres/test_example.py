"""The example app's own migrations and recipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.seeding.copytext.raw import DAY
from sandbox.seeding.fill import Seeding
from sandbox.seeding.recipes.recipe import Recipe, parse_recipe
from sandbox.seeding.values.moments import ANCHOR, FIRST
from tests.postgres.conftest import Database

ROOT = Path(__file__).parents[2]
APP = ROOT / "examples" / "shipments"


@pytest.fixture
def recipe() -> Recipe:
    return parse_recipe((ROOT / "seeds" / "shipments.toml").read_text())


@pytest.fixture
def app(database: Database) -> Database:
    """The example's database, migrated by the example itself."""
    address = database.address.replace("postgresql://", "postgresql+psycopg://")
    environment = {**os.environ, "DATABASE_URL": address, "SECRET_KEY": "x" * 32}
    command = [sys.executable, "-B", "-m", "alembic", "upgrade", "head"]
    done = subprocess.run(command, cwd=APP, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return database


@pytest.fixture
def seeded(app: Database, recipe: Recipe) -> tuple[Database, Seeding]:
    return app, app.fill(recipe)


def test_every_table_of_the_example_is_filled(seeded: tuple[Database, Seeding]) -> None:
    """About six thousand rows, none left out."""
    _, seeding = seeded
    assert all(report.rows and report.left_out is None for report in seeding.tables)
    assert 5_500 <= sum(report.rows for report in seeding.tables) <= 6_600


def test_the_named_people_can_log_in(seeded: tuple[Database, Seeding], recipe: Recipe) -> None:
    """The guest is an administrator, each other role has somebody, all share one bcrypt hash."""
    database, _ = seeded
    assert recipe.login is not None
    people = dict(database.rows("SELECT email, role::text FROM users WHERE id <= 4"))
    assert people[recipe.login.user] == "admin"
    assert set(people.values()) == {"admin", "dispatcher", "accountant", "viewer"}
    hashes = database.rows("SELECT DISTINCT password_hash FROM users")
    assert len(hashes) == 1
    assert str(hashes[0][0]).startswith("$2b$")


def test_nothing_reaches_a_real_person(seeded: tuple[Database, Seeding]) -> None:
    """Every email is at a reserved domain, every phone number is from a range never assigned."""
    database, _ = seeded
    everybody = " UNION ALL ".join(
        f"SELECT email, {phone} AS phone FROM {table}"
        for table, phone in (
            ("users", "NULL"),
            ("customers", "phone"),
            ("contacts", "phone"),
            ("drivers", "phone"),
        )
    )
    outside = database.rows(
        f"SELECT email FROM ({everybody}) e WHERE email !~ '@example[.](org|com|net)$'"
    )
    assert outside == []
    reachable = database.rows(
        f"SELECT phone FROM ({everybody}) e WHERE phone IS NOT NULL AND phone !~ "
        r"'^(\+1-\d{3}-555-01\d\d|\+44 (1\d\d 496|20 7946) 0\d{3}|\+44 7700 900\d{3}"
        r"|\+33 (1 99 00|2 61 91|6 39 98) \d\d \d\d"
        r"|\+49 (30 23125|69 90009|40 66969|221 4710|89 99998) \d{3})$'"
    )
    assert reachable == []


def test_names_and_addresses_fit_together(seeded: tuple[Database, Seeding]) -> None:
    """Emails are made from names; a postcode and coordinates belong to the country."""
    database, _ = seeded
    made = database.rows(
        "SELECT email ~ ('^' || lower(first_name) || '[.]'), count(*) FROM contacts"
        " WHERE first_name ~ '^[A-Za-z]+$' AND email IS NOT NULL GROUP BY 1"
    )
    assert [fits for fits, _ in made] == [True]
    in_the_netherlands = database.rows(
        "SELECT postcode, latitude FROM addresses WHERE country_code = 'NL'"
    )
    assert in_the_netherlands
    for postcode, latitude in in_the_netherlands:
        assert len(str(postcode)) == 7
        assert latitude is None or 51 < float(str(latitude)) < 53


def test_time_goes_forward_and_keeps_working_hours(seeded: tuple[Database, Seeding]) -> None:
    """Created before updated, booked before delivered, nearly all on weekdays in the daytime."""
    database, _ = seeded
    for table in ("customers", "shipments", "invoices", "drivers"):
        backwards = f"SELECT count(*) FROM {table} WHERE updated_at < created_at"
        assert database.value(backwards) == 0
    assert database.value("SELECT count(*) FROM shipments WHERE delivered_at < pickup_at") == 0
    odd_hours = database.value(
        "SELECT count(*) FROM (SELECT created_at AT TIME ZONE 'UTC' AS at FROM shipments) s"
        " WHERE extract(isodow FROM at) > 5 OR extract(hour FROM at) NOT BETWEEN 7 AND 18"
    )
    assert 30 < int(str(odd_hours)) < 120
    outside = database.value(
        "SELECT count(*) FROM shipments WHERE created_at NOT BETWEEN"
        f" to_timestamp({FIRST - 4 * DAY}) AND to_timestamp({ANCHOR})"
    )
    assert outside == 0


def test_events_happen_after_their_shipment_was_booked(seeded: tuple[Database, Seeding]) -> None:
    """A child's life begins within its parent's."""
    database, _ = seeded
    early = database.value(
        "SELECT count(*) FROM shipment_events e JOIN shipments s ON s.id = e.shipment_id"
        " WHERE e.occurred_at < s.created_at - interval '1 day'"
    )
    assert early == 0


def test_rows_scale_with_what_is_asked_for(app: Database, recipe: Recipe) -> None:
    """`--rows` sets the largest table; small tables and named people stay."""
    app.fill(recipe, rows=300)
    assert app.value("SELECT count(*) FROM shipments") == 300
    assert app.value("SELECT count(*) FROM users") == 12

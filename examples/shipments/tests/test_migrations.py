"""The migrations, each test on a schema of its own."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from shipments.models import Base
from tests.conftest import alembic_config, own_schema

BEFORE_NUMBERS = "7c03f6e8d5b9"
BEFORE_HOLD = "8e41b2d09a76"
CUSTOMER = "INSERT INTO customers (name, segment, email) VALUES ('Old one', 'retail', 'o@x.org')"
NUMBERED = (
    "INSERT INTO customers (number, name, segment, email)"
    " VALUES ('C-000001', 'New one', 'retail', 'n@x.org')"
)
ADDRESS = (
    "INSERT INTO addresses (customer_id, label, street, postcode, city, country_code)"
    " VALUES (1, 'Depot', 'Kade 1', '3511 AA', 'Utrecht', 'NL')"
)
SHIPMENT = (
    "INSERT INTO shipments (reference, status, customer_id, origin_id, destination_id,"
    " service_level_code, weight_kg, price, pickup_at, deliver_by)"
    " VALUES ('SHP-24-000001', 'on_hold', 1, 1, 1, 'express', 1, 1, now(), now())"
)
INVOICE = (
    "INSERT INTO invoices (number, customer_id, status, issued_on, due_on)"
    " VALUES (:number, 1, 'sent', '2024-01-01', :due_on)"
)


@pytest.fixture
def empty() -> Iterator[Connection]:
    with own_schema() as engine, engine.connect() as connection:
        yield connection
        connection.rollback()


def up(connection: Connection, revision: str = "head") -> None:
    command.upgrade(alembic_config(connection), revision)
    connection.commit()


def down(connection: Connection, revision: str) -> None:
    command.downgrade(alembic_config(connection), revision)
    connection.commit()


def test_the_migrations_make_what_the_models_say(connection: Connection) -> None:
    """A migrated database has just the tables, columns and indexes of the models."""
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    assert compare_metadata(context, Base.metadata) == []


def test_there_is_one_head(connection: Connection) -> None:
    """The revisions are one line: two developers' revisions were put in order."""
    assert len(ScriptDirectory.from_config(alembic_config(connection)).get_heads()) == 1


def test_up_down_and_up_again(empty: Connection) -> None:
    """All the way down leaves no table and no type behind, and the way up works again."""
    up(empty)
    down(empty, "base")
    types = "SELECT count(*) FROM pg_type WHERE typtype = 'e' AND typnamespace = "
    assert inspect(empty).get_table_names() == ["alembic_version"]
    assert empty.scalar(text(types + "current_schema()::regnamespace")) == 0
    up(empty)
    assert empty.scalar(text("SELECT count(*) FROM service_levels")) == 4


def test_up_and_down_in_one_transaction(empty: Connection) -> None:
    """Both ways work before anything is committed, as when a deployment is rehearsed."""
    command.upgrade(alembic_config(empty), "head")
    command.downgrade(alembic_config(empty), "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]


def test_customers_we_had_get_numbers(empty: Connection) -> None:
    """A customer from before there were numbers gets one made of the id."""
    up(empty, BEFORE_NUMBERS)
    empty.execute(text(CUSTOMER))
    up(empty)
    assert empty.scalar(text("SELECT number FROM customers")) == "C-000001"


def test_overdue_invoices_got_a_fee(empty: Connection) -> None:
    """An invoice that was overdue when fees came in got the first fee; others did not."""
    up(empty, BEFORE_NUMBERS)
    empty.execute(text(CUSTOMER))
    empty.execute(text(INVOICE), {"number": "1", "due_on": "2024-02-01"})
    empty.execute(text(INVOICE), {"number": "2", "due_on": "2024-12-01"})
    up(empty)
    fees = empty.scalars(text("SELECT reminder_fee::text FROM invoices ORDER BY number")).all()
    assert fees == ["7.50", "0.00"]


def test_taking_back_hold_keeps_the_shipments(empty: Connection) -> None:
    """A shipment on hold is in transit after the way down, and new ones are booked."""
    up(empty)
    for statement in (NUMBERED, ADDRESS, SHIPMENT):
        empty.execute(text(statement))
    down(empty, BEFORE_HOLD)
    empty.execute(text(SHIPMENT.replace("0001'", "0002'").replace("'on_hold'", "DEFAULT")))
    statuses = empty.scalars(text("SELECT status::text FROM shipments ORDER BY reference")).all()
    assert statuses == ["in_transit", "booked"]

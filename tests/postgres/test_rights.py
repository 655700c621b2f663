"""Roles that may not see or do everything: what is out of reach is listed, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load.run import Loaded, load, look
from sandbox.seeding.fill import TableReport, fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from tests.postgres.conftest import Database


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """An ordinary role with a database."""

    database: Database
    role: str

    def fill(self) -> Loaded:
        """Seeds the database as the role."""
        database = PostgresDatabase(
            self.database.address.replace("test:test@", f"{self.role}:clerk@")
        )
        catalogue = PostgresCatalogue()
        with database.session() as session:
            schema, existing = look(session, catalogue)
            seeding = fill(schema, EMPTY_RECIPE, rows=None, seed=1, existing=existing)
            return load(database, session, catalogue, seeding)

    def reports(self) -> dict[str, TableReport]:
        return {report.table: report for report in self.fill().tables}


@pytest.fixture
def clerk(database: Database) -> Iterator[Clerk]:
    role = f"clerk_{database.name}"
    database.run(f"CREATE ROLE {role} LOGIN PASSWORD 'clerk'")
    database.run(f"GRANT CREATE ON SCHEMA public TO {role}")
    yield Clerk(database=database, role=role)
    database.run(f"DROP OWNED BY {role}; DROP ROLE {role}")


def test_what_a_role_may_not_reach_is_listed_and_the_rest_is_filled(clerk: Clerk) -> None:
    """No USAGE on a schema, no SELECT, no INSERT, INSERT into some columns only."""
    clerk.database.run(
        "CREATE SCHEMA hidden;"
        "CREATE TABLE hidden.secrets (id serial PRIMARY KEY, body text NOT NULL);"
        "CREATE TABLE unread (id serial PRIMARY KEY, body text NOT NULL);"
        "CREATE TABLE read_only (id serial PRIMARY KEY, body text NOT NULL);"
        "CREATE TABLE some_columns (id serial PRIMARY KEY, a text, b text NOT NULL);"
        "CREATE TABLE listed (id serial PRIMARY KEY, name text NOT NULL);"
        "INSERT INTO listed (name) VALUES ('a'), ('b');"
        "CREATE TABLE fine (id serial PRIMARY KEY, listed_id integer NOT NULL REFERENCES listed,"
        " secret_id integer REFERENCES hidden.secrets, name text NOT NULL);"
        "CREATE TABLE on_unread (id serial PRIMARY KEY, unread_id integer NOT NULL"
        " REFERENCES unread);"
        f"GRANT SELECT, INSERT ON fine, on_unread TO {clerk.role};"
        f"GRANT INSERT ON unread TO {clerk.role};"
        f"GRANT SELECT ON read_only, listed TO {clerk.role};"
        f"GRANT SELECT, INSERT (b) ON some_columns TO {clerk.role}"
    )
    loaded = clerk.fill()
    reports = {report.table: report for report in loaded.tables}
    for table, reason in {
        "secrets": "cannot be read: permission denied for schema hidden",
        "unread": "cannot be read: permission denied for table unread",
        "read_only": "refused its rows: permission denied for table read_only",
        "some_columns": "refused its rows: permission denied for table some_columns",
        "on_unread": "no rows in unread to refer to: what it holds cannot be read",
    }.items():
        assert reports[table].rows == 0
        assert reason in (reports[table].left_out or "")
    assert reports["fine"].rows == clerk.database.value("SELECT count(*) FROM fine") == 200
    assert loaded.refused == (
        "the sequences of fine were not moved on: permission denied for sequence fine_id_seq",
    )
    assert loaded.constraints.failed == ()


POLICED = "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY; ALTER TABLE {0} FORCE ROW LEVEL SECURITY;"


def test_rows_that_nobody_may_read_are_referred_to_and_counted_on(clerk: Clerk) -> None:
    """A policy for INSERT only: children find parents, and the next number is a free one."""
    clerk.database.run(
        f"SET ROLE {clerk.role};"
        "CREATE TABLE orgs (id serial PRIMARY KEY, name text NOT NULL UNIQUE);"
        "INSERT INTO orgs (name) VALUES ('the first, unseen');"
        "CREATE TABLE members (id serial PRIMARY KEY, org_id integer NOT NULL REFERENCES orgs);"
        f"{POLICED.format('orgs')} CREATE POLICY put ON orgs FOR INSERT WITH CHECK (true)"
    )
    reports = clerk.reports()
    assert (reports["orgs"].rows, reports["orgs"].left_out) == (50, None)
    assert (reports["members"].rows, reports["members"].left_out) == (200, None)
    assert clerk.database.value("SELECT max(id) FROM orgs") == 51
    clerk.database.run("INSERT INTO orgs (name) VALUES ('the next')")
    assert clerk.database.value("SELECT count(DISTINCT org_id) > 20 FROM members") is True


def test_policies_are_met_where_rows_can_meet_them(clerk: Clerk) -> None:
    """By the name of the role, a constant, a setting of the role."""
    clerk.database.run(
        f"SET ROLE {clerk.role};"
        "CREATE TABLE notes (id serial PRIMARY KEY, owner name NOT NULL, body text NOT NULL);"
        "CREATE TABLE posts (id serial PRIMARY KEY, kind text NOT NULL, body text NOT NULL);"
        "CREATE TABLE files (id serial PRIMARY KEY, tenant_id integer NOT NULL);"
        f"{POLICED.format('notes')} CREATE POLICY own ON notes USING (owner = current_user);"
        f"{POLICED.format('posts')} CREATE POLICY open ON posts USING (kind = 'public');"
        f"{POLICED.format('files')} CREATE POLICY own ON files"
        " USING (tenant_id = current_setting('app.tenant')::integer);"
        f"RESET ROLE; ALTER ROLE {clerk.role} SET app.tenant = '4711'"
    )
    reports = clerk.reports()
    assert {name: reports[name].rows for name in ("notes", "posts", "files")} == {
        "notes": reports["notes"].wanted,
        "posts": reports["posts"].wanted,
        "files": reports["files"].wanted,
    }
    assert clerk.database.rows("SELECT DISTINCT owner FROM notes") == [(clerk.role,)]
    assert clerk.database.rows("SELECT DISTINCT tenant_id FROM files") == [(4711,)]


def test_policies_that_no_row_meets_are_named(clerk: Clerk) -> None:
    """One that asks for a setting nobody made, one against all, and none at all."""
    clerk.database.run(
        f"SET ROLE {clerk.role};"
        "CREATE TABLE tenants (id serial PRIMARY KEY, tenant_id integer NOT NULL);"
        "CREATE TABLE never (id serial PRIMARY KEY, body text NOT NULL);"
        "CREATE TABLE unruled (id serial PRIMARY KEY, body text NOT NULL);"
        f"{POLICED.format('tenants')} CREATE POLICY per_tenant ON tenants"
        " USING (tenant_id = current_setting('app.tenant')::integer);"
        f"{POLICED.format('never')} CREATE POLICY put ON never USING (true);"
        "CREATE POLICY none ON never AS RESTRICTIVE FOR INSERT WITH CHECK (false);"
        f"{POLICED.format('unruled')}"
    )
    reports = clerk.reports()
    assert (
        f"policy per_tenant refused rows of {clerk.role}:"
        ' unrecognized configuration parameter "app.tenant"' in (reports["tenants"].left_out or "")
    )
    assert f"policies none, put refused rows of {clerk.role}" in (reports["never"].left_out or "")
    assert f"no policy that lets {clerk.role} write" in (reports["unruled"].left_out or "")

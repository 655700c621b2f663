"""What an app's migrations leave in the database never runs with the server's own rights."""

from __future__ import annotations

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Person

# Anything that is run when rows come in: whoever brings them in runs it.
PLANTED = """
CREATE TABLE bait (id serial PRIMARY KEY, name text NOT NULL);
CREATE FUNCTION grab() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE 'CREATE OR REPLACE FUNCTION public.root(sql text) RETURNS void LANGUAGE plpgsql '
            'SECURITY DEFINER AS $r$ BEGIN EXECUTE sql; END $r$';
    EXECUTE 'ALTER ROLE app CREATEROLE';
  END IF;
END $f$;
CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN
  PERFORM public.grab(); RETURN NEW; END $f$;
CREATE TRIGGER trap BEFORE INSERT ON bait FOR EACH ROW EXECUTE FUNCTION spring();
CREATE SCHEMA evil;
CREATE FUNCTION evil.format(text, text) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN
  PERFORM public.grab(); RETURN pg_catalog.format($1, $2); END $f$;
ALTER DATABASE golden SET search_path = evil, public, pg_catalog;
"""
MIGRATION = f"""
import os
import psycopg
with psycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", "")) as connection:
    connection.execute('''{PLANTED}''')
"""
DOCKERFILE = """
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
EXPOSE 8000
CMD ["python", "server.py"]
"""
SPECIAL_FUNCTIONS = (
    "select count(*) from pg_catalog.pg_proc p join pg_catalog.pg_roles r on r.oid = p.proowner "
    "where r.rolsuper and p.pronamespace not in ('pg_catalog'::regnamespace, "
    "'information_schema'::regnamespace)"
)
THE_ROLE = "select rolsuper, rolcreaterole from pg_catalog.pg_roles where rolname = 'app'"


def test_a_trap_in_the_migrations_springs_on_nobody_special(
    person: Person, tiny: MakeApp, own_name: str
) -> None:
    """Rows are there, and `data grow` brings more; no function of the superuser's has come, and
    the app's role is what it was."""
    changes: dict[str, str | None] = {
        "migrate.py": MIGRATION,
        "Dockerfile": DOCKERFILE,
        "requirements.txt": "psycopg[binary]==3.3.9\n",
    }
    sandbox = person.up(tiny(changes, name=own_name))
    person.sandbox("data", "grow", "bait", "5", "--name", sandbox.name)
    ((rows,),) = sandbox.rows("select count(*) from public.bait")
    assert rows > 5
    assert sandbox.rows(SPECIAL_FUNCTIONS) == [[0]]
    assert sandbox.rows(THE_ROLE) == [[False, False]]
    assert any("golden" in tag for tag in engine.images_of(own_name))

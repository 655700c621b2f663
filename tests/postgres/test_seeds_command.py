"""`sandbox seeds`: any PostgreSQL database, through the command itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from threading import Thread
from typing import Any

import pytest

from tests.postgres.conftest import Database

COMMAND = Path(sys.executable).with_name("sandbox")
SHOP = """
CREATE TABLE countries (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE customers (
    id serial PRIMARY KEY,
    first_name text NOT NULL,
    email varchar(120) NOT NULL UNIQUE,
    plan text NOT NULL CHECK (plan IN ('free', 'paid')),
    country_id int NOT NULL REFERENCES countries,
    full_label text GENERATED ALWAYS AS (first_name || '!') STORED
);
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    amount numeric(10, 2) NOT NULL CHECK (amount >= 0)
);
INSERT INTO countries (name) VALUES ('Atlantis'), ('Utopia');
"""
RECIPE = """
seed = 3
[tables.customers]
rows = 30
fixed = [{ email = "guest@example.org", first_name = "Guest" }]
[tables.customers.columns]
plan = { choice = { free = 9, paid = 1 } }
[scenarios.crowd.tables.customers]
rows = 77
"""


@dataclass(frozen=True, kw_only=True)
class Maintainer:
    """Somebody at a folder of an app."""

    folder: Path

    def seeds(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "SANDBOX_HOME": str(self.folder / ".home")}
        done = subprocess.run(
            [str(COMMAND), "seeds", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{done.returncode}: {done.stdout}{done.stderr}"
        return done

    def answer(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.seeds(*words, "--json", code=code).stdout)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)


@pytest.fixture
def maintainer(tmp_path: Path) -> Maintainer:
    return Maintainer(folder=tmp_path)


@pytest.fixture
def shop(database: Database) -> Database:
    """A migrated database with a look-up table that the migrations filled."""
    database.run(SHOP)
    return database


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql+asyncpg", "postgres"])
def test_fill_takes_any_spelling_of_an_address(
    shop: Database, maintainer: Maintainer, scheme: str
) -> None:
    """SQLAlchemy's with a driver, or libpq's; the answer is what contract.md says."""
    address = shop.address.replace("postgresql", scheme, 1)
    answer = maintainer.answer("fill", address, "--rows", "40")
    assert set(answer) == {"tables", "constraints", "refused", "rows", "seconds"}
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


@pytest.mark.parametrize("hosts", ['["HOST"]', '["other.example.com", "HOST"]', '["*"]'])
@pytest.mark.parametrize("action", ["fill", "explain", "check"])
def test_production_is_never_touched(
    shop: Database, maintainer: Maintainer, hosts: str, action: str
) -> None:
    """By its name, or a pattern of names; --force does not help."""
    named = hosts.replace("HOST", shop.host.upper())
    maintainer.write("sandbox.toml", f"[production]\nhosts = {named}\n")
    force = ["--force"] if action == "fill" else []
    answer = maintainer.answer(action, shop.address, *force, code=4)
    assert "is production" in answer["error"]
    assert shop.value("SELECT count(*) FROM orders") == 0


def test_production_under_another_name_is_production(
    shop: Database, maintainer: Maintainer
) -> None:
    """Where both names lead to the same server."""
    maintainer.write("sandbox.toml", '[production]\nhosts = ["127.0.0.1"]\n')
    address = shop.address.replace(shop.host, "localhost")
    assert "is production" in maintainer.answer("fill", address, code=4)["error"]


@pytest.mark.parametrize("host", ["0.0.0.0", "[::ffff:127.0.0.1]"])
def test_production_by_another_number_is_production(
    shop: Database, maintainer: Maintainer, host: str
) -> None:
    """All of them reach this machine."""
    maintainer.write("sandbox.toml", '[production]\nhosts = ["127.0.0.1"]\n')
    address = shop.address.replace(f"@{shop.host}:", f"@{host}:")
    assert "is production" in maintainer.answer("fill", address, code=4)["error"]


def test_production_that_the_surroundings_name_is_production(
    shop: Database, maintainer: Maintainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver reads them too; what a service file says is not known, and so refused."""
    maintainer.write("sandbox.toml", '[production]\nhosts = ["127.0.0.1"]\n')
    bare = f"postgresql:///{shop.name}?user=test&password=test&port={shop.port}"
    for name in ("PGHOST", "PGHOSTADDR"):
        with monkeypatch.context() as patch:
            patch.setenv(name, "127.0.0.1")
            assert "is production" in maintainer.answer("fill", bare, code=4)["error"]
    assert "service file" in maintainer.answer("fill", f"{bare}&service=prod", code=2)["error"]


def test_what_is_no_address_is_named(maintainer: Maintainer) -> None:
    """Nothing, another database's address, an impossible one; no password is repeated."""
    assert "which database?" in maintainer.answer("fill", code=2)["error"]
    other = maintainer.answer("fill", "mysql://localhost/x", code=2)
    assert "no address of a PostgreSQL database: mysql is another kind" in other["error"]
    odd = maintainer.answer("fill", "postgresql://localhost/x?nonsense=1", code=2)
    assert "nonsense" in odd["error"]
    signs = maintainer.seeds("fill", "postgresql://me:sec%zzret@localhost/x", code=2)
    assert "a % in it is written as %25" in signs.stderr
    assert "sec%zzret" not in signs.stderr


class _Other(BaseRequestHandler):
    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@contextmanager
def _something_else(host: str) -> Iterator[int]:
    """A port at which a web server answers."""
    server = TCPServer((host, 0), _Other)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("old", "new", "error", "hint"),
    [
        ("test:test@", "test:wrong@", "does not let test in", "the password in the address"),
        ("test:test@", "nobody:test@", "does not let nobody in", "the user's name"),
        ("test:test@", "test@", "wants a password", "postgresql://USER:PASSWORD@"),
        ("/test_", "/no_such_", "no database no_such_", "behind the last / of the address"),
        ("HOST", "no-such-host.invalid", "no host no-such-host.invalid", "host's name"),
        ("PORT", "1", "no server listens there", "the host and the port in the address"),
        ("PORT", "ODD", "is no PostgreSQL server", "the port in the address"),
    ],
)
def test_a_database_that_cannot_be_reached_says_what_to_check(
    shop: Database, maintainer: Maintainer, old: str, new: str, error: str, hint: str
) -> None:
    """In the address, not in the app; and that nothing was changed."""
    old = {"HOST": f"@{shop.host}:", "PORT": f":{shop.port}/"}.get(old, old)
    with _something_else(shop.host) as odd:
        new = str(odd) if new == "ODD" else new
        new = f"@{new}:" if old.startswith("@") else f":{new}/" if old.startswith(":") else new
        answer = maintainer.answer("fill", shop.address.replace(old, new), code=1)
    assert answer["error"].startswith("the database cannot be reached: ")
    assert error in answer["error"]
    assert hint in answer["hint"]
    assert answer["kept"] == "Nothing was changed."
    assert "wrong@" not in json.dumps(answer)


def test_explain_has_an_entry_for_every_column(shop: Database, maintainer: Maintainer) -> None:
    """The rule, what it follows from, and up to three values."""
    maintainer.write("shop.toml", RECIPE)
    answer = maintainer.answer("explain", shop.address, "--recipe", "shop.toml")
    said = {(one["table"], one["column"]): one for one in answer}
    assert len(said) == 2 + 6 + 3
    why = {key: one["why"] for key, one in said.items()}
    assert why["customers", "plan"] == "the recipe says so"
    assert why["customers", "email"] == "its name"
    assert why["customers", "country_id"] == "the foreign key customers_country_id_fkey"
    assert why["customers", "id"] == "its sequence counts"
    assert why["customers", "full_label"] == "the column is generated"
    assert "rows already" in why["countries", "name"]
    assert "reserved domain" in said["customers", "email"]["rule"]
    assert said["orders", "customer_id"]["rule"].startswith("refers to customers.id: ")
    assert set(said["customers", "plan"]["samples"]) == {"free", "paid"}
    assert len(said["orders", "amount"]["samples"]) == 3
    assert all(0 <= one["nulls"] <= 1 for one in answer)
    assert shop.value("SELECT count(*) FROM customers") == 0


def test_explain_of_a_filled_database_says_how_it_would_be_filled(
    shop: Database, maintainer: Maintainer
) -> None:
    """The values are those that are there."""
    maintainer.seeds("fill", shop.address)
    answer = maintainer.answer("explain", shop.address, "--table", "customers")
    assert {one["table"] for one in answer} == {"customers"}
    samples = next(one["samples"] for one in answer if one["column"] == "first_name")
    there = [row[0] for row in shop.rows("SELECT first_name FROM customers ORDER BY id")]
    assert set(samples) <= set(there)


def test_explain_reads_well_on_a_screen(shop: Database, maintainer: Maintainer) -> None:
    """Table by table, with the values below each column, in plain words and 80 columns; look-up
    tables that migrations filled show their rows."""
    text = maintainer.seeds("explain", shop.address).stdout
    assert "\ncustomers\n" in text
    assert "  plan (text)\n      one of the values that are allowed (a rule of the database" in text
    assert "  customer_id (whole number)\n      a row of customers: some come often" in text
    assert "      the rows that are there (they stay as they are)\n      Atlantis | Utopia" in text
    assert max(map(len, text.splitlines())) <= 80
    for word in ("NULL", "foreign key", "parent", "sequence", "varying"):
        assert word not in text


def test_a_filled_database_shows_the_rows_that_migrations_put_there(
    shop: Database, maintainer: Maintainer
) -> None:
    """Also when all is filled, and no one has noted which rows came first."""
    maintainer.seeds("fill", shop.address)
    answer = maintainer.answer("explain", shop.address)
    said = {(one["table"], one["column"]): one for one in answer}
    assert said["countries", "name"]["rule"] == "the rows that are there"
    assert said["countries", "name"]["samples"] == ["Atlantis", "Utopia"]
    assert said["customers", "first_name"]["rule"] != "the rows that are there"
    shown = set(said["customers", "country_id"]["samples"])
    assert shown <= {"1", "2"}


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

"""The engine as a whole, and what it may not depend on."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import faker

from sandbox.seeding.fill import CHUNK
from sandbox.seeding.version import ENGINE_VERSION, FAKER_VERSION
from tests.unit.seeding.build import column, foreign_key, key, rows_of, seeding, serial, table

USERS = table("users", serial(), column("email"), keys=(key("email"),))


def test_the_pinned_faker_is_the_one_that_runs() -> None:
    """Its version is part of the golden database's hash."""
    assert faker.VERSION == FAKER_VERSION


def test_importing_the_engine_imports_neither_faker_nor_a_driver() -> None:
    """A command that seeds nothing does not wait for them; nothing impure comes along."""
    program = (
        "import sys, sandbox.seeding.fill;"
        "print([m for m in ('faker', 'sqlalchemy', 'psycopg', 'docker', 'subprocess', 'socket')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_script_comes_in_large_pieces() -> None:
    """At least 64 KiB each, but for the last."""
    chunks = list(seeding(USERS, rows=40_000).script())
    assert len(chunks) > 5
    assert all(len(chunk) >= CHUNK for chunk in chunks[:-1])


def test_memory_does_not_grow_with_the_rows() -> None:
    """A table that nobody refers to is made in batches and forgotten."""
    import tracemalloc

    def peak(rows: int) -> int:
        tracemalloc.start()
        for _ in seeding(USERS, rows=rows).script():
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(15_000)  # what is read once and kept
    assert peak(60_000) < 1.5 * peak(15_000)


def test_a_table_without_columns_to_write_is_no_crash() -> None:
    """A table of generated columns only gets rows in which the database fills everything."""
    made = seeding(table("odd", column("n", "int4", generated=True)), rows=7)
    assert b'INSERT INTO "public"."odd" SELECT FROM generate_series(1, 7);' in b"".join(
        made.script()
    )
    (report,) = made.tables
    assert (report.rows, report.left_out) == (7, None)


def test_what_depends_on_an_empty_table_is_empty_too() -> None:
    """With the reason of the table it depends on; where NULL is allowed it is filled."""
    odd = table("odd", serial(), kind="f")
    strict = table("strict", serial(), column("odd_id", "int4"),
                   constraints=(foreign_key("odd_id", "odd"),))  # fmt: skip
    loose = table("loose", serial(), column("odd_id", "int4", not_null=False),
                  constraints=(foreign_key("odd_id", "odd"),))  # fmt: skip
    reports = {report.table: report for report in seeding(odd, strict, loose).tables}
    assert "on another server" in (reports["odd"].left_out or "")
    assert "no rows in odd" in (reports["strict"].left_out or "")
    assert "on another server" in (reports["strict"].left_out or "")
    assert reports["loose"].rows > 0


def test_a_position_counts_up_within_its_parent() -> None:
    """(order, position) is unique, and positions start at one without gaps."""
    orders = table("orders", serial())
    lines = table(
        "lines",
        serial(),
        column("order_id", "int4"),
        column("position", "int2"),
        constraints=(foreign_key("order_id", "orders"),),
        keys=(key("order_id", "position"),),
    )
    seen: dict[str, list[int]] = {}
    for row in rows_of(seeding(orders, lines), "lines"):
        seen.setdefault(row["order_id"], []).append(int(row["position"]))
    assert len(seen) > 10
    assert all(positions == list(range(1, len(positions) + 1)) for positions in seen.values())


def test_a_row_refers_to_what_belongs_to_its_owner() -> None:
    """An order is delivered to an address of its own customer, and not to the same it came from."""
    customers = table("customers", serial())
    addresses = table(
        "addresses",
        serial(),
        column("customer_id", "int4"),
        constraints=(foreign_key("customer_id", "customers"),),
    )
    names = ("customer_id", "from_id", "to_id")
    orders = table(
        "orders",
        serial(),
        *(column(name, "int4") for name in names),
        constraints=(
            foreign_key("customer_id", "customers"),
            foreign_key("from_id", "addresses"),
            foreign_key("to_id", "addresses"),
        ),
    )
    made = seeding(customers, addresses, orders)
    owner = {row["id"]: row["customer_id"] for row in rows_of(made, "addresses")}
    rows = rows_of(made, "orders")
    has_one = [row for row in rows if row["customer_id"] in owner.values()]
    fitting = [row for row in has_one if owner[row["from_id"]] == row["customer_id"]]
    assert len(fitting) > 0.9 * len(has_one)
    assert all(row["from_id"] != row["to_id"] for row in rows)


def test_staff_is_nobodys_owner() -> None:
    """Whoever comments on a post need not have written it."""
    users = table("users", serial())
    posts = table(
        "posts", serial(), column("user_id", "int4"), constraints=(foreign_key("user_id", "users"),)
    )
    comments = table(
        "comments",
        serial(),
        column("user_id", "int4"),
        column("post_id", "int4"),
        constraints=(foreign_key("user_id", "users"), foreign_key("post_id", "posts")),
    )
    made = seeding(users, posts, comments)
    author = {row["id"]: row["user_id"] for row in rows_of(made, "posts")}
    own = [row for row in rows_of(made, "comments") if author[row["post_id"]] == row["user_id"]]
    assert len(own) < 40


def test_a_moment_is_known_once_its_state_is_reached() -> None:
    """`paid_at` is there for what is paid or shipped, not for what is open or cancelled."""
    states = ["open", "paid", "shipped", "cancelled"]
    orders = table(
        "orders",
        serial(),
        column("status", "order_status", category="e", labels=states),
        column("paid_at", "timestamptz", not_null=False),
        column("cancelled_at", "timestamptz", not_null=False),
    )
    for row in rows_of(seeding(orders), "orders"):
        assert (row["paid_at"] != "\\N") == (row["status"] in ("paid", "shipped"))
        assert (row["cancelled_at"] != "\\N") == (row["status"] == "cancelled")


def test_other_bytes_mean_another_engine_version() -> None:
    """Golden databases are made anew when the engine's output changes, and only then.

    Where this fails on purpose: raise ENGINE_VERSION and write both new values here.
    """
    people = table(
        "people",
        serial(),
        column("full_name"),
        column("email"),
        column("city"),
        column("created_at", "timestamptz"),
        column("amount", "numeric", precision=8, scale=2),
        column("manager_id", "int4", not_null=False),
        constraints=(foreign_key("manager_id", "people"),),
        keys=(key("email"),),
    )
    digest = hashlib.sha256(b"".join(seeding(people).script())).hexdigest()[:16]
    assert (ENGINE_VERSION, digest) == ("21", "d18c7f676b983beb")

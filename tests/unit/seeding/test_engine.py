"""The engine as a whole, and what it may not depend on."""

from __future__ import annotations

import subprocess
import sys

import faker

from sandbox.seeding.fill import CHUNK
from sandbox.seeding.version import FAKER_VERSION
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

    peak(1000)
    assert peak(60_000) < 1.5 * peak(15_000)


def test_a_table_without_columns_to_write_is_no_crash() -> None:
    """A table of generated columns only is left out with a reason."""
    odd = table("odd", column("n", "int4", generated=True))
    (report,) = seeding(odd).tables
    assert report.rows == 0
    assert report.left_out


def test_what_depends_on_an_empty_table_is_empty_too() -> None:
    """With the reason of the table it depends on; where NULL is allowed it is filled."""
    odd = table("odd", serial(), column("x", "nobody_knows"))
    strict = table("strict", serial(), column("odd_id", "int4"),
                   constraints=(foreign_key("odd_id", "odd"),))  # fmt: skip
    loose = table("loose", serial(), column("odd_id", "int4", not_null=False),
                  constraints=(foreign_key("odd_id", "odd"),))  # fmt: skip
    reports = {report.table: report for report in seeding(odd, strict, loose).tables}
    assert "nobody_knows, is not supported" in (reports["odd"].left_out or "")
    assert "no rows in odd" in (reports["strict"].left_out or "")
    assert "nobody_knows" in (reports["strict"].left_out or "")
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

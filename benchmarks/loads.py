"""Large loads: made and loaded by us, beside COPY of the same bytes and Faker once a row."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figures import Figure, at_least, at_most, seen
from benchmarks.load_faker import faker_and_copy, faker_and_sqlalchemy
from benchmarks.load_memory import peak_memory
from benchmarks.load_schemas import KEYS, PEOPLE, WATCHED
from benchmarks.process import DidNotRun
from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load.run import Loaded, load, look
from sandbox.errors import WorkFailed
from sandbox.seeding.fill import Seeding, fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.schemas.schema import Schema

IMAGE = "postgres:15"
ROWS = 200_000
KEYED = 120_000
"""Rows of each of the tables with keys: 600,000 with those that they refer to."""
WATCHED_ROWS = 2_000_000
OF_COPY, OF_FAKER, OF_KEYED = 0.9, 80, 5
MEMORY = 400
"""MB, whatever the number of rows."""
Copies = Sequence[tuple[str, Sequence[bytes]]]
"""Statements with the rows they take, made beforehand."""


def measure(bench: Bench) -> Iterator[Figure]:
    """On a server of its own, over a driver: both sides the same way."""
    address = _server(bench)
    yield from _one_table(bench, address)
    yield from _keys_everywhere(bench, address)
    yield from _memory(bench, address)


def _one_table(bench: Bench, address: str) -> Iterator[Figure]:
    """A table of eight columns, one of them unique besides the key."""
    ours, copied, each, many, fakes = [], [], [], [], []
    copies = None
    for number in range(bench.runs):
        bench.say(f"one table: {number + 1}")
        _fresh(address, PEOPLE)
        loaded, seconds = _timed(address, ROWS)
        ours.append(seconds)
        copies = copies or _copies(loaded.seeding)
        _fresh(address, PEOPLE)
        copied.append(_copied(address, copies))
        _fresh(address, PEOPLE)
        each.append(faker_and_sqlalchemy(address, at_once=1))
        _fresh(address, PEOPLE)
        many.append(faker_and_sqlalchemy(address, at_once=1000))
        _fresh(address, PEOPLE)
        fakes.append(faker_and_copy(address))
    rates = [ROWS / seconds for seconds in ours]
    pairs = list(zip(ours, copied, strict=True))
    yield seen(f"{ROWS:,} rows of eight columns, made and loaded", rates, unit="rows/s")
    yield at_least(
        "the same against COPY of the same bytes made beforehand",
        [theirs / mine for mine, theirs in pairs],
        OF_COPY,
        f"{median(ours):.2f} s against {median(copied):.2f} s",
    )
    yield at_least(
        "the same against Faker once a row, inserted by SQLAlchemy",
        [mine / theirs for mine, theirs in zip(rates, each, strict=True)],
        OF_FAKER,
        f"{median(rates):,.0f} against {median(each):,.0f} rows/s",
    )
    yield seen("Faker once a row, inserted by SQLAlchemy, a thousand at once", many, unit="rows/s")
    yield seen("Faker once a row and COPY", fakes, unit="rows/s")


def _keys_everywhere(bench: Bench, address: str) -> Iterator[Figure]:
    """Every constraint is validated on both sides: in the end, or at each row."""
    ours, theirs = [], []
    copies, checked = None, 0
    for number in range(bench.runs):
        bench.say(f"keys everywhere: {number + 1}")
        _fresh(address, KEYS)
        loaded, seconds = _timed(address, KEYED)
        ours.append(seconds)
        checked = loaded.constraints.checked
        copies = copies or _copies(loaded.seeding)
        _fresh(address, KEYS)
        theirs.append(_copied(address, copies))
    yield at_least(
        f"{loaded.rows:,} rows with foreign keys everywhere, made, loaded and all {checked} "
        "constraints checked, against COPY of the same bytes with the keys enforced",
        [copied / mine for mine, copied in zip(ours, theirs, strict=True)],
        OF_KEYED,
        f"{median(ours):.2f} s against {median(theirs):.2f} s",
    )


def _memory(bench: Bench, address: str) -> Iterator[Figure]:
    _fresh(address, KEYS)
    times = (1,) if bench.quick else (1, 4)
    peaks = []
    for factor in times:
        bench.say(f"memory: {factor * KEYED:,} rows a table")
        peaks.append(peak_memory(address, factor * KEYED))
        _fresh(address, KEYS)
    yield at_most(
        f"memory of the whole process while it makes {times[-1] * 5 * KEYED:,} such rows",
        peaks[-1:],
        MEMORY,
        unit="MB",
    )
    rows = ROWS if bench.quick else WATCHED_ROWS
    bench.say(f"memory: {rows:,} rows with watched keys")
    _fresh(address, WATCHED)
    yield at_most(
        f"the same for {rows:,} rows, two unique columns of which have to be watched",
        [peak_memory(address, rows)],
        MEMORY,
        unit="MB",
    )


def _server(bench: Bench) -> str:
    """A PostgreSQL with nothing in it; its address."""
    name = f"{bench.user}-loads-database"
    bench.docker(
        *("run", "-d", "--name", name, "--label", bench.label),
        *("--shm-size", "256m", "-e", "POSTGRES_HOST_AUTH_METHOD=trust", IMAGE),
        *("postgres", "-c", "fsync=off", "-c", "max_wal_size=4GB"),
    )
    shown = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}"
    host = bench.docker("inspect", "-f", shown, name).output.strip()
    address = f"postgresql://postgres@{host}/postgres"
    for _ in range(600):
        with suppress(WorkFailed), PostgresDatabase(address).session():
            return address
        time.sleep(0.05)
    raise DidNotRun("the server does not answer")


def _fresh(address: str, schema: str) -> None:
    """An empty schema, and nothing that the server still has to write from before."""
    with PostgresDatabase(address).session() as session:
        session.run("DROP SCHEMA IF EXISTS public CASCADE")
        session.run("CREATE SCHEMA public")
        for statement in schema.split(";"):
            if statement.strip():
                session.run(statement)
        session.run("CHECKPOINT")


def _timed(address: str, rows: int) -> tuple[Loaded, float]:
    """From the migrated, empty schema; statistics apart, which nobody else gathers either."""
    database = PostgresDatabase(address)
    with database.session() as session:
        began = time.perf_counter()
        schema, existing = look(session, PostgresCatalogue())
        seeding = fill(schema, EMPTY_RECIPE, rows=rows, seed=1, existing=existing)
        loaded = load(database, session, PostgresCatalogue(), seeding, analyze=False)
        seconds = time.perf_counter() - began
    _all_there(schema, loaded)
    return loaded, seconds


def _all_there(schema: Schema, loaded: Loaded) -> None:
    if loaded.constraints.failed or any(report.left_out for report in loaded.tables):
        raise DidNotRun(f"not all rows landed: {loaded.tables} {loaded.constraints.failed}")
    if len(loaded.tables) != len(schema.tables):
        raise DidNotRun("a table was passed over")


def _copies(seeding: Seeding) -> Copies:
    """The rows of each table, in pieces of the same size as ours."""
    filling, copies = seeding.filling(), []
    for place in filling.places:
        rows = filling.rows_of(place)
        assert rows is not None
        copies.append((rows.statement, list(rows.chunks())))
        filling.landed(rows)
    return copies


def _copied(address: str, copies: Copies) -> float:
    with PostgresDatabase(address).session() as session:
        session.run("SET synchronous_commit = off")
        began = time.perf_counter()
        for statement, chunks in copies:
            session.copy(statement, chunks)
        return time.perf_counter() - began

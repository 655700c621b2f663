"""The memory of a process that loads: `python -m benchmarks.load_memory ADDRESS ROWS`."""

from __future__ import annotations

import resource
import sys

from benchmarks.process import run


def peak_memory(address: str, rows: int) -> float:
    """MB, of a process of its own, its interpreter and libraries included."""
    return float(run(sys.executable, "-m", "benchmarks.load_memory", address, str(rows)).output)


def main(address: str, rows: int) -> None:
    from sandbox.adapters.postgres.channel import PostgresDatabase
    from sandbox.adapters.postgres.reflect import PostgresCatalogue
    from sandbox.effects.load.run import load, look
    from sandbox.seeding.fill import fill
    from sandbox.seeding.recipes.recipe import EMPTY_RECIPE

    database = PostgresDatabase(address)
    with database.session() as session:
        schema, existing = look(session, PostgresCatalogue())
        seeding = fill(schema, EMPTY_RECIPE, rows=rows, seed=1, existing=existing)
        load(database, session, PostgresCatalogue(), seeding)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

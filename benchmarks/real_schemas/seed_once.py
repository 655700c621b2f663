"""Seeds one migrated database without any configuration, and says what came of it, as JSON.

python -m benchmarks.real_schemas.seed_once ADDRESS
"""

from __future__ import annotations

import json
import resource
import sys
import time

from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.reflect import PostgresCatalogue
from sandbox.effects.load.run import load, look
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.schemas.order import fillable, is_migration_table


def main(address: str) -> None:
    began = time.perf_counter()
    database, catalogue = PostgresDatabase(address), PostgresCatalogue()
    with database.session() as session:
        schema, existing = look(session, catalogue)
        seeding = fill(schema, EMPTY_RECIPE, rows=None, seed=1, existing=existing)
        loaded = load(database, session, catalogue, seeding)
        seconds = time.perf_counter() - began
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _, filled = look(session, catalogue)
    tables = [table for table in fillable(schema) if not is_migration_table(table)]
    said = {
        "seconds": seconds,
        "megabytes": megabytes,
        "tables": len(tables),
        "filled": sum(table.qualified in filled.tables for table in tables),
        "migrated": sum(table.qualified in existing.tables for table in tables),
        "rows": loaded.rows,
        "left_out": [
            [
                f"{one.schema}.{one.table}",
                one.rows,
                one.left_out,
                (one.schema, one.table) in filled.tables,
            ]
            for one in loaded.tables
            if one.left_out is not None
        ],
        "refused": [*loaded.refused, *loaded.constraints.failed],
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1])

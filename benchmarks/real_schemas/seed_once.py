"""Seeds one migrated database without any configuration, and says what came of it, as JSON.

python -m benchmarks.real_schemas.seed_once ADDRESS
"""

from __future__ import annotations

import json
import resource
import sys
import time

from sandbox.adapters.postgres.channel import PostgresChannel
from sandbox.seeding.fill import ENGINE_VERSION, fill
from sandbox.seeding.order import fillable, is_migration_table
from sandbox.seeding.recipe import EMPTY_RECIPE


def main(address: str) -> None:
    began = time.perf_counter()
    with PostgresChannel(address) as channel:
        schema = channel.schema()
        existing = channel.existing(schema)
        seeding = fill(schema, EMPTY_RECIPE, rows=None, seed=1, existing=existing)
        channel.load(seeding.script())
        seconds = time.perf_counter() - began
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        tables = [table for table in fillable(schema) if not is_migration_table(table)]
        filled = channel.existing(schema).tables
    print(
        json.dumps(
            {
                "engine": ENGINE_VERSION,
                "seconds": seconds,
                "megabytes": megabytes,
                "tables": len(tables),
                "filled": sum(table.qualified in filled for table in tables),
                "migrated": sum(table.qualified in existing.tables for table in tables),
                "rows": sum(report.rows for report in seeding.tables),
                "left_out": [
                    [f"{one.schema}.{one.table}", one.rows, one.left_out]
                    for one in seeding.tables
                    if one.left_out is not None
                ],
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])

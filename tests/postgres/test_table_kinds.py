"""Every kind of table: partitioned, inherited, foreign, protected, watched by triggers, many."""

from __future__ import annotations

from tests.postgres.conftest import SCHEMAS, Database


def test_rows_go_to_every_partition_that_can_take_some(database: Database) -> None:
    """Each partition that has believable values gets some, the default and those beside it."""
    database.run((SCHEMAS / "partitions_by_range.sql").read_text())
    database.run((SCHEMAS / "partitions_by_list.sql").read_text())
    database.fill()
    partitions = database.rows(
        "SELECT c.oid::regclass::text FROM pg_class c"
        " WHERE c.relispartition AND c.relkind = 'r' ORDER BY 1"
    )
    assert len(partitions) > 20
    empty = [name for (name,) in partitions if database.value(f"SELECT count(*) FROM {name}") == 0]
    assert empty == ["logs_old"]  # no log of the last two years is from before 2020


def test_hundreds_of_partitions_take_rows(database: Database) -> None:
    """Three tables of 300 partitions each are filled through their partitioned tables."""
    for name in ("metrics", "events", "traces"):
        database.run(
            f"CREATE TABLE {name} (id bigserial, day date NOT NULL) PARTITION BY RANGE (day)"
        )
        database.run(
            f"""DO $$ BEGIN FOR n IN 0..299 LOOP EXECUTE format(
                'CREATE TABLE {name}_%s PARTITION OF {name} FOR VALUES FROM (%L) TO (%L)',
                n, date '2026-01-01' + n, date '2026-01-02' + n); END LOOP; END $$"""
        )
    database.fill(rows=2000)
    assert database.value("SELECT count(*) FROM metrics") == 2000
    assert int(str(database.value("SELECT count(DISTINCT tableoid) FROM metrics"))) > 100

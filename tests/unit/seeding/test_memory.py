"""Memory is bounded by what is kept of the parents, not by the rows."""

from __future__ import annotations

import json
import subprocess
import sys

from sandbox.seeding.keys import MOST_OTHERS, Kept
from tests.unit.seeding.build import column, foreign_key, key, serial, table

PROGRAM = """
import json, resource, sys
from sandbox.seeding.schemas.existing import NOTHING_EXISTS
from sandbox.seeding.fill import fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.schemas.schema import schema_from_catalog
schema = schema_from_catalog(json.load(sys.stdin))
seeding = fill(schema, EMPTY_RECIPE, rows=1_500_000, seed=1, existing=NOTHING_EXISTS)
for chunk in seeding.script():
    pass
assert sum(report.rows for report in seeding.tables) > 3_000_000
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_millions_of_rows_are_made_in_little_memory() -> None:
    """Parents with keys of numbers and of texts, children, and a tree: under 400 MB in all."""
    tables = [
        table("owners", serial(), column("code", "uuid"), keys=(key("id", primary=True),)),
        table(
            "nodes",
            serial(),
            column("parent_id", "int4", not_null=False),
            constraints=(foreign_key("parent_id", "nodes"),),
            keys=(key("id", primary=True),),
        ),
        table(
            "items",
            serial(),
            column("owner_id", "int4"),
            column("owner_code", "uuid"),
            column("made_at", "timestamptz"),
            constraints=(
                foreign_key("owner_id", "owners"),
                foreign_key("owner_code", "owners", to="code"),
            ),
            keys=(key("id", primary=True),),
        ),
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps({"server": 150000, "tables": tables}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 400


def test_numbers_are_kept_small_and_keep_their_values() -> None:
    """Whatever mixture of numbers, texts and nothing the batches bring."""
    kept = Kept(columns={})
    kept.add({"a": [1, 2], "b": [1.5, 2.5], "c": ["x", "y"]})
    kept.add({"a": [3], "b": [None], "c": ["z"]})
    kept.add({"a": [2**70], "b": [1], "c": [None]})
    assert list(kept.columns["a"]) == [1, 2, 3, 2**70]
    assert list(kept.columns["b"]) == [1.5, 2.5, None, 1]
    assert list(kept.columns["c"]) == ["x", "y", "z", None]


def test_texts_are_kept_up_to_a_number() -> None:
    """The rows past it are never referred to; all columns end at the same row."""
    kept = Kept(columns={})
    for _ in range(3):
        kept.add({"a": list(range(100_000)), "c": ["x"] * 100_000})
    assert {len(values) for values in kept.columns.values()} == {MOST_OTHERS}
    assert len(kept) == MOST_OTHERS

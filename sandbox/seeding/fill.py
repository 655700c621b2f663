"""Fills a schema: what is wanted, and the whole of it as one psql script of COPY blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.seeding.copytext.script import (
    SETTINGS,
    encoded,
    insert_defaults,
    sequence_settings,
    written,
)
from sandbox.seeding.filling import Filling, TableReport
from sandbox.seeding.recipes.check import check_recipe
from sandbox.seeding.recipes.computed import copy_to_stage, from_stage, stage
from sandbox.seeding.recipes.recipe import Recipe
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.schema import Schema
from sandbox.seeding.values.named_rules import NamedRule
from sandbox.seeding.version import ENGINE_VERSION

__all__ = ["ENGINE_VERSION", "Seeding", "TableReport", "fill"]

CHUNK = 1 << 16
"""Bytes of script handed out at once, at least."""


@dataclass(slots=True, kw_only=True)
class Seeding:
    """The rows for one database. Nothing is made before they are asked for."""

    schema: Schema
    recipe: Recipe
    rows: int | None
    seed: int
    existing: Existing
    rules: tuple[NamedRule, ...] = ()
    _reports: tuple[TableReport, ...] | None = field(default=None, init=False)

    def filling(self) -> Filling:
        """A new pass over the tables."""
        return Filling(
            self.schema,
            self.recipe,
            rows=self.rows,
            seed=self.seed,
            existing=self.existing,
            rules=self.rules,
        )

    @property
    def tables(self) -> tuple[TableReport, ...]:
        """What comes of each table where the server refuses nothing, in the order of filling."""
        if self._reports is None:
            for _ in self.script():
                pass
        assert self._reports is not None
        return self._reports

    def script(self) -> Iterator[bytes]:
        """The script for `psql -v ON_ERROR_STOP=1 --single-transaction -q`, the same each time.

        What the server refuses stops it: the loader knows what to do then.
        """
        filling = self.filling()
        chunk = bytearray()
        for part in _parts(filling):
            chunk += part
            if len(chunk) >= CHUNK:
                yield bytes(chunk)
                chunk.clear()
        if chunk:
            yield bytes(chunk)
        self._reports = filling.reports


def fill(
    schema: Schema,
    recipe: Recipe,
    *,
    rows: int | None,
    seed: int,
    existing: Existing,
    rules: tuple[NamedRule, ...] = (),
) -> Seeding:
    """Rows for every table of the schema that has none.

    rows: of the largest tables (None: what the recipe says). seed: another number, other data.
    rules: what installed packages bring.
    RecipeError where the recipe names what the schema does not have.
    """
    check_recipe(recipe, schema, [rule.name for rule in rules])
    return Seeding(
        schema=schema, recipe=recipe, rows=rows, seed=seed, existing=existing, rules=rules
    )


def _parts(filling: Filling) -> Iterator[bytes]:
    yield "".join(f"SET {name} = {written(value)};\n" for name, value in SETTINGS.items()).encode()
    if any(place.circle for place in filling.places):
        yield b"SET CONSTRAINTS ALL DEFERRED;\n"
    for place in filling.places:
        rows = filling.rows_of(place)
        if rows is None:
            continue
        if not rows.columns:
            for _ in rows.chunks():
                pass
            yield f"{insert_defaults(rows.table, rows.made)};\n".encode()
            filling.landed(rows)
            continue
        computed = rows.plan.computed
        before = stage(rows.table, rows.columns, computed) if computed else ()
        copy = copy_to_stage(rows.columns) if computed else rows.statement
        yield "".join(f"{sql};\n" for sql in (*before, copy)).encode()
        yield from rows.chunks()
        yield b"\\.\n"
        for sql in from_stage(rows.table, rows.columns, computed) if computed else ():
            yield f"{sql};\n".encode()
        filling.landed(rows)
    for closing in filling.closings():
        yield f"{closing.prepare};\n{closing.copy};\n".encode()
        yield encoded(closing.columns, closing.rows)
        yield f"\\.\n{closing.apply};\n{closing.tidy};\n".encode()
    filled = {(report.schema, report.table) for report in filling.reports if report.rows}
    setting = sequence_settings([p.table for p in filling.places if p.table.qualified in filled])
    if setting:
        yield f"{setting};\n".encode()

"""The numbers of rows that are tried: one after the other, whichever of the candidates land."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sandbox.seeding.copytext.script import identifier, literal, qualified
from sandbox.seeding.schemas.schema import Column, Table

NUMBERS = "pg_temp.seeding_numbers"
"""Which number a candidate's own became, where rows of a table refer to each other."""
PREPARE = (
    f"DROP TABLE IF EXISTS {NUMBERS}",
    "CREATE TEMPORARY TABLE seeding_numbers "
    "(name text, old bigint, new bigint, PRIMARY KEY (name, old))",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """columns: those of the candidates. first: the number that each numbered column starts with."""

    table: Table
    columns: Sequence[Column]
    first: Mapping[str, int]

    @property
    def declared(self) -> str:
        """The counters, behind what is there already."""
        name, said = qualified(self.table.schema, self.table.name), ""
        for n, column in enumerate(self.columns):
            if column.name not in self.first:
                continue
            ends = [str(self.first[column.name])]
            if not self.table.policed:
                ends.append(f"(SELECT max({identifier(column.name)}) + 1 FROM {name}) - landed")
            elif column.sequence is not None:
                ends.append(_behind(column))
            said += f" seeding_s{n} bigint := greatest({', '.join(ends)});"
        return said

    def values(self) -> list[str]:
        """What each column of the candidate `seeding_r` gets, as the `seeding_n`-th row from 0."""
        plain = {c.name: f"seeding_r.c{n}::{c.declared}" for n, c in enumerate(self.columns)}
        made = dict(plain)
        for n, column in enumerate(self.columns):
            if column.name in self.first:
                made[column.name] = f"seeding_s{n} + seeding_n"
        for own, target in self._own():
            made[own] = (
                f"CASE WHEN {plain[own]} = {plain[target]} THEN {made[target]} ELSE coalesce("
                f"(SELECT m.new FROM {NUMBERS} m WHERE m.name = {literal(target)} "
                f"AND m.old = {plain[own]}), {plain[own]}) END"
            )
        return list(made.values())

    @property
    def noted(self) -> str:
        """Remembers the new numbers that other rows may refer to."""
        position = {column.name: n for n, column in enumerate(self.columns)}
        rows = (
            f"({literal(target)}, seeding_r.c{position[target]}::bigint, "
            f"seeding_s{position[target]} + seeding_n)"
            for target in dict.fromkeys(target for _, target in self._own())
        )
        listed = ", ".join(rows)
        if not listed:
            return ""
        return (
            f"IF done > 0 THEN INSERT INTO {NUMBERS} VALUES {listed} "
            "ON CONFLICT (name, old) DO UPDATE SET new = excluded.new; END IF;"
        )

    def _own(self) -> Iterator[tuple[str, str]]:
        """Columns that refer to numbers of the table itself."""
        written = {column.name for column in self.columns}
        for key in self.table.foreign_keys:
            if key.target == self.table.qualified:
                for own, target in zip(key.columns, key.target_columns, strict=True):
                    if own != target and target in self.first and own in written:
                        yield own, target


def _behind(column: Column) -> str:
    """The next number of the sequence: rows that we may not see may have those before it."""
    assert column.sequence is not None
    return (
        "(SELECT last_value + 1 FROM pg_catalog.pg_sequences WHERE schemaname = "
        f"{literal(column.sequence.schema)} AND sequencename = {literal(column.sequence.name)})"
    )

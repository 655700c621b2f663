"""Reads the document that the reflection query returns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sandbox.seeding.planning.shared_sequences import with_blocks
from sandbox.seeding.planning.triggers import written_by_triggers
from sandbox.seeding.schemas.column_types import read_check, read_column
from sandbox.seeding.schemas.schema import (
    Column,
    Event,
    Family,
    ForeignKey,
    PartitionKey,
    Schema,
    Table,
    Trigger,
    UniqueKey,
)

_CONSTANT = r"'((?:[^']|'')*)'::"
"""A constant in the server's text, up to the name of its type."""


def read_schema(document: Mapping[str, Any]) -> Schema:
    """The whole schema. The parts that only newer servers tell of may be missing."""
    types = document.get("types") or {}
    tables = [_table(entry, types) for entry in document["tables"]]
    if any(column.family is Family.OTHER for table in tables for column in table.columns):
        constants = "\n".join(_texts(document))
        tables = [_with_examples(table, constants) for table in tables]
    written = written_by_triggers(tables)
    tables = [
        replace(table, written_by=written.get(table.qualified))
        for table in with_blocks(tables, written)
    ]
    return Schema(
        server=document.get("server", 0),
        tables=tuple(sorted(tables, key=lambda table: table.qualified)),
    )


def _texts(document: Mapping[str, Any]) -> Iterator[str]:
    """Every default and check: where constants of unknown types are found."""
    for entry in document["tables"]:
        for column in entry.get("columns") or []:
            yield column.get("default") or ""
        for constraint in entry.get("constraints") or []:
            yield constraint.get("expression") or ""
    for known in (document.get("types") or {}).values():
        yield known.get("default") or ""
        for check in known.get("checks") or []:
            yield check["expression"]


def _with_examples(table: Table, constants: str) -> Table:
    columns = tuple(
        replace(column, examples=_examples(column, constants))
        if column.family is Family.OTHER
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def _examples(column: Column, constants: str) -> tuple[str, ...]:
    names = {column.type, column.modified.partition("(")[0]}
    pattern = _CONSTANT + f'"?(?:{"|".join(map(re.escape, sorted(names)))})"?(?![\\w.])'
    found = re.findall(pattern, constants)
    return tuple(dict.fromkeys(text.replace("''", "'") for text in found))


def _table(entry: Mapping[str, Any], types: Mapping[str, Any]) -> Table:
    constraints = entry.get("constraints") or []
    checks = [c for c in constraints if c["type"] == "c"]
    return Table(
        schema=entry["schema"],
        name=entry["name"],
        kind=entry["kind"],
        columns=tuple(read_column(column, types) for column in entry.get("columns") or []),
        foreign_keys=tuple(_foreign_key(c) for c in constraints if c["type"] == "f"),
        keys=tuple(_unique_key(key) for key in entry.get("keys") or []),
        checks=tuple(read_check(c) for c in checks),
        exclusions=tuple(read_check(c) for c in constraints if c["type"] == "x"),
        triggers=tuple(_trigger(trigger) for trigger in entry.get("triggers") or []),
        partition=bool(entry.get("partition")),
        bound=entry.get("bound"),
        partition_by=_partition_key(entry.get("partition_by")),
        row_security=bool(entry.get("row_security")),
        force_row_security=bool(entry.get("force_row_security")),
        policed=bool(entry.get("policed")),
        inherits=tuple((p["schema"], p["table"]) for p in entry.get("inherits") or []),
        estimate=int(entry.get("estimate") or 0),
        comment=entry.get("comment"),
    )


def _trigger(entry: Mapping[str, Any]) -> Trigger:
    writes = tuple(entry.get("writes") or ())
    return Trigger(
        name=entry["name"],
        events=Event(entry["events"]),
        writes=writes,
        function=entry.get("function") or "",
        deferrable=bool(entry.get("deferrable")),
    )


def _partition_key(entry: Mapping[str, Any] | None) -> PartitionKey | None:
    if entry is None:
        return None
    return PartitionKey(
        strategy=entry["strategy"], columns=tuple(entry["columns"]), key=entry["key"]
    )


def _foreign_key(entry: Mapping[str, Any]) -> ForeignKey:
    target = entry["target"]
    return ForeignKey(
        name=entry["name"],
        columns=tuple(entry["columns"]),
        target=(target["schema"], target["table"]),
        target_columns=tuple(target["columns"]),
        deferrable=bool(entry.get("deferrable")),
        on_delete=entry.get("on_delete") or "a",
        full=entry.get("match") == "f",
    )


def _unique_key(entry: Mapping[str, Any]) -> UniqueKey:
    return UniqueKey(
        name=entry["name"],
        primary=bool(entry.get("primary")),
        columns=tuple(entry["columns"]),
        parts=tuple(entry.get("parts") or ()),
        predicate=entry.get("predicate"),
        nulls_not_distinct=bool(entry.get("nulls_not_distinct")),
    )

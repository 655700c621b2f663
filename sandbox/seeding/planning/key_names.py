"""The columns of unique keys, and how many different values columns have."""

from __future__ import annotations

import re

from sandbox.seeding.schemas.schema import Column, Family, Table, UniqueKey
from sandbox.seeding.values.value import Limits


def key_names(table: Table, key: UniqueKey) -> tuple[str, ...]:
    """The columns of a key; those an expression mentions stand for the expression."""
    names: dict[str, None] = {}
    known = {column.name for column in table.columns}
    for name, part in zip(key.columns, key.parts or key.columns, strict=True):
        if name is not None:
            names[name] = None
        else:
            names.update(dict.fromkeys(mentioned(part or "", known)))
    return tuple(names)


def predicate_names(table: Table, key: UniqueKey) -> tuple[str, ...]:
    """The columns that a partial key's condition mentions."""
    known = {column.name for column in table.columns}
    return tuple(dict.fromkeys(mentioned(key.predicate or "", known)))


def mentioned(text: str, known: set[str]) -> list[str]:
    bare = re.sub(r"'(?:[^']|'')*'", "", text)
    words = re.findall(r'"((?:[^"]|"")+)"|([A-Za-z_][\w$]*)', bare)
    found = [quoted.replace('""', '"') or word for quoted, word in words]
    return [word for word in found if word in known]


def few_values(column: Column, limits: Limits | None) -> int | None:
    """How many different values a column has, if they are few."""
    if limits is not None and limits.allowed is not None:
        return len(limits.allowed)
    if column.labels:
        return len(column.labels)
    if column.family is Family.BOOLEAN:
        return 2
    if column.family is Family.BITS and (column.length or 1) < 7 and column.type == "bit":
        return int(2 ** (column.length or 1))
    bounds = (limits.low, limits.high) if limits is not None else (None, None)
    if column.family is Family.INTEGER and bounds[0] is not None and bounds[1] is not None:
        return bounds[1] - bounds[0] + 1 if bounds[1] - bounds[0] < 100 else None
    return None

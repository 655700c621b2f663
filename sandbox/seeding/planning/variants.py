"""Rows varied for trying: what the planner does not understand, the server may still accept.

Values come from the text of what refused (its constants, and those near them), from the other
suspected columns of the same row, from small numbers and short texts, and from NULL.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from sandbox.seeding.checks.natural import ORDERED
from sandbox.seeding.copytext.raw import Raw, parse
from sandbox.seeding.planning.key_names import key_names
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.values.value import Rows

CHANGED = 0.6
"""The share of suspected values that are changed."""
FROM_NEIGHBOUR = 0.3
TOLD = 0.5
"""The share of changes to a constant that the rule itself names, where it names some."""
SMALL = 13
_CONSTANT = re.compile(r"'((?:[^']|'')*)'|(?<![\w.'])(-?\d+(?:\.\d+)?)(?![\w.'])")
_TEXTS = ("", "a", "A", "aa", "AA", "abc", "ABC", "0", "1", "12", "123", "A1", "a-b")
_STEPS = {Family.TIMESTAMP: (3600, 86_400), Family.TIME: (900,), Family.INTERVAL: (3600,)}


def suspects(table: Table, columns: Sequence[Column], constraint: str, text: str) -> list[Column]:
    """The columns to vary, of those that are written. constraint: that refused, or "".

    text: all that is known of what refused.
    """
    if any(key.name == constraint for key in table.keys):
        return []  # other rows of the same kind do
    settled = {name for key in table.keys if key.primary for name in key_names(table, key)}
    settled |= {name for key in table.foreign_keys for name in key.columns}
    free = [c for c in columns if not c.numbered and c.name not in settled]
    of_domain = [c for c in free if any(k.name == constraint for k in c.domain_checks)]
    words = set(re.findall(r'"([^"]+)"|([A-Za-z_]\w*)', text))
    named = {quoted or bare for quoted, bare in words}
    return of_domain or [c for c in free if c.name in named] or free


def varied(rows: Rows, columns: Sequence[Column], text: str, random: Random) -> None:
    """Changes the batch in place."""
    pools = {c.name: (tuple(constants_for(c, text)), tuple(_pool(c, text))) for c in columns}
    draw = random.random
    for offset in range(rows.count):
        for column in columns:
            if draw() < CHANGED:
                value = _changed(rows, offset, column, columns, pools, random)
                rows.columns[column.name][offset] = value


def _changed(
    rows: Rows,
    offset: int,
    column: Column,
    columns: Sequence[Column],
    pools: Mapping[str, tuple[Sequence[Raw], Sequence[Raw]]],
    random: Random,
) -> Raw:
    same = [o for o in columns if o is not column and _alike(o, column)]
    if same and random.random() < FROM_NEIGHBOUR:
        value = rows.columns[random.choice(same).name][offset]
        if value is None or column.family not in ORDERED or column.array:
            return value
        return value + random.choice((0, 1, -1, *_STEPS.get(column.family, ())))
    told, pool = pools[column.name]
    if told and random.random() < TOLD and not column.array and column.type != "hstore":
        return random.choice(told)
    return random.choice(pool) if pool else rows.columns[column.name][offset]


def constants_for(column: Column, text: str) -> Iterator[Raw]:
    """Values of the column that the text names, and all it has where these are few."""
    for quoted, number in _CONSTANT.findall(text):
        yield from list(_near(column, quoted.replace("''", "'") if quoted else number))[:1]
    yield from column.labels
    if column.family is Family.BOOLEAN:
        yield from (True, False)


def _alike(one: Column, other: Column) -> bool:
    return (one.family, one.array, one.scale) == (other.family, other.array, other.scale)


def _pool(column: Column, text: str) -> Iterator[Raw]:
    """The values to put in, constants of the text first."""
    if not column.not_null:
        yield None
    single: list[Raw] = []
    for quoted, number in _CONSTANT.findall(text):
        single.extend(_near(column, quoted.replace("''", "'") if quoted else number))
    if column.type == "hstore":
        single = list(_maps(text))
    single.extend(column.labels)
    if column.family is Family.INTEGER:
        single.extend(range(SMALL))
    elif column.family is Family.BOOLEAN:
        single.extend((True, False))
    elif column.family is Family.TEXT:
        single.extend(_TEXTS)
    elif column.family in (Family.NUMERIC, Family.FLOAT):
        single.extend(v for n in range(SMALL) for v in _near(column, str(n)))
    if not column.array:
        yield from dict.fromkeys(single)
        return
    yield ()
    for value in dict.fromkeys(single):
        yield (value,)
        yield (value, value)


def _maps(text: str) -> Iterator[str]:
    """Maps with the text's constants as keys, and as values of each other."""
    found = [quoted.replace("''", "'") for quoted, _ in _CONSTANT.findall(text) if quoted]
    names = [json.dumps(name, ensure_ascii=False) for name in dict.fromkeys(found)]
    yield ", ".join(f'{name}=>"1"' for name in names)
    for key in names:
        yield f'{key}=>"1"'
        yield from (f"{key}=>{value}" for value in names if value != key)


def _near(column: Column, constant: str) -> Iterator[Raw]:
    try:
        value = parse(_element(column), constant)
        if column.family is Family.JSON:
            json.loads(constant)
    except (ValueError, OverflowError):
        return
    yield value
    if column.family in ORDERED:
        yield value + 1
        yield value - 1


def _element(column: Column) -> Column:
    return replace(column, array=False) if column.array else column

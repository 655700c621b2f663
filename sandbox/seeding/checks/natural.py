"""Raw values as expressions see them, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sandbox.seeding.checks.expression import (
    NotUnderstood,
)
from sandbox.seeding.copytext.raw import DAY, Raw, parse, scale_of
from sandbox.seeding.schemas.schema import Column, Family

FAR_FUTURE = 4_102_444_800
"""2100-01-01: stands for now() where something has to be later than that."""


_NUMBERS = ("numeric", "integer", "bigint", "smallint", "real", "double precision", "int4", "int8")


_TIMES: Mapping[str, Family] = {
    "date": Family.DATE,
    "timestamp": Family.TIMESTAMP,
    "timestamp with time zone": Family.TIMESTAMP,
    "timestamp without time zone": Family.TIMESTAMP,
    "interval": Family.INTERVAL,
    "time without time zone": Family.TIME,
    "time with time zone": Family.TIME,
}


def natural(column: Column, raw: Raw) -> Any:
    """A raw value as expressions see it."""
    if raw is None:
        return None
    if column.family is Family.NUMERIC and not column.array:
        return Decimal(raw).scaleb(-scale_of(column))
    if column.family is Family.DATE and not column.array:
        return raw * DAY
    return raw


ORDERED = frozenset(
    (
        Family.INTEGER,
        Family.NUMERIC,
        Family.FLOAT,
        Family.DATE,
        Family.TIMESTAMP,
        Family.TIME,
        Family.INTERVAL,
    )
)
"""Families whose raw values are numbers."""


def held(column: Column, value: Any) -> Raw:
    """The raw value nearest to a natural one; ValueError where the type holds none."""
    if column.family is Family.NUMERIC:
        raw = int((Decimal(value) * 10 ** scale_of(column)).to_integral_value())
        if column.precision is not None and abs(raw) >= 10**column.precision:
            raise ValueError(value)
        return raw
    if column.family is Family.DATE:
        return int(value) // DAY
    if column.family is Family.FLOAT:
        return float(value)
    if column.family in (Family.TEXT, Family.ENUM, Family.JSON) and not isinstance(value, str):
        raise ValueError(value)
    return int(value) if column.family in ORDERED else value


def to_integer(value: Any) -> Any:
    return int(Decimal(value).to_integral_value()) if not isinstance(value, bool) else int(value)


def natural_constant(text: str, type_name: str) -> Any:
    family = _TIMES.get(type_name)
    try:
        if family is not None:
            column = Column(name="", type=type_name, family=family, declared=type_name)
            return natural(column, parse(column, text))
        if type_name in _NUMBERS:
            return Decimal(text)
        if type_name in ("json", "jsonb"):
            return json.dumps(json.loads(text), sort_keys=True)
        if type_name.endswith("[]"):
            items = [item.strip('"') for item in text.strip("{}").split(",") if item]
            return tuple(natural_constant(item, type_name[:-2]) for item in items)
    except (ValueError, ArithmeticError) as error:
        raise NotUnderstood(f"{text} as {type_name}") from error
    if type_name == "boolean":
        return text.lower() in ("t", "true")
    return text.rstrip(" ") if type_name.startswith("bpchar") else text

"""Whether a column can hold a value that a recipe gives it: its type, its length, its checks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from ipaddress import ip_interface, ip_network
from math import isfinite
from typing import Any
from uuid import UUID

from sandbox.seeding.checks.conditions import TableChecks, read_checks
from sandbox.seeding.checks.expression import NotUnderstood
from sandbox.seeding.checks.natural import natural
from sandbox.seeding.copytext.raw import Raw, parse, text_of
from sandbox.seeding.recipes.fields import nearest
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.values.value import Limits

Reason = tuple[str, str | None]
"""What is wrong, and a hint."""
_BITS = {"int2": 15, "int4": 31, "int8": 63}
_EXAMPLES = {
    Family.DATE: "as in 2024-12-31",
    Family.TIMESTAMP: "as in 2024-12-31T17:45:00",
    Family.TIME: "as in 17:45:00",
    Family.UUID: "as in 6f1e7c1e-8b0f-4b1a-9d57-0c2f5a1b2c3d",
    Family.TEXT: "texts stand in quotes",
    Family.JSON: """as in { a = 1 }, or a text of JSON: '"a"'""",
}
_WHOLE = re.compile(r"\s*[+-]?\d+\s*")


def forbidden(table: Table, column: Column, value: Any) -> Reason | None:
    """Why the column cannot hold the value, as far as it shows without a server; None if it can.

    value: as in the TOML, lists among choices as tuples.
    """
    value = list(value) if isinstance(value, tuple) else value
    found = of_type(column, value)
    return found or _of_checks(table, column, value, parse(column, value))


def of_type(column: Column, value: Any) -> Reason | None:
    """What the column's type has against it."""
    try:
        made = parse(column, value)
        for one in value if column.array else [value]:
            if one is not None and not _STRICT.get(column.family, _anything)(column, one):
                raise ValueError(f"{_shown(one)} is no {column.declared}")
    except ValueError as error:
        return str(error), nearest(str(value), column.labels) if column.labels else _hint(column)
    long = len(made) if isinstance(made, str) and column.family is Family.TEXT else 0
    if column.length is not None and long > column.length:
        return f"{value!r} has {long} characters, the column holds {column.length}", "shorten it"
    return None


def _hint(column: Column) -> str | None:
    """What a value of the type looks like, where that is not plain."""
    if column.array:
        return 'a list: ["a", "b"]'
    if column.family is Family.BOOLEAN:
        return "true or false"
    if column.family is Family.INTEGER:
        end = 1 << _BITS.get(column.type, 63)
        return f"a whole number from {-end:,} to {end - 1:,}"
    if column.family is Family.NUMERIC and column.precision is not None:
        scale = column.scale or 0
        return f"below {10 ** (column.precision - scale):,}, {scale} decimals"
    return _EXAMPLES.get(column.family)


def _of_checks(table: Table, column: Column, value: Any, raw: Raw) -> Reason | None:
    checks = checks_of(table)
    for condition in checks.on(column.name):
        try:
            if condition.holds({column.name: natural(column, raw)}):
                continue
        except (NotUnderstood, ValueError, TypeError, ArithmeticError):
            continue  # the server decides
        allowed = checks.limits.get(column.name, Limits()).allowed
        if allowed is not None:
            known = [text_of(column, one) for one in allowed if one is not None]
            return f"{_shown(value)} is none of {', '.join(known)}", nearest(str(value), known)
        said = " ".join(_expression(table, condition.check).split())
        while said.startswith("((") and said.endswith("))"):
            said = said[1:-1]
        return f"{_shown(value)} breaks the rule {condition.check}", f"the rule is {said}"
    return None


@lru_cache(maxsize=64)
def checks_of(table: Table) -> TableChecks:
    """The checks of the table that can be read."""
    return read_checks(table)


def _expression(table: Table, name: str) -> str:
    of_domains = (check for column in table.columns for check in column.domain_checks)
    for check in (*table.checks, *of_domains):
        if check.name == name:
            return check.expression.removeprefix("CHECK ").removesuffix(" NOT VALID")
    return name


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _anything(_: Column, __: Any) -> bool:
    return True


def _is_integer(column: Column, value: Any) -> bool:
    whole = (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and bool(_WHOLE.fullmatch(value))
    )
    end = 1 << _BITS.get(column.type, 63)
    return whole and -end <= int(value) < end


def _is_numeric(column: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return False
    raw = parse(column, [value] if column.array else value)
    one = raw[0] if column.array else raw
    return column.precision is None or abs(one) < 10**column.precision


def _is_float(_: Column, value: Any) -> bool:
    return not isinstance(value, bool)


def _read_by(read: Callable[[str], object]) -> Callable[[Column, Any], bool]:
    def reads(_: Column, value: Any) -> bool:
        try:
            read(value)
        except ValueError:
            return False
        return True

    return reads


def _is_address(column: Column, value: Any) -> bool:
    return _read_by(ip_network if column.type == "cidr" else ip_interface)(column, value)


def _is_document(_: Column, value: Any) -> bool:
    return not isinstance(value, str) or _read_by(json.loads)(_, value)


_STRICT: dict[Family, Callable[[Column, Any], bool]] = {
    Family.INTEGER: _is_integer,
    Family.NUMERIC: _is_numeric,
    Family.FLOAT: _is_float,
    Family.UUID: _read_by(UUID),
    Family.NETWORK: _is_address,
    Family.JSON: _is_document,
}


def range_problem(table: Table, column: Column, bounds: Sequence[Any]) -> Reason | None:
    """Why the column has no such range; its ends alone are looked at elsewhere."""
    try:
        low, high = (parse(column, bound) for bound in bounds)
    except ValueError:  # named already
        return None
    if column.family is Family.FLOAT and not (isfinite(low) and isfinite(high)):
        return "the range has an end that is no number", "between = [1, 10]"
    if low > high:
        return "the range ends before it begins", "the smaller one comes first"
    return None

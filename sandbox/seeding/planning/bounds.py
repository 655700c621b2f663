"""What a partition takes, read from the server's text of its bound."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a bound: its text, None for NULL. end: MINVALUE, MAXVALUE, or nothing."""

    text: str | None
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """low and high of a range, the values of a list, modulus and remainder of a hash; default
    has none of them."""

    default: bool = False
    low: tuple[Datum, ...] = ()
    high: tuple[Datum, ...] = ()
    values: tuple[Datum, ...] = ()
    modulus: int = 0
    remainder: int = 0


_DATUM = re.compile(r"\s*(?:E?'((?:[^'\\]|''|\\.)*)'|([^\s,()']+))(?:::[\w\s\"\[\]]+)?\s*(?:,|$)")


def read_bound(text: str) -> Bound:
    """ValueError where the text has none of the forms that the server writes."""
    if text == "DEFAULT":
        return Bound(default=True)
    found = re.fullmatch(r"FOR VALUES WITH \(modulus (\d+), remainder (\d+)\)", text)
    if found is not None:
        return Bound(modulus=int(found[1]), remainder=int(found[2]))
    found = re.fullmatch(r"FOR VALUES IN \((.*)\)", text, re.DOTALL)
    if found is not None:
        return Bound(values=_data(found[1]))
    found = re.fullmatch(r"FOR VALUES FROM \((.*)\) TO \((.*)\)", text, re.DOTALL)
    if found is not None:
        return Bound(low=_data(found[1]), high=_data(found[2]))
    raise ValueError(f"{text!r} is no partition's bound")


def _data(text: str) -> tuple[Datum, ...]:
    data, at = [], 0
    while at < len(text):
        found = _DATUM.match(text, at)
        if found is None:
            raise ValueError(text)
        data.append(_datum(found))
        at = found.end()
    return tuple(data)


def _datum(found: re.Match[str]) -> Datum:
    if found[1] is not None:
        quoted = found[1].replace("''", "'")
        return Datum(re.sub(r"\\(.)", r"\1", quoted) if "E'" in found[0] else quoted)
    if found[2] in ("MINVALUE", "MAXVALUE"):
        return Datum(None, end=found[2])
    return Datum(None if found[2] == "NULL" else found[2])

"""Values that consist of others: how they are held, and their text.

Held as tuples of their parts' raw values; a text in their place is the server's own and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple


class Record(tuple[Any, ...]):
    """A value of a composite type: its fields' raw values in order."""

    __slots__ = ()


class Span(NamedTuple):
    """A value of a range type: from low to high, None for no end; bounds as PostgreSQL has them."""

    low: Any
    high: Any
    bounds: str = "[)"


class Spans(tuple[Span, ...]):
    """A value of a multirange type: spans in order that do not touch."""

    __slots__ = ()


_PLAIN = re.compile(r"[^\s,()\[\]{}\"\\]+")


def record_text(fields: Iterable[str | None]) -> str:
    """`(1,"two words",)` of the fields' texts."""
    return "(" + ",".join("" if text is None else _quoted(text) for text in fields) + ")"


def span_text(low: str | None, high: str | None, bounds: str) -> str:
    """`[1,5)` of the ends' texts."""
    ends = ",".join("" if text is None else _quoted(text) for text in (low, high))
    return bounds[0] + ends + bounds[1]


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '""') + '"'


_SPAN = re.compile(r'([\[(])("(?:[^"\\]|\\.|"")*"|[^",]*),("(?:[^"\\]|\\.|"")*"|[^",]*)([\])])')


def span_parts(text: str) -> tuple[str | None, str | None, str]:
    """The ends' texts and the bounds of a range as the server writes it; ValueError for others."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no range")
    return _bare(found[2]), _bare(found[3]), found[1] + found[4]


def _bare(text: str) -> str | None:
    if not text.startswith('"'):
        return text or None
    return re.sub(r'\\(.)|""', lambda found: found[1] or '"', text[1:-1])

"""The scenario of awkward data: what breaks a layout, an export or a search, within the checks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle

from sandbox.seeding.copytext.raw import DAY, Raw, scale_of
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.moments import ANCHOR
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.numbers import bounds_of_type
from sandbox.seeding.values.phases import FUTURE, phase
from sandbox.seeding.values.shape import longest_of
from sandbox.seeding.values.value import Rows, Spec, Value
from sandbox.seeding.wordlists import listed

TEXTS = (
    "Zoë O'Connor-Núñez",
    "Þórdís Æsa Guðmundsdóttir",
    "Nguyễn Thị Minh Khai",
    "محمد عبد الرحمن",
    "שרה כהן־לוי",
    "李小龍",
    "Ελευθερία Παπαδοπούλου",
    "Zo\u0308e\u0301 combining",  # the marks stand apart from their letters
    "👩🏽‍💻 Ada 🇳🇱",
    "🚚📦✅",
    "ﷺ‏ mixed ‎direction",
    "\"Quoted\" 'twice' & `ticked`",
    "<b>bold</b><script>alert('hello')</script>",
    "Robert'); DROP TABLE students;--",
    '=HYPERLINK("#","a formula")',
    "back\\slash and %percent% and {braces}",
    "two\nlines\tand a tab",
    "NULL",
    "-",
    "İstanbul ıi ß ﬁ",
)
"""Each within a column's length is cut to it; the longest there is follows from the column."""

_TECHNICAL = frozenset(
    listed(
        """
        email mail phone telephone tel mobile fax url uri link website homepage hash password passwd
        token secret key code uuid guid ip mac iban bic slug path file filename mime locale language
        lang country currency timezone zone zip postcode postal status state type kind colour color
        version sku number reference ref id domain host hostname login username handle agent
        checksum digest format expression pattern query sql json template icon class
        """
    )
)
_PLACES = frozenset(
    listed(
        """
        latitude longitude lat lng lon year month day hour minute position version order sort line
        number id port level rank index percent percentage rate ratio
        """
    )
)
_SHARE, _DOUBLES, _LATE = 0.5, 0.12, 0.4
_HUGE = 999_999_999


def awkward(spec: Spec, value: Value) -> Value | None:
    """The value with awkward ones among it; None where the column takes none."""
    column = spec.column
    limits = spec.limits
    words = set(words_of(column.name))
    if column.array or column.labels or limits.allowed is not None or limits.like or limits.regex:
        return None
    if column.family is Family.TEXT and not words & _TECHNICAL:
        return _mixed(spec, value, _texts(spec), doubles=True)
    if column.family in (Family.NUMERIC, Family.INTEGER, Family.FLOAT) and not words & _PLACES:
        return _mixed(spec, value, _amounts(spec), doubles=False)
    if column.family in (Family.DATE, Family.TIMESTAMP) and phase(column.name) == FUTURE:
        return _late(spec, value)
    return None


def _texts(spec: Spec) -> Sequence[Raw]:
    longest = longest_of(spec)
    long = min(longest or 400, 4000)
    filled = ("An extraordinarily long name that goes on and on " * (long // 49 + 1))[:long]
    unbroken = ("Donaudampfschifffahrtsgesellschaftskapitän" * (long // 42 + 1))[:long]
    cut = [text[:longest].rstrip() if longest else text for text in (*TEXTS, filled, unbroken)]
    return [text for text in dict.fromkeys(cut) if len(text) >= max(spec.limits.shortest, 1)]


def _amounts(spec: Spec) -> Sequence[Raw]:
    """Nothing, the least, and as much as the column and its checks hold."""
    column, limits = spec.column, spec.limits
    low = limits.low if limits.low is not None else 0
    top: Raw = _HUGE
    if column.family is Family.INTEGER:
        top = min(bounds_of_type(column)[1], _HUGE)
    elif column.family is Family.NUMERIC:
        top = min(10 ** (column.precision or 15) - 1, _HUGE * 10 ** scale_of(column))
    huge = min(limits.high, top) if limits.high is not None else top
    if any(other.generated for other in spec.table.columns):
        huge = None  # the server may multiply it, and what comes out would not fit
    wanted = [0 if low <= 0 and (limits.high is None or limits.high >= 0) else low, low, huge]
    kept = [n for n in wanted if n is not None and n >= low and n not in limits.excluded]
    return list(dict.fromkeys(float(n) if column.family is Family.FLOAT else n for n in kept))


def _mixed(spec: Spec, value: Value, odd: Sequence[Raw], *, doubles: bool) -> Value | None:
    if not odd:
        return None
    random = spec.random("awkward").random
    turn = cycle(odd)  # in turn, so that a few rows show all of them

    def drawn(rows: Rows) -> list[Raw]:
        made = value.draw(rows)
        for at, _ in enumerate(made):
            chance = random()
            if chance < _SHARE:
                made[at] = next(turn)
            elif doubles and at and chance < _SHARE + _DOUBLES and made[at - 1]:
                before = made[at - 1]
                # Lower case or plain letters may be more of them.
                made[at] = _DOUBLE[int(random() * len(_DOUBLE))](before)[: len(before)]
        return made

    return replace(value, why=f"awkward, or {value.why}", draw=drawn, distinct=False, longest=None)


def _plain_letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text


def _swapped(text: str) -> str:
    middle = len(text) // 2
    return text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :]


_DOUBLE: Sequence[Callable[[str], str]] = (
    str,
    str.lower,
    _plain_letters,
    lambda text: _swapped(text) if len(text) > 3 else text,
)
"""How the row before comes again: the same person twice, or somebody who only looks so."""


def _late(spec: Spec, value: Value) -> Value:
    """Things that were due before the anchor date and are still there."""
    unit = DAY if spec.column.family is Family.DATE else 1
    now, random = ANCHOR // unit, spec.random("late").random
    low = spec.limits.low

    def drawn(rows: Rows) -> list[Raw]:
        return [
            max(v, low) if low is not None else v
            for v in (
                now - int((1 + random() * 45) * DAY) // unit if random() < _LATE else made
                for made in value.draw(rows)
            )
        ]

    return replace(value, why=f"overdue, or {value.why}", draw=drawn)

"""What was measured against what was promised, as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. met: None where nothing was promised."""

    what: str
    measured: str
    bound: str = ""
    met: bool | None = None


def at_most(what: str, values: Sequence[float], bound: float, *, unit: str = "s") -> Figure:
    """The median of `values` (in `unit`: "s", "ms" or "×") against an upper bound."""
    middle = median(values)
    return Figure(
        what=what, measured=spread(values, unit), bound=f"≤ {bound:g} {unit}", met=middle <= bound
    )


def ratio(
    what: str, ours: Sequence[float], theirs: Sequence[float], bound: float, *, below: bool = False
) -> Figure:
    """The median ratio of pairs (seconds), with both medians. below: the bound itself misses."""
    middle = median(_ratios(ours, theirs))
    return replace(
        compared(what, ours, theirs),
        bound=f"{'<' if below else '≤'} {bound:g} ×",
        met=middle < bound if below else middle <= bound,
    )


def compared(what: str, ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """As `ratio`, without a promise."""
    both = f"{median(ours):.2f} s against {median(theirs):.2f} s"
    return Figure(what=what, measured=f"{spread(_ratios(ours, theirs), '×')}: {both}")


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def at_least(what: str, factors: Sequence[float], bound: float, beside: str = "") -> Figure:
    """The median of factors ("so many times as fast") against a lower bound. beside: a remark."""
    middle = median(factors)
    return Figure(
        what=what,
        measured=f"{spread(factors, '×')}{beside and ': '}{beside}",
        bound=f"≥ {bound:g} ×",
        met=middle >= bound,
    )


def seen(what: str, values: Sequence[float], *, unit: str = "s") -> Figure:
    """A figure without a promise."""
    return Figure(what=what, measured=spread(values, unit))


def spread(values: Sequence[float], unit: str) -> str:
    """The median, and from where to where where there are several."""
    digits = 2 if unit in ("s", "×") else 0
    text = f"{median(values):,.{digits}f} {unit}"
    if len(values) < 2:
        return text
    return f"{text} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def table(figures: Iterable[Figure]) -> str:
    """Markdown, with a missed bound called that."""
    words = {True: "yes", False: "**missed**", None: ""}
    lines = ["| what | measured | bound | met |", "|---|---|---|---|"]
    lines += [
        f"| {one.what} | {one.measured} | {one.bound} | {words[one.met]} |" for one in figures
    ]
    return "\n".join(lines)

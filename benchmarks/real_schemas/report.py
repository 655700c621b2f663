"""What came of each app, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.real_schemas.app import App
from benchmarks.real_schemas.census import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """tables: that can be filled, the migration tools' own left out. migrated: of them, those that
    hold rows of the migrations. left_out: (table, rows, reason, holds any) of those with fewer than
    wanted.
    broken: what the server refused when it validated every constraint. failed: why there is no
    outcome, the load's refusal included.
    """

    app: App
    tables: int = 0
    migrated: int = 0
    filled: int = 0
    constraints: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    left_out: Sequence[tuple[str, int, str, bool]] = ()
    broken: Sequence[str] = ()
    failed: str | None = None


def report(outcomes: Sequence[Outcome], heading: str) -> str:
    """The whole document. heading: the day, the engine's and the server's versions."""
    parts = ["# Real schemas, seeded without any configuration", _ABOUT, heading, _table(outcomes)]
    parts += [_chapter(one) for one in outcomes]
    return "\n\n".join(parts) + "\n"


_ABOUT = (
    "Published packages, installed by name, whose own migrations ran on an empty PostgreSQL "
    "database. `python -m benchmarks.real_schemas` makes this page. Tables: all that can hold rows "
    "of their own, without the migration tool's books; filled: those that hold a row afterwards, "
    "the migrations' own rows included. Unique counts unique indexes too. Validated: the server "
    "checked every foreign key and check anew and rebuilt every index. Seconds and memory are one "
    "process's, from reading the catalogue to the end of the load."
)

SHOWN = 8
"""So many tables of one reason are named."""

_COLUMNS = (
    "app",
    "made by",
    "tables",
    "filled",
    *KINDS,
    "rows",
    "seconds",
    "MB at most",
    "validated",
)


def _table(outcomes: Sequence[Outcome]) -> str:
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|---" * len(_COLUMNS) + "|"]
    lines += ["| " + " | ".join(_cells(one)) + " |" for one in outcomes]
    done = [one for one in outcomes if one.failed is None]
    tables, filled = sum(one.tables for one in done), sum(one.filled for one in done)
    lines.append(f"\n{filled:,} of {tables:,} tables in {len(done)} apps hold rows.")
    return "\n".join(lines)


def _cells(one: Outcome) -> list[str]:
    package = one.app.install[0]
    if one.failed is not None:
        return [package, one.app.how, "**failed**", *[""] * (len(_COLUMNS) - 3)]
    return [
        package,
        one.app.how,
        str(one.tables),
        str(one.filled),
        *(f"{one.constraints[kind]:,}" for kind in KINDS),
        f"{one.rows:,}",
        f"{one.seconds:.1f}",
        f"{one.megabytes:.0f}",
        "yes" if not one.broken else f"**{len(one.broken)} refused**",
    ]


def _chapter(one: Outcome) -> str:
    lines = [f"## {one.app.install[0]}", "", _recipe(one.app), ""]
    if one.failed is not None:
        return "\n".join([*lines, f"Failed: {one.failed}"])
    if one.migrated:
        lines += [f"Left as the migrations filled them: {one.migrated} tables.", ""]
    empty = [(name, reason) for name, _, reason, held in one.left_out if not held]
    for reason, count in Counter(reason for _, reason in empty).most_common():
        names = [name for name, why in empty if why == reason]
        shown = ", ".join(f"`{name.removeprefix('public.')}`" for name in names[:SHOWN])
        more = f" and {count - SHOWN} more" if count > SHOWN else ""
        lines.append(f"- empty: {shown}{more}: {reason}")
    lines += [
        f"- `{name.removeprefix('public.')}`: {rows:,} rows of ours: {reason}"
        for name, rows, reason, held in one.left_out
        if held
    ]
    lines += [f"- refused: {what}" for what in one.broken]
    if not one.left_out and not one.broken:
        lines.append("Every table holds rows.")
    return "\n".join(lines)


def _recipe(app: App) -> str:
    installed = " ".join(f"`{one}`" for one in app.install)
    steps = "; ".join(f"`{step}`" for step in app.migrate)
    return f"{app.how}, Python {app.python}. Installed: {installed}. Migrated: {steps}"

"""`sandbox seeds`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sandbox.errors import UsageError
from sandbox.frontends.cli.explanation import explanation
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted, wrapped

if TYPE_CHECKING:
    from sandbox.effects.load.run import Loaded
    from sandbox.seeding.outcome import TableReport
    from sandbox.verbs.seeds import Checked, Wish

MOST_ROWS = 100_000_000
NO_RECIPE = "  there is no recipe here: every column is filled as it is called"


@click.command("seeds", no_args_is_help=True)
@click.argument("action", type=click.Choice(["explain", "check", "fill"]))
@click.argument("where", metavar="[ADDRESS|NAME]", required=False)
@click.option("--recipe", metavar="FILE", help="The recipe; default: what sandbox.toml here names.")
@click.option(
    "--scenario", help="Other data: empty, busy-week, awkward, or one of the recipe's own."
)
@click.option("--rows", type=click.IntRange(0, MOST_ROWS), help="Rows in an ordinary table.")
@click.option("--seed", type=click.IntRange(min=0), help="Another number gives other data.")
@click.option("--table", help="explain: this table only.")
@click.option("--force", is_flag=True, help="fill: also where the database holds users' rows.")
@common
def seeds_command(
    session: Session,
    action: str,
    where: str | None,
    recipe: str | None,
    scenario: str | None,
    rows: int | None,
    seed: int | None,
    table: str | None,
    force: bool,
) -> int:
    """The made-up data: how it comes about, and the filling of any database.

    \b
    explain  which rule fills each column and why, with three values
    check    what an upgrade of the schema broke in the recipe
    fill     fill the PostgreSQL database at ADDRESS (for maintainers and tests)

    ADDRESS is a database's (postgresql://…, SQLAlchemy's too), NAME a sandbox's; without one it is
    the sandbox of the folder you stand in. A recipe is a TOML file that says what only the app's
    maintainers know: docs/recipes.md has all that it can say.

    \b
    Examples:
      sandbox seeds explain
      sandbox seeds explain --table customers
      sandbox seeds check postgresql://me@localhost/shop --recipe seeds/sandbox.toml
      sandbox seeds fill postgresql+psycopg://me@localhost/shop --rows 1000
    """
    from sandbox.verbs.seeds import Wish, check_seeds, explain_seeds

    _refuse(action, table=table, force=force)
    wish = Wish(
        here=session.here, where=where, recipe=recipe, scenario=scenario, rows=rows, seed=seed
    )
    if action == "fill":
        return _fill(session, wish, force=force)
    if action == "check":
        checked = check_seeds(wish, session.ports)
        session.answer(_check_document(checked), _check_text(checked))
        return UsageError.exit_code if checked.problems else 0
    accounts = explain_seeds(wish, session.ports, table=table)
    session.answer([asdict(one) for one in accounts], explanation(accounts))
    return 0


def _refuse(action: str, *, table: str | None, force: bool) -> None:
    if table is not None and action != "explain":
        raise UsageError("--table goes with `explain`", "leave it out")
    if force and action != "fill":
        raise UsageError("--force goes with `fill`", "leave it out")


def _fill(session: Session, wish: Wish, *, force: bool) -> int:
    from sandbox.verbs.seeds import fill_address

    loaded, seconds = fill_address(wish, session.ports, session.emit, force=force)
    session.answer(_fill_document(loaded, seconds), _fill_text(loaded, seconds))
    return 1 if loaded.constraints.failed else 0


def _fill_document(loaded: Loaded, seconds: float) -> dict[str, Any]:
    return {
        "tables": [
            {
                "schema": one.schema,
                "table": one.table,
                "rows": one.rows,
                "left_out": one.why_fewer,
            }
            for one in loaded.tables
        ],
        "constraints": {
            "checked": loaded.constraints.checked,
            "failed": list(loaded.constraints.failed),
        },
        "refused": [*loaded.refused, *loaded.unmet],
        "may_be_real": [f"{one.schema}.{one.table}.{name}" for one, name in _real(loaded)],
        "rows": loaded.rows,
        "seconds": round(seconds, 3),
    }


_MAY_BE_REAL = (
    "values that may exist in the real world, since a check leaves none that cannot: send nothing "
    "there"
)


def _real(loaded: Loaded) -> list[tuple[TableReport, str]]:
    """The columns whose values may be somebody's."""
    return [(one, name) for one in loaded.tables for name in one.real]


def _fill_text(loaded: Loaded, seconds: float) -> str:
    filled = sum(1 for one in loaded.tables if one.rows)
    lines = [
        f"\n  {loaded.rows:,} rows in {counted(filled, 'table')}, {seconds:.1f} s; "
        f"{counted(loaded.constraints.checked, 'rule')} of the database hold"
    ]
    lines += [
        f"  ! {failed}" for failed in (*loaded.constraints.failed, *loaded.refused, *loaded.unmet)
    ]
    lines += [
        wrapped(f"! {one.table}: {one.left_out}", "  ", "    ")
        for one in loaded.tables
        if one.left_out
    ]
    lines += [
        wrapped(f"· {one.table}: {one.room}", "  ", "    ")
        for one in loaded.tables
        if one.room and not one.left_out
    ]
    lines += [
        wrapped(f"? {one.table}.{name}: {_MAY_BE_REAL}", "  ", "    ")
        for one, name in _real(loaded)
    ]
    return "\n".join(lines)


def _check_document(checked: Checked) -> dict[str, Any]:
    return {
        "problems": [
            {"line": line, "message": one.message, "hint": one.hint}
            for line, one in checked.problems
        ],
        "unnamed": {"tables": list(checked.news.tables), "columns": list(checked.news.columns)},
    }


def _check_text(checked: Checked) -> str:
    lines = [""]
    for line, one in checked.problems:
        at = f"{checked.recipe}, line {line}: " if line is not None else ""
        hint = f" ({one.hint})" if one.hint else ""
        lines.append(wrapped(f"✗ {at}{one.message}{hint}", "  ", "    "))
    if not checked.problems:
        lines.append("  ✓ the recipe fits the schema" if checked.recipe else NO_RECIPE)
    for what, names in (("tables", checked.news.tables), ("columns", checked.news.columns)):
        if names and checked.recipe:
            lines.append(f"\n  {what} that the recipe does not name, filled as they are called:")
            lines.append(wrapped(", ".join(names), "    ", "    "))
    return "\n".join(lines)

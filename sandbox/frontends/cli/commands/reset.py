"""`sandbox reset`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import paragraph
from sandbox.verbs.reset import reset


@click.command("reset")
@click.argument("name", required=False)
@click.option(
    "--scenario",
    help="Other data: empty, busy-week, awkward, one of the app's own; normal for the usual.",
)
@common
def reset_command(session: Session, name: str | None, scenario: str | None) -> None:
    """Fresh data, as after `up` (of the scenario you chose). Your code stays as it is.

    The data before the reset is kept until you have changed the new data and reset again:
    `sandbox restore` brings it back.

    \b
    Examples:
      sandbox reset
      sandbox reset --scenario awkward    (until another is named)
    """
    result = reset(name, session.here, session.ports, session.emit, scenario=scenario)
    session.answer(
        {
            "name": result.name,
            "database": result.database,
            "undo": result.undo,
            "scenario": result.scenario,
            "seconds": round(result.seconds, 3),
        },
        f"\n{paragraph(f'The data is as new{_which(result.scenario)}:')}\n  {result.url}\n"
        f"{paragraph(_before(result.undo))}",
    )


def _before(undo: str | None) -> str:
    if undo is None:
        return "There was no data before it to keep: the sandbox had lost its database."
    return (
        f"Your old data is kept: `{undo}` brings it back. "
        "The next reset after new changes replaces it."
    )


def _which(scenario: str | None) -> str:
    if scenario is None:
        return ""
    return f", for the scenario {scenario} (`--scenario normal` gives the usual data)"

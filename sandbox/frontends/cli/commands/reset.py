"""`sandbox reset`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.reset import reset


@click.command("reset")
@click.argument("name", required=False)
@click.option(
    "--scenario",
    help="Other data: empty, busy-week, awkward, one of the app's own; normal for the usual.",
)
@common
def reset_command(session: Session, name: str | None, scenario: str | None) -> None:
    """Fresh data, as after `up`. Your code stays as it is.

    The data before the reset is kept until the next one: `sandbox restore` brings it back.

    \b
    Examples:
      sandbox reset
      sandbox reset --scenario awkward    (and from then on, until another is named)
    """
    result = reset(name, session.here, session.ports, session.emit, scenario=scenario)
    session.answer(
        {
            "name": result.name,
            "database": result.database,
            "undo": result.undo,
            "seconds": round(result.seconds, 3),
        },
        f"\n  The data is as new: {result.url}\n"
        f"  What was there before is kept until the next reset; `{result.undo}` brings it back.",
    )

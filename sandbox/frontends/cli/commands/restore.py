"""`sandbox restore`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.commands.up import document_of, text_of
from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.restore import restore
from sandbox.verbs.status import age


@click.command("restore")
@click.argument("name", required=False)
@click.option("--at", "which", metavar="WHICH", help="Another one: its number or time in `list`.")
@common
def restore_command(session: Session, name: str | None, which: str | None) -> None:
    """Bring back what `down` or `reset` kept.

    After a reset: the data from before it (again: the fresh data). Otherwise: what `down` put away
    last, code and data, at the same address; a sandbox that runs in its place is put away first.
    `sandbox list` shows all that was kept; --at takes another one than the newest.

    \b
    Examples:
      sandbox restore
      sandbox restore shop-anna --at 2
      sandbox restore shop-anna --at "2030-01-31 09:15"
    """
    result = restore(name, session.here, session.ports, session.emit, which=which)
    when = f" {age(result.at)} ago" if result.at else ""
    document = document_of(result.up) | {"restored": result.what}
    text = f"\n  Back: {result.what}{when}. `sandbox restore` again goes the other way."
    session.answer(
        document,
        (text if result.at is None else text.partition(" `sandbox")[0]) + "\n" + text_of(result.up),
    )

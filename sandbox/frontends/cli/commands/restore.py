"""`sandbox restore`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.commands.up import document_of, text_of
from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.restore import restore


@click.command("restore")
@click.argument("name", required=False)
@common
def restore_command(session: Session, name: str | None) -> None:
    """Bring back what `down` or `reset` kept.

    In a running sandbox: the data before the last reset (again: back to where you were).
    Otherwise: the sandbox that was removed last, with its files and its data.

    \b
    Example:
      sandbox restore
    """
    result = restore(name, session.here, session.ports, session.emit)
    session.answer(document_of(result), text_of(result))

"""`sandbox undo`, and what going back to a point says."""

from __future__ import annotations

import click

from sandbox.frontends.cli.commands.history import document_of, files_text, when
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import paragraph
from sandbox.verbs.undo import WentBack, undo

NAMED = 5


@click.command("undo")
@click.argument("name", required=False)
@common
def undo_command(session: Session, name: str | None) -> None:
    """Your code one step back; can itself be undone.

    Again, and it is two steps. What was there until now is recorded first, and the answer says
    what to type to come forward again. Your data stays as it is.

    \b
    Example:
      sandbox undo
    """
    answer(session, undo(name, session.here, session.ports, session.emit))


def answer(session: Session, result: WentBack) -> None:
    """For programs and for people."""
    document = {
        "name": result.name,
        "workspace": result.workspace,
        "to": document_of(result.to),
        "now": document_of(result.now) if result.now else None,
        "left": list(result.left),
        "forward": result.command,
    }
    session.answer(document, _text(result))


def _text(result: WentBack) -> str:
    to = f"{when(result.to.at)} (number {result.to.number})"
    if result.now is None:
        return f"\n{paragraph(f'Your code is already as it was {to}.')}"
    parts = [f"Your code is as it was {to}."]
    if result.now.files:
        parts.append(f"Other than before: {files_text(result.now)}.")
    if result.left:
        more = ", …" if len(result.left) > NAMED else ""
        names = ", ".join(result.left[:NAMED])
        parts.append(f"Left as they are, since they could not be brought back: {names}{more}.")
    forward = f"`{result.command}` shows what was there until now"
    further = ", `sandbox undo` goes further back" if result.further else ""
    stays = "Your data stays as it is (`sandbox reset` gives fresh data)."
    ends = "`sandbox up` takes over what the app does not notice by itself."
    return "\n".join(
        [
            "",
            paragraph(" ".join(parts)),
            paragraph(f"{forward}{further}."),
            paragraph(f"{stays} {ends}"),
        ]
    )

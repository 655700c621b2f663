"""`sandbox restore`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.commands.undo import answer
from sandbox.frontends.cli.commands.up import document_of, text_of
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.watching import watched
from sandbox.frontends.cli.wording import paragraph
from sandbox.verbs.restore import RestoreResult, restore
from sandbox.verbs.sides import FRESH, YOURS
from sandbox.verbs.status import age
from sandbox.verbs.undo import go_to

AGAIN = {
    YOURS: "; `sandbox restore` again shows the fresh data",
    FRESH: "; `sandbox restore` again brings yours",
}
OTHER_WAY = "; `sandbox restore` again goes the other way"


@click.command("restore")
@click.argument("name", required=False)
@click.option(
    "--at", "which", metavar="WHICH", help="Another one: its number or time in `list` or `history`."
)
@common
def restore_command(session: Session, name: str | None, which: str | None) -> None:
    """Bring back what `down` or `reset` kept, or your code as it was earlier.

    After a reset: the data from before it (again: the fresh data). Otherwise: what `down` put away
    last, code and data, at the same address; a sandbox that runs in its place is put away first.
    `sandbox list` shows all that was kept; --at takes another one than the newest.
    With a number of `sandbox history` your code is as it was then; your data stays.

    \b
    Examples:
      sandbox restore
      sandbox restore shop-anna --at 2      (one that was put away)
      sandbox restore --at 104              (the code, by `sandbox history`)
      sandbox restore shop-anna --at "2030-01-31 09:15"
    """
    if which is not None:
        gone = go_to(name, which, session.here, session.ports, session.emit)
        if gone is not None:
            answer(session, gone)
            return
    with watched(session):
        result = restore(name, session.here, session.ports, session.emit, which=which)
    document = document_of(result.up) | {"restored": result.what}
    session.answer(document, f"\n{paragraph(back(result))}\n{text_of(result.up)}")


def back(result: RestoreResult) -> str:
    """What came back, and how to have what it replaced."""
    if result.at is None:
        return f"Back: {result.what}{AGAIN.get(result.what, OTHER_WAY)}."
    ago = f"{age(result.at)} ago"
    said = [
        f"Back as it was before `down`, {ago}."
        if result.whole
        else f"Back: {result.what} {ago}.".replace(" from before a reset", "")
    ]
    if result.earlier:
        said.append("`sandbox restore` once more shows the data from before the reset.")
    if result.replaced:
        one = result.replaced
        said.append(
            f"What ran until now is kept, as number {one.number} of `sandbox list`: "
            f"`{one.command}` brings it back."
        )
    return " ".join(said)

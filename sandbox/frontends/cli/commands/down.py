"""`sandbox down`."""

from __future__ import annotations

import click

from sandbox.errors import UsageError
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted
from sandbox.verbs.down import DownResult, down, down_all


@click.command("down")
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="All your sandboxes.")
@common
def down_command(session: Session, name: str | None, every: bool) -> None:
    """Remove the sandbox; your work is kept.

    Changed files and typed-in data are put aside first; the last line says how to bring them back.

    \b
    Example:
      sandbox down
    """
    if every and name:
        raise UsageError("a name and --all exclude each other", "leave one of them out")
    if every:
        results = down_all(session.ports, session.emit)
        text = "\n".join(_text(one) for one in results) or "There was nothing to remove."
        session.answer([_document(one) for one in results], text)
        return
    result = down(name, session.here, session.ports, session.emit)
    session.answer(_document(result), _text(result))


def _document(result: DownResult) -> dict[str, object]:
    return {
        "name": result.name,
        "removed": list(result.removed),
        "kept": {"ref": result.ref, "snapshot": result.snapshot, "workspace": result.workspace},
        "restore": result.restore,
        "seconds": round(result.seconds, 3),
    }


def _text(result: DownResult) -> str:
    if result.restore is None:
        return f"\n  {result.name} is gone. There was no work in it to keep."
    kept = []
    if result.work and result.work.changed:
        kept.append(counted(len(result.work.changed), "changed file"))
    if result.work and result.work.commits:
        kept.append(counted(result.work.commits, "commit"))
    if result.snapshot:
        kept.append("the data you typed in")
    what = " and ".join(kept) or "its folder"
    return f"\n  {result.name} is gone. Kept: {what}.\n  `{result.restore}` brings everything back."

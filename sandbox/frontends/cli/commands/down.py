"""`sandbox down`."""

from __future__ import annotations

import click

from sandbox.errors import NotFound, UsageError, WorkFailed
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted, paragraph
from sandbox.model.stack import UNDO
from sandbox.verbs.down import DownResult, NotDown, down, down_all


@click.command("down")
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="All your sandboxes.")
@common
def down_command(session: Session, name: str | None, every: bool) -> int:
    """Remove the sandbox; your work is kept.

    Changed files and typed-in data are put aside first; the last line says how to bring them back.

    \b
    Example:
      sandbox down
    """
    if every and name:
        raise UsageError("a name and --all exclude each other", "leave one of them out")
    if every:
        return _all(session)
    try:
        result = down(name, session.here, session.ports, session.emit)
    except NotFound as error:
        if name is not None and name.lower() == "all":
            error.hint = "did you mean `--all`? `sandbox down --all` puts all yours away"
        raise
    session.answer(_document(result), _text(result))
    return 0


def _all(session: Session) -> int:
    """Whatever could not be put away is said last, and is the exit code."""
    results = down_all(session.ports, session.emit)
    gone = [one for one in results if isinstance(one, DownResult)]
    failed = [one for one in results if isinstance(one, NotDown)]
    documents = [*(_document(one) for one in gone), *(_failure(one) for one in failed)]
    text = "\n".join(_text(one) for one in gone)
    session.answer(documents, text if results else "There was nothing to remove.")
    if not session.json:
        for one in failed:
            click.echo(f"\nerror: {one.name} is still there: {one.error.message}", err=True)
            if one.error.hint:
                click.echo(f"\nhint: {one.error.hint}", err=True)
    return WorkFailed.exit_code if failed else 0


def _failure(one: NotDown) -> dict[str, object]:
    return {"name": one.name, "error": one.error.message, "hint": one.error.hint}


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
        said = f"{result.name} is gone. There was no work in it to keep."
        return f"\n{paragraph(said)}{_apart(result)}"
    kept = []
    if result.work and result.work.changed:
        kept.append(counted(len(result.work.changed), "changed file"))
    if result.work and result.work.commits:
        kept.append(counted(result.work.commits, "commit"))
    if result.snapshot:
        kept.append(_data(result.data))
    what = " and ".join(kept) or "its folder"
    everything = "that" if result.apart else "everything"
    gone = f"{result.name} is gone. Kept: {what}."
    back = f"`{result.restore}` brings {everything} back, at the same address."
    return f"\n{paragraph(gone)}\n{paragraph(back)}{_apart(result)}"


def _data(databases: tuple[str, ...]) -> str:
    """databases: what was kept; nothing where the whole server was."""
    if databases == (UNDO,):
        return "the data you typed in before a reset"
    also = " (and the data from before a reset)" if UNDO in databases else ""
    return f"the data you typed in{also}"


def _apart(result: DownResult) -> str:
    """Data that a `restore` which failed had not brought back: it stays an entry of its own."""
    one = result.apart
    if one is None:
        return ""
    number = one.number - 1 if result.restore else one.number  # what comes back first is gone then
    then = "after it, " if result.restore else ""
    command = f"sandbox restore {result.name} --at {number}"
    said = f"Your data of {one.when} is kept by itself: {then}`{command}` brings it."
    return f"\n{paragraph(said)}"

"""`sandbox open`, `logs`, `shell`, `run`."""

from __future__ import annotations

import json
import sys
import time

import click

from sandbox.errors import UsageError
from sandbox.frontends.cli.options import Session, common
from sandbox.model.facts import ExecResult
from sandbox.verbs import inside, wayout
from sandbox.verbs.locate import BEHIND, BY_OPTION

SHELL = ("sh", "-c", "command -v bash >/dev/null && exec bash || exec sh")
PLAIN_SHELL = ("sh",)


@click.command("open")
@click.argument("name", required=False)
@common
def open_command(session: Session, name: str | None) -> None:
    """Open the app in your browser.

    \b
    Example:
      sandbox open
    """
    import webbrowser

    url = inside.url_of(name, session.here, session.ports)
    opened = not session.json and webbrowser.open(url)
    text = f"  {url}" if opened else f"  Open this address in your browser: {url}"
    session.answer({"url": url, "opened": opened}, text)


@click.command("logs")
@click.argument("name", required=False)
@click.option(
    "--lines", default=50, show_default=True, type=click.IntRange(min=1), help="How many."
)
@click.option("--follow", "-f", is_flag=True, help="Go on with what comes (end with Ctrl-C).")
@click.option("--database", is_flag=True, help="What the database says instead.")
@click.option("--egress", is_flag=True, help="What the app asked of the outside instead.")
@common
def logs_command(
    session: Session, name: str | None, lines: int, follow: bool, database: bool, egress: bool
) -> None:
    """What the app says.

    \b
    Example:
      sandbox logs --follow
    """
    if egress:
        _show_passages(session, name, lines=lines, follow=follow)
        return
    service = "database" if database else "app"
    for line in inside.log_lines(
        name, session.here, session.ports, lines=lines, follow=follow, service=service
    ):
        click.echo(json.dumps({"service": service, "line": line}) if session.json else line)


def _show_passages(session: Session, name: str | None, *, lines: int, follow: bool) -> None:
    for one in wayout.passages_of(name, session.here, session.ports, lines=lines, follow=follow):
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(one.at))
        document = {"service": "egress", "at": moment, "host": one.host, "port": one.port}
        document |= {"method": one.method, "allowed": one.allowed, "line": str(one)}
        click.echo(json.dumps(document) if session.json else f"{moment}  {one}")


@click.command("shell")
@click.argument("name", required=False)
@common
def shell_command(session: Session, name: str | None) -> int:
    """A command line inside the app; leave it with `exit`.

    \b
    Example:
      sandbox shell

    With --json it carries out what comes on standard input, and tells what that printed.
    """
    if session.json:
        if _at_a_terminal():
            raise UsageError(
                "a command line that somebody types into gives no JSON",
                "`sandbox run --json -- COMMAND` runs one command",
            )
        typed = sys.stdin.buffer if sys.stdin else ()
        return _said(
            inside.run_inside(
                name, session.here, session.ports, PLAIN_SHELL, typed=typed, way=BEHIND
            )
        )
    return inside.attach(name, session.here, session.ports, SHELL, interactive=True)


@click.command("run", context_settings={"ignore_unknown_options": True})
@click.option("--name", help="Which sandbox, if you have several.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@common
def run_command(session: Session, name: str | None, command: tuple[str, ...]) -> int:
    """Run one command inside the app; its exit code is ours.

    \b
    Example:
      sandbox run -- pytest -q
    """
    if session.json:
        return _said(inside.run_inside(name, session.here, session.ports, command))
    return inside.attach(
        name, session.here, session.ports, command, interactive=_at_a_terminal(), way=BY_OPTION
    )


def _at_a_terminal() -> bool:
    """Standard input may be closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def _said(result: ExecResult) -> int:
    """What a command printed, as one document; its exit code is ours."""
    click.echo(json.dumps({"code": result.code, "output": result.output, "errors": result.errors}))
    return result.code

"""The `sandbox` command: its commands are loaded when they are called."""

from __future__ import annotations

import difflib
import importlib
import json
import os
import signal
import sys
from typing import Any, ClassVar, TextIO

import click

from sandbox.errors import InternalError, Interrupted, SandboxError, UsageError
from sandbox.frontends.cli.explained import Explained, before_command
from sandbox.frontends.cli.failure import let_go, print_no_more, show_failure
from sandbox.frontends.cli.machine import of_machine

# Name, module, help: what `sandbox --help` needs, without loading the commands.
COMMANDS = {
    "up": ("up", "Make a sandbox of an app, repair it, or bring it up to your changes."),
    "reset": (
        "reset",
        "Fresh data, as after `up` (of the scenario you chose). Your code stays as it is.",
    ),
    "status": ("status", "What runs, where, what it costs, and what work is not handed over yet."),
    "list": ("status", "All your sandboxes."),
    "open": ("inside", "Open the app in your browser."),
    "logs": ("inside", "What the app says."),
    "shell": ("inside", "A command line inside the app; leave it with `exit`."),
    "run": ("inside", "Run one command inside the app; its exit code is ours."),
    "data": (
        "data",
        "Look at the data: all tables with their rows, or the answer to an SQL query.",
    ),
    "seeds": ("seeds", "The made-up data: how it comes about, and the filling of any database."),
    "promote": ("promote", "Hand your work over to the developers, for review."),
    "down": ("down", "Remove the sandbox; your work is kept."),
    "restore": (
        "restore",
        "Bring back what `down` or `reset` kept, or your code as it was earlier.",
    ),
    "history": ("history", "The points that your code was recorded at, newest first."),
    "undo": ("undo", "Your code one step back; can itself be undone."),
    "prove": (
        "prove",
        "Show from the inside that production and the outside are out of reach.",
    ),
    "render": ("render", "The sandbox as a Compose file, hardened as it runs (for maintainers)."),
    "doctor": ("doctor", "What is missing on this machine, and how to mend it."),
    "prune": (
        "prune",
        "Remove what nothing needs any more: leftovers of commands that were killed, old images.",
    ),
}


class Commands(click.Group):
    """Loads a command's module when it is called, so that help takes a moment only."""

    context_class = Explained
    texts: ClassVar = {name: text for name, (_, text) in COMMANDS.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        loaded = importlib.import_module(f"sandbox.frontends.cli.commands.{module}")
        command: click.Command = getattr(loaded, f"{cmd_name}_command")
        command.context_class = Explained
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            message = f"{error.format_message().rstrip('.')}. Did you mean '{near[0]}'?"
            raise click.UsageError(message, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.texts.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda context, _, wanted: _say_version(context) if wanted else None,
    help="Show the version and exit.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="With --help or --version: one JSON document."
)
@click.pass_context
def cli(ctx: click.Context, as_json: bool) -> None:
    """A full private copy of an app: look, change, break things, start afresh.

    \b
    Start here:
      sandbox up --demo        an example, to look around in
      sandbox up ADDRESS       your company's app, from its git address

    Every command explains itself: sandbox up --help
    """
    if as_json:
        raise UsageError(
            "--json stands in front of the command",
            f"type it behind: `sandbox {ctx.invoked_subcommand} --json`",
        )


def _say_version(context: click.Context) -> None:
    from importlib.metadata import version  # takes a tenth of a second

    number = version("sandbox")
    as_json = "--json" in before_command(context.obj or [])
    click.echo(json.dumps({"version": number}) if as_json else f"sandbox {number}")
    context.exit()


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    words = sys.argv[1:] if arguments is None else arguments
    sys.stdout, sys.stderr = _open(sys.stdout), _open(sys.stderr)
    code = _run(words)
    let_go()
    sys.exit(code)


def _open(stream: TextIO | None) -> TextIO:
    """A stream that takes everything: none is there where it was closed, and a terminal in another
    encoding does not know all signs (nor does any a file's name in another one)."""
    if stream is None:
        return open(os.devnull, "w")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")
    return stream


def _terminate(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


def _run(words: list[str]) -> int:
    try:
        _refuse_unreadable(words)
        outcome = cli.main(args=words, prog_name="sandbox", standalone_mode=False, obj=words)
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 0
    except click.ClickException as error:
        return show_failure(_usage(error), words)
    except (click.Abort, KeyboardInterrupt):
        return show_failure(Interrupted("stopped", "type the command again to go on"), words)
    except BrokenPipeError:
        print_no_more()
        return 0
    except SandboxError as error:
        return show_failure(error, words)
    except Exception as error:
        failure = (of_machine(error) if isinstance(error, OSError) else None) or _bug(error)
        failure.__cause__ = error
        return show_failure(failure, words)


def _bug(error: Exception) -> InternalError:
    return InternalError(
        "something went wrong inside sandbox itself",
        "type `sandbox status`, then `sandbox up`. If it happens again, show this to a developer",
        kept="Your files and data are kept.",
        detail=f"{type(error).__name__}: {error}",
    )


def _refuse_unreadable(words: list[str]) -> None:
    """Bytes that are no text in the terminal's encoding, which no name and no SQL can hold."""
    for word in before_command(words):
        if not word.isascii() and any("\ud800" <= sign <= "\udfff" for sign in word):
            shown = word.encode(errors="replace").decode()
            raise UsageError(
                f"{shown!r} has characters that cannot be read",
                "type them again, or let your terminal use UTF-8",
            )


def _usage(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sandbox"
    message = error.format_message().rstrip(".")
    return UsageError(message[:1].lower() + message[1:], f"`{path} --help` shows how it is used")

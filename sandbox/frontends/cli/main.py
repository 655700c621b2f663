"""The `sandbox` command: its commands are loaded when they are called."""

from __future__ import annotations

import difflib
import importlib
import os
import signal
import sys
from typing import Any

import click

from sandbox.errors import InternalError, Interrupted, SandboxError, UsageError
from sandbox.frontends.cli.failure import show_failure

# Name, module, help: what `sandbox --help` needs, without loading the commands.
COMMANDS = {
    "up": ("up", "Make a sandbox of an app, repair it, or bring it up to your changes."),
    "reset": ("reset", "Fresh data, as after `up`. Your code stays as it is."),
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
    "down": ("down", "Remove the sandbox; your work is kept."),
    "restore": ("restore", "Bring back what `down` or `reset` kept."),
    "render": ("render", "The sandbox as a Compose file, hardened as it runs (for maintainers)."),
    "doctor": ("doctor", "What is missing on this machine, and how to mend it."),
    "prune": (
        "prune",
        "Remove what nothing needs any more: leftovers of commands that were killed, old images.",
    ),
}


class Commands(click.Group):
    """Loads a command's module when it is called, so that help takes a moment only."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        loaded = importlib.import_module(f"sandbox.frontends.cli.commands.{module}")
        command: click.Command = getattr(loaded, f"{cmd_name}_command")
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
        rows = [(name, text) for name, (_, text) in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sandbox", message="sandbox %(version)s")
def cli() -> None:
    """A full private copy of an app: look, change, break things, start afresh.

    \b
    Start here:
      sandbox up --demo        an example, to look around in
      sandbox up ADDRESS       your company's app, from its git address

    Every command explains itself: sandbox up --help
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    words = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(words))


def _terminate(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


def _run(words: list[str]) -> int:
    try:
        outcome = cli.main(args=words, prog_name="sandbox", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 0
    except click.ClickException as error:
        return show_failure(_usage(error), words)
    except (click.Abort, KeyboardInterrupt):
        return show_failure(Interrupted("stopped", "type the command again to go on"), words)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SandboxError as error:
        return show_failure(error, words)
    except Exception as error:
        bug = InternalError(
            f"this is a bug in sandbox: {type(error).__name__}: {error}",
            "run it again with --verbose and send what it prints to the maintainers of sandbox",
        )
        bug.__cause__ = error
        return show_failure(bug, words)


def _usage(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sandbox"
    message = error.format_message().rstrip(".")
    return UsageError(message[:1].lower() + message[1:], f"`{path} --help` shows how it is used")

"""What every command takes."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from sandbox.events import Emit
from sandbox.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of a command: its ports, its screen and how to answer."""

    ports: Ports
    emit: Emit
    json: bool
    verbose: bool
    quiet: bool

    @property
    def here(self) -> Path:
        try:
            return Path.cwd()
        except FileNotFoundError:  # it was removed under our feet; another may be in its place
            return Path(os.environ.get("PWD") or "/")

    def answer(self, document: Any, text: str) -> None:
        """The result on standard output: the document with --json, else the text."""
        if self.json:
            click.echo(json.dumps(document, default=str))
        elif text and not self.quiet:
            click.echo(text)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command; hands the command its Session as first argument."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document for programs.")
    @click.option("--verbose", is_flag=True, help="Everything that happens, and raw errors.")
    @click.option("--quiet", is_flag=True, help="Errors only.")
    @click.option("--user", help="Whose sandbox (default: you).")
    @functools.wraps(function)
    def command(
        *args: Any, as_json: bool, verbose: bool, quiet: bool, user: str | None, **kwargs: Any
    ) -> Any:
        from sandbox.frontends.cli.progress import screen
        from sandbox.wiring import wire

        with screen(quiet=quiet, verbose=verbose) as emit:
            session = Session(
                ports=wire(user), emit=emit, json=as_json, verbose=verbose, quiet=quiet
            )
            return function(session, *args, **kwargs)

    return command

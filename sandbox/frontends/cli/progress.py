"""Progress on standard error: live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.events import (
    Emit,
    Event,
    Notice,
    StepFailed,
    StepFinished,
    StepProgress,
    StepStarted,
)
from sandbox.frontends.cli.wording import WIDTH, wrapped

TITLE_WIDTH = 50
INDENT = "    "


@contextmanager
def screen(*, quiet: bool, verbose: bool) -> Iterator[Emit]:
    """Where events go for the length of a command."""
    if quiet:
        yield lambda event: None
    elif sys.stderr.isatty() and not verbose:
        with _live() as emit:
            yield emit
    else:
        yield Plain(verbose=verbose)


def finished_line(event: StepFinished) -> str:
    """A note that is a time of its own says more than the step's; a long one gets its own line."""
    done = f"  ✓ {event.title:<{TITLE_WIDTH}}"
    if event.note and re.fullmatch(r"\d+ ms", event.note):
        return f"{done} {event.note:>8}"
    line = f"{done} {event.seconds:5.1f} s"
    if not event.note:
        return line
    short = f"{line}   {event.note}"
    return short if len(short) <= WIDTH else f"{line}\n{wrapped(event.note, INDENT, INDENT)}"


class Plain:
    """One line as a step begins, one as it is done."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose = verbose
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        line = self._line(event)
        if line:
            with self._lock:
                print(line, file=sys.stderr, flush=True)

    def _line(self, event: Event) -> str | None:
        match event:
            case StepStarted() if event.shown or self._verbose:
                suffix = f" [{event.key}]" if self._verbose else ""
                return f"  … {event.doing}{suffix}"
            case StepFinished() if event.shown or self._verbose:
                return finished_line(event)
            case StepFailed():
                return f"  ✗ {event.title}: did not work"
            case StepProgress() if self._verbose:
                return f"      {event.line}"
            case Notice():
                return f"  ! {event.text}"
            case _:
                return None


@contextmanager
def _live() -> Iterator[Emit]:
    """A spinner that names what is being done, and a line for what is done."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        yield Live(console, status)


class Live:
    def __init__(self, console: Any, status: Any) -> None:
        self._console, self._status = console, status
        self._running: dict[str, tuple[str, str]] = {}
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        from rich.markup import escape

        with self._lock:
            match event:
                case StepStarted():
                    self._running[event.key] = (event.doing, "")
                case StepProgress():
                    doing = self._running.get(event.key, ("", ""))[0]
                    self._running[event.key] = (doing, event.line)
                case StepFinished():
                    self._running.pop(event.key, None)
                    if event.shown:
                        self._console.print(escape(finished_line(event)))
                case StepFailed():
                    self._running.pop(event.key, None)
                    self._console.print(escape(f"  ✗ {event.title}: did not work"))
                case Notice():
                    self._console.print(escape(f"  ! {event.text}"))
            self._status.update(escape(self._now()))

    def _now(self) -> str:
        parts = [
            f"{doing}: {line.strip()[:60]}" if line.strip() else doing
            for doing, line in self._running.values()
        ]
        return "; ".join(parts[:2])

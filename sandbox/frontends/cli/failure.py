"""A failure as a person or a program reads it."""

from __future__ import annotations

import json
import os
import sys
import traceback

from sandbox.errors import AppUnhealthy, SandboxError
from sandbox.frontends.cli.explained import before_command

# Where it happened nobody knew what to type: something that helps with failures of that kind.
HINTS = {
    1: "show this to your assistant, let it mend the app, then type the command again",
    2: "mend that, then type the command again; `sandbox COMMAND --help` shows how it is used",
    3: "`sandbox doctor` shows what is missing on this machine",
    5: "`sandbox list` shows what there is",
    70: "type `sandbox status`, then `sandbox up`. If it happens again, show this to a developer",
}
SHOWN = (1, 70)  # the codes whose raw output says more than the sentence


def show_failure(error: SandboxError, words: list[str]) -> int:
    """Print it and return the exit code. words: the command line, for --json and --verbose."""
    own = before_command(words)
    if "--json" not in own or not _printed(json.dumps(_fields(error))):
        print(_text(error, verbose="--verbose" in own), file=sys.stderr)
    if "--verbose" in own:
        traceback.print_exception(error, file=sys.stderr)
    return error.exit_code


def _printed(document: str) -> bool:
    """Whether standard output took it: what it leads to may be full, and that the failure."""
    try:
        print(document, flush=True)
    except OSError:
        print_no_more()
        return False
    return True


def let_go() -> None:
    """What standard output refused stays in its buffer, and Python tries again at its end: it would
    complain, and leave with a code of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        print_no_more()


def print_no_more() -> None:
    """What standard output leads to is full or closed: what is left for it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fields(error: SandboxError) -> dict[str, object]:
    return {
        "error": error.message,
        "hint": _hint(error),
        "kept": error.kept,
        "detail": error.detail,
        "code": error.exit_code,
    }


def _hint(error: SandboxError) -> str | None:
    return error.hint or HINTS.get(error.exit_code)


def _text(error: SandboxError, *, verbose: bool) -> str:
    parts = [f"error: {error.message}"]
    raw = []
    if error.detail and (verbose or error.exit_code in SHOWN):
        raw.append("\n".join(f"  | {line}" for line in error.detail.splitlines()))
    if error.kept:
        parts.append(error.kept)
    hint = _hint(error)
    if hint:
        parts.append(f"hint: {hint}")
    # Of a broken app what to do comes first: its last lines are many.
    at = len(parts) if isinstance(error, AppUnhealthy) else 1
    return "\n\n".join([*parts[:at], *raw, *parts[at:]])

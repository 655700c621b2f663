"""A failure as a person or a program reads it."""

from __future__ import annotations

import json
import sys
import traceback

from sandbox.errors import SandboxError


def show_failure(error: SandboxError, words: list[str]) -> int:
    """Print it and return the exit code. words: the command line, for --json and --verbose."""
    before_command = words[: words.index("--")] if "--" in words else words
    if "--json" in before_command:
        print(json.dumps(_fields(error)))
    else:
        print(_text(error, verbose="--verbose" in before_command), file=sys.stderr)
    if "--verbose" in before_command:
        traceback.print_exception(error, file=sys.stderr)
    return error.exit_code


def _fields(error: SandboxError) -> dict[str, object]:
    return {
        "error": error.message,
        "hint": error.hint,
        "kept": error.kept,
        "detail": error.detail,
        "code": error.exit_code,
    }


def _text(error: SandboxError, *, verbose: bool) -> str:
    parts = [f"error: {error.message}"]
    if error.detail and (verbose or error.exit_code == 1):
        parts.append("\n".join(f"  | {line}" for line in error.detail.splitlines()))
    if error.kept:
        parts.append(error.kept)
    if error.hint:
        parts.append(f"hint: {error.hint}")
    return "\n\n".join(parts)

"""How a web server is asked to notice changed files."""

from __future__ import annotations


def reloading(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command with its server's own reload option, or unchanged where none is known.

    command: as in the image, exec form.
    """
    if len(command) == 3 and command[:2] == ("/bin/sh", "-c"):
        return (*command[:2], _reloading_line(command[2]))
    words = [word.rsplit("/", 1)[-1] for word in command]
    if not words or "--reload" in command:
        return command
    if "uvicorn" in words or "hypercorn" in words:
        return (*_without_workers(command), "--reload")
    if "gunicorn" in words:
        return (*command, "--reload")
    if "fastapi" in words and "run" in words:
        return (*_without_workers(command), "--reload")
    if "flask" in words and "run" in words and "--debug" not in words:
        return (*command, "--debug")
    return command


def _reloading_line(line: str) -> str:
    """A shell's line, where it is one simple command whose own words end it."""
    if any(sign in line for sign in ";|&<>\n"):
        return line
    words = tuple(line.split())
    changed = reloading(words)
    return line if changed == words else " ".join(changed)


def _without_workers(command: tuple[str, ...]) -> tuple[str, ...]:
    """Several workers and reload exclude each other."""
    kept: list[str] = []
    skip = False
    for word in command:
        if skip:
            skip = False
        elif word == "--workers":
            skip = True
        elif not word.startswith("--workers="):
            kept.append(word)
    return tuple(kept)

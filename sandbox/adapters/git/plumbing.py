"""git in bytes, on one workspace's own repository and no other: a name may hold what is no text."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sandbox import errors
from sandbox.adapters.git import command

held: set[int] = set()
"""Locks that what is started here holds as well: where this process is killed, it goes on a while,
and nobody else may write meanwhile."""
PATIENCE = 600
"""Seconds: a first record of a large repository reads all of it."""


def raw(
    *arguments: str,
    folder: Path,
    env: dict[str, str] | None = None,
    stdin: IO[bytes] | None = None,
) -> bytes:
    """Standard output of a command that has to succeed. Raises WorkFailed, NotFound."""
    if not folder.is_dir():
        raise errors.NotFound(f"the folder {folder} is gone", "`sandbox up` makes it anew")
    try:
        run = subprocess.run(
            _line(arguments),
            cwd=folder,
            env=_environment(folder) | (env or {}),
            stdin=stdin or subprocess.DEVNULL,
            pass_fds=tuple(held),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise errors.WorkFailed(f"git {arguments[0]} took too long in {folder}") from error
    except FileNotFoundError as error:
        raise errors.ToolMissing("git is not installed", "install git, then try again") from error
    if run.returncode:
        said = command.masked(run.stderr.decode(errors="replace"))
        raise errors.WorkFailed(f"git {arguments[0]} failed in {folder}", detail=said)
    return run.stdout


@contextmanager
def talking(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that is asked and answers for as long as the context lasts."""
    with subprocess.Popen(
        _line(arguments),
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield process


def names(output: bytes) -> list[str]:
    """What ends in NUL, as paths; bytes that are no text survive the way back."""
    return [os.fsdecode(one) for one in output.split(b"\0") if one]


def _line(arguments: tuple[str, ...]) -> list[str]:
    settings = (word for setting in command.SETTINGS for word in ("-c", setting))
    return ["git", *settings, *arguments]


def _environment(folder: Path) -> dict[str, str]:
    own = {"GIT_DIR": str(folder / ".git"), "GIT_WORK_TREE": str(folder)}
    return command._environment() | own | {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}

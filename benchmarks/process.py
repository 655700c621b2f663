"""Programs run and timed as whole processes, and ended when we are."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30


class DidNotRun(Exception):
    """Something that was to be measured failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """seconds: from the start of the process to its end; output, errors: what it printed."""

    seconds: float
    output: str
    errors: str


_Child = tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]


def run(
    *command: str,
    env: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    stdin: str = "",
) -> Run:
    """Raises DidNotRun with the program's last line where it fails."""
    return run_together([command], env=env, folder=folder, stdin=stdin)[0]


def run_together(
    commands: Sequence[Sequence[str]],
    *,
    env: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    stdin: str = "",
) -> list[Run]:
    """All at once; each one's seconds run until it and those before it are through."""
    with ExitStack() as files:
        began = time.perf_counter()
        started: list[_Child] = []
        ended: list[float] = []
        try:
            for command in commands:
                started.append(_start(command, files, os.environ | (env or {}), folder, stdin))
            for child, _, _ in started:
                child.wait()
                ended.append(time.perf_counter() - began)
        except BaseException:
            _end([child for child, _, _ in started])
            raise
        runs = [
            Run(seconds=seconds, output=_text(output), errors=_text(errors))
            for seconds, (_, output, errors) in zip(ended, started, strict=True)
        ]
        for command, (child, _, _), one in zip(commands, started, runs, strict=True):
            if child.returncode:
                raise DidNotRun(_complaint(command, child.returncode, one))
        return runs


def _start(
    command: Sequence[str], files: ExitStack, env: Mapping[str, str], folder: Path, stdin: str
) -> _Child:
    """In a session of its own: a Ctrl-C reaches us only, and we end it."""
    given, output, errors = (_scratch(files) for _ in range(3))
    given.write(stdin.encode())
    given.seek(0)
    child = subprocess.Popen(
        command,
        env=dict(env),
        cwd=folder,
        stdin=given,
        stdout=output,
        stderr=errors,
        start_new_session=True,
    )
    return child, output, errors


def _scratch(files: ExitStack) -> IO[bytes]:
    """A file rather than a pipe: nothing blocks however much is said."""
    return files.enter_context(tempfile.TemporaryFile())


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Asked to stop, which lets `sandbox` leave things in order; killed if they do not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _complaint(command: Sequence[str], code: int, one: Run) -> str:
    said = [line for line in (one.errors or one.output).splitlines() if line.strip()]
    shown = " ".join(command)[:120]
    return f"`{shown}` exited {code}: {' / '.join(said[-4:])[:400] or 'it said nothing'}"

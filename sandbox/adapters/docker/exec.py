"""Commands inside running containers."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docker.utils.socket import frames_iter

from sandbox import errors
from sandbox.adapters.docker.connection import Connection, spoken
from sandbox.model.facts import ExecResult

STDOUT = 1


class ExecCalls(Connection):
    """The engine's calls about commands in containers."""

    def execute(
        self,
        name: str,
        command: tuple[str, ...],
        *,
        user: str = "",
        stdin: Iterable[bytes] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> ExecResult:
        with spoken():
            created = self.api.exec_create(
                name,
                list(command),
                user=user,
                stdin=stdin is not None,
                environment=dict(env or {}),
            )["Id"]
            if stdin is None:
                output, errors_ = self.api.exec_start(created, demux=True)
            else:
                stream = self.api.exec_start(created, socket=True)
                output, errors_ = exchange(stream, stdin)
            code = self.api.exec_inspect(created)["ExitCode"]
        return result(code, output, errors_)

    def stream(self, name: str, command: tuple[str, ...], *, user: str = "") -> Iterator[bytes]:
        complaint: list[bytes] = []
        with spoken():
            created = self.api.exec_create(name, list(command), user=user)["Id"]
            for output, complaints in self.api.exec_start(created, stream=True, demux=True):
                if complaints:
                    complaint.append(complaints)
                if output:
                    yield output
            code = self.api.exec_inspect(created)["ExitCode"]
        if code:
            raise errors.WorkFailed(
                f"`{command[0]}` failed in {name}", detail=_text(b"".join(complaint))
            )

    @contextlib.contextmanager
    def converse(
        self, name: str, command: tuple[str, ...], *, user: str = ""
    ) -> Iterator[_Conversation]:
        with spoken():
            created = self.api.exec_create(name, list(command), user=user, stdin=True)["Id"]
            stream = self.api.exec_start(created, socket=True)
        try:
            yield _Conversation(stream)
        finally:
            with contextlib.suppress(OSError):
                _raw(stream).shutdown(socket.SHUT_WR)
            _close(stream)

    def execute_detached(self, name: str, command: tuple[str, ...], *, user: str = "") -> None:
        with spoken():
            created = self.api.exec_create(name, list(command), user=user)["Id"]
            self.api.exec_start(created, detach=True)

    def attach(self, name: str, command: tuple[str, ...], *, interactive: bool) -> int:
        """Through Docker's own client, which knows terminals; the exit code."""
        import subprocess

        client = shutil.which("docker")
        if client is None:
            raise errors.ToolMissing("the `docker` program is missing", "run `sandbox doctor`")
        flags = ["-it"] if interactive and os.isatty(0) and os.isatty(1) else ["-i"]
        return subprocess.run(
            [client, "exec", *flags, name, *command], cwd="/", check=False
        ).returncode


def result(code: int | None, output: bytes | None, complaints: bytes | None) -> ExecResult:
    return ExecResult(code=int(code or 0), output=_text(output), errors=_text(complaints))


def exchange(stream: Any, stdin: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Both outputs of a program at the other end, which is given `stdin` and its end.

    Writes in a thread of its own: the other side may answer before it has read all.
    """
    raw = _raw(stream)
    failure: list[BaseException] = []

    def write() -> None:
        try:
            for chunk in stdin:
                raw.sendall(chunk)
        except OSError:
            pass  # the command ended early; its exit code says why
        except BaseException as error:
            failure.append(error)
        with contextlib.suppress(OSError):
            raw.shutdown(socket.SHUT_WR)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    parts: tuple[list[bytes], list[bytes]] = ([], [])
    for number, data in frames_iter(stream, tty=False):
        parts[0 if number == STDOUT else 1].append(data)
    writer.join()
    _close(stream)
    if failure:
        raise failure[0]
    return b"".join(parts[0]), b"".join(parts[1])


class _Conversation:
    """A command's standard input, and both its outputs as one."""

    def __init__(self, stream: Any) -> None:
        self._raw = _raw(stream)
        self._frames = frames_iter(stream, tty=False)

    def write(self, data: bytes) -> None:
        try:
            self._raw.sendall(data)
        except OSError as error:
            raise errors.WorkFailed(
                "a command in a container ended early", detail=str(error)
            ) from error

    def read(self) -> bytes:
        for _, data in self._frames:
            if data:
                return bytes(data)
        return b""


def _raw(stream: Any) -> socket.socket:
    """The socket under what the SDK returns: a SocketIO, or over TLS the socket itself."""
    return getattr(stream, "_sock", stream)  # type: ignore[no-any-return]


def _close(stream: Any) -> None:
    """With the response that the SDK keeps along: of one whose stream is closed beneath it, Python
    complains aloud from 3.13 on."""
    getattr(stream, "_response", stream).close()
    stream.close()


def _text(data: bytes | None) -> str:
    return (data or b"").decode(errors="replace")

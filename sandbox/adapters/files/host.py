"""Folders, disk space, ports and the address in the browser."""

from __future__ import annotations

import errno
import http.client
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

import platformdirs

from sandbox import errors
from sandbox.adapters.beneath import Folder, is_link
from sandbox.adapters.files import moving, removing, sharing
from sandbox.model.facts import Answer

# Writes in the workspaces of a person who works as root; no account has it.
UNPRIVILEGED = 10001
CHUNK = 1 << 20
FULL = (errno.ENOSPC, errno.EDQUOT)
WAITING_HEADER = "X-Sandbox-Gateway"


class HostFiles:
    """The machine that the command runs on."""

    def __init__(self) -> None:
        self._local = threading.local()

    def home(self) -> Path:
        """Where the tool keeps its own things. Raises UsageError, ToolMissing."""
        named = os.environ.get("SANDBOX_HOME")
        folder = Path(os.path.expanduser(named or platformdirs.user_data_dir("sandbox")))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _no_home(folder, named, error) from error
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise _no_home(folder, named, PermissionError(errno.EACCES, "not writable"))
        return folder.resolve()

    def _workspaces(self) -> Path:
        if os.environ.get("SANDBOX_HOME"):
            return self.home() / "workspaces"
        return Path.home() / "sandboxes"

    def workspace(self, name: str) -> Path:
        """Where a person finds the code of sandbox `name`."""
        return self._workspaces() / name

    def kept(self, name: str, at: str) -> Path:
        """On the same file system as the workspaces, so that moving there is a rename."""
        return self._workspaces() / ".kept" / f"{name}-{at}"

    def identity(self) -> str:
        uid, gid = os.getuid(), os.getgid()
        return f"{UNPRIVILEGED}:{UNPRIVILEGED}" if uid == 0 else f"{uid}:{gid}"

    def holds(self, folder: Path, inside: str) -> bool:
        parts = PurePosixPath(inside).parts
        if ".." in parts:
            return False
        with Folder(folder) as top:
            for length in range(1, len(parts) + 1):
                found = top.find("/".join(parts[:length]))
                if found is None:  # made when it is mounted
                    return True
                if is_link(found):
                    return False
        return True

    def read_text(self, folder: Path, inside: str, *, errors: str = "replace") -> str | None:
        with Folder(folder) as top:
            return top.read_text(inside, errors=errors)

    def share(self, folder: Path) -> None:
        """Root's files stay root's; their group may write, and new ones inherit it."""
        if os.getuid() != 0:
            return
        sharing.share(folder, UNPRIVILEGED)

    def is_movable(self, folder: Path) -> bool:
        return moving.is_movable(folder)

    def move(self, source: Path, target: Path) -> None:
        moving.move(source, target)

    def remove(self, folder: Path) -> None:
        removing.remove(folder)

    def is_absent(self, folder: Path) -> bool:
        if folder.is_symlink() or not folder.is_dir():
            return not folder.exists()
        try:
            return removing.holds_nothing(folder)
        except OSError:  # what cannot be read may be somebody's
            return False

    def clear(self, folder: Path) -> None:
        removing.remove_empty(folder)
        if folder.exists():
            folder.rename(folder.with_name(f".{folder.name}.empty-{time.time_ns()}"))

    def write_stream(self, path: Path, chunks: Iterable[bytes]) -> int:
        """The bytes written; the file appears whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.unfinished")
        size = 0
        try:
            with unfinished.open("wb") as file:
                for chunk in chunks:
                    size += file.write(chunk)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        return size

    def read_stream(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def free_bytes(self, folder: str) -> int:
        """Room on the file system of `folder`, or of its nearest parent that exists."""
        path = Path(folder or "/")
        while not path.exists():
            path = path.parent
        return shutil.disk_usage(path).free

    def port_is_free(self, port: int) -> bool:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
        return True

    def free_port(self, preferred: int) -> int:
        """The first free one from `preferred` on."""
        return next(port for port in range(preferred, 65536) if self.port_is_free(port))

    def resource(self, name: str) -> Path:
        """A folder that goes along with the tool: compose, seeds or examples."""
        package = Path(__file__).resolve().parents[2]
        packed = package / "_data" / name
        return packed if packed.exists() else package.parent / name

    def ask(self, port: int, host: str, path: str, *, seconds: float = 5) -> Answer | None:
        """One GET through the gateway; None where nothing answers within that time.

        On a connection that stays open: ten sandboxes that start at once ask thousands of times.
        """
        for _ in range(2):  # the second time where the gateway had closed it meanwhile
            connection = self._connection(port, seconds)
            reused = connection.sock is not None
            try:
                return _answer(connection, host, path)
            except TimeoutError:
                connection.close()
                return None
            except (OSError, http.client.HTTPException):
                connection.close()
                if not reused:
                    return None
        return None

    def _connection(self, port: int, seconds: float) -> http.client.HTTPConnection:
        """This thread's own."""
        held = getattr(self._local, "connection", None)
        if held is None or (held.port, held.timeout) != (port, seconds):
            held = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
            self._local.connection = held
        return held


def _answer(connection: http.client.HTTPConnection, host: str, path: str) -> Answer:
    connection.request("GET", path, headers=_as_browser(host, connection.port))
    with connection.getresponse() as response:
        response.read()
        gateway = response.getheader(WAITING_HEADER) is not None
        location = response.getheader("Location") or ""
        return Answer(status=response.status, from_gateway=gateway, location=location)


def _as_browser(host: str, port: int) -> dict[str, str]:
    """Apps answer programs otherwise than people, whom they send to a page to log in at."""
    return {"Host": f"{host}:{port}", "Accept": "text/html,*/*;q=0.8"}


def _no_home(folder: Path, named: str | None, error: OSError) -> errors.SandboxError:
    """Where it was chosen, the choice is wrong; where it was not, the machine is."""
    if error.errno in FULL:
        return errors.DiskFull(
            f"the disk is full: the folder {folder} cannot be made",
            "free some room, then try again",
        )
    if named:
        return errors.UsageError(
            f"SANDBOX_HOME is {named}, which is not a folder that you may write in",
            "unset SANDBOX_HOME, or give it one of yours: SANDBOX_HOME=~/sandbox-home",
            detail=str(error),
        )
    return errors.ToolMissing(
        f"you may not write in {folder}, where sandbox keeps its things",
        "give yourself the right to, or choose another folder: SANDBOX_HOME=~/sandbox-home",
        detail=str(error),
    )

"""Plays the outside: a server on loopback that says yes to everything and remembers who came."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType

YES = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)


class Outside:
    """paths: of every request; connected: how often somebody connected; datagrams: came by UDP."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        self.paths: list[str] = []
        self.connected = 0
        self.datagrams: list[bytes] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Outside:
        threading.Thread(target=self._accept, daemon=True).start()
        threading.Thread(target=self._receive, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for one in (self._listener, self._datagrams):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                self.connected += 1
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            first = line.recv(65536).split(b"\r\n", 1)[0].decode(errors="replace")
            if first:
                self.paths.append(first.split(" ")[1] if " " in first else "")
                line.sendall(YES)

    def _receive(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.datagrams.append(self._datagrams.recv(65536))

"""The messages, one file each, newest last; the oldest go where there are too many."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

MOST = 500  # messages
ROOM = 16 << 20  # bytes, all of them together
NAME = re.compile(r"[0-9]{20}")


class Box:
    """Files in `folder`, named by the time (nanoseconds) at which they came."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._lock = threading.Lock()

    def put(self, content: bytes) -> str:
        """The new message's number."""
        with self._lock:
            number = f"{time.time_ns():020d}"
            self._make_room(len(content))
            part = self._folder / f".{number}"
            part.write_bytes(content)
            os.replace(part, self._folder / number)
            return number

    def _make_room(self, size: int) -> None:
        numbers = list(self.numbers())
        sizes = {number: self._size(number) for number in numbers}
        total = sum(sizes.values()) + size
        for number in numbers:
            if total <= ROOM and len(sizes) < MOST:
                return
            total -= sizes.pop(number)
            self.drop(number)

    def _size(self, number: str) -> int:
        try:
            return (self._folder / number).stat().st_size
        except FileNotFoundError:
            return 0

    def numbers(self) -> Iterator[str]:
        """Oldest first."""
        return iter(sorted(one for one in os.listdir(self._folder) if NAME.fullmatch(one)))

    def get(self, number: str) -> bytes | None:
        if not NAME.fullmatch(number):
            return None
        try:
            return (self._folder / number).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, number: str) -> None:
        (self._folder / number).unlink(missing_ok=True)

    def clear(self) -> None:
        for number in self.numbers():
            self.drop(number)

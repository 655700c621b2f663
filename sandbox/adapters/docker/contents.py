"""What a container says, the files in it, and what it takes of the machine."""

from __future__ import annotations

import io
import tarfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

from docker.errors import APIError, NotFound

from sandbox import errors
from sandbox.adapters.docker.connection import Connection, spoken
from sandbox.model.facts import Usage

SHORT = 64 << 10  # bytes; the archive of an empty folder has a few


class ContentCalls(Connection):
    """The engine's calls about what is in containers."""

    def logs(self, name: str, *, lines: int) -> str:
        try:
            with spoken():
                raw: bytes = self.api.logs(name, tail=lines)
        except errors.NotFound:
            return ""
        return raw.decode(errors="replace")

    def follow(self, name: str, *, lines: int) -> Iterator[str]:
        with spoken():
            stream = self.api.logs(name, tail=lines, stream=True, follow=True)
            rest = b""
            for chunk in stream:
                *whole, rest = (rest + chunk).split(b"\n")
                yield from (line.decode(errors="replace") for line in whole)
            if rest:
                yield rest.decode(errors="replace")

    def put_file(self, name: str, path: str, content: bytes) -> None:
        target = PurePosixPath(path)
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            entry = tarfile.TarInfo(target.name)
            entry.size, entry.mode, entry.mtime = len(content), 0o644, int(time.time())
            archive.addfile(entry, io.BytesIO(content))
        with spoken():
            self.api.put_archive(name, str(target.parent), buffer.getvalue())

    def get_file(self, name: str, path: str) -> bytes | None:
        try:
            with spoken():
                chunks, _ = self.api.get_archive(name, path)
        except errors.NotFound:
            return None
        with tarfile.open(fileobj=io.BytesIO(b"".join(chunks))) as archive:
            file = archive.extractfile(archive.getmembers()[0])
            return file.read() if file else None

    def is_bare(self, name: str, path: str) -> bool:
        """Whether a folder of the container is there and holds nothing."""
        try:
            with spoken():
                chunks, _ = self.api.get_archive(name, path)
        except errors.NotFound:
            return False
        begin = b""
        for chunk in chunks:
            begin += chunk
            if len(begin) > SHORT:
                return False
        with tarfile.open(fileobj=io.BytesIO(begin)) as archive:
            members = archive.getmembers()
        return len(members) == 1 and members[0].isdir()

    def usage(self, names: Iterable[str]) -> dict[str, Usage]:
        names = list(names)
        if not names:
            return {}
        with ThreadPoolExecutor(max_workers=9) as pool:
            sizes = pool.submit(self._sizes, names)
            memory = dict(zip(names, pool.map(self._memory, names), strict=True))
            disk = sizes.result()
        return {name: Usage(memory=memory[name], disk=disk.get(name, 0)) for name in names}

    def _memory(self, name: str) -> int:
        try:
            stats = self.api.stats(name, stream=False, one_shot=True)
        except (NotFound, APIError):
            return 0
        memory = stats.get("memory_stats", {})
        cache = memory.get("stats", {}).get("inactive_file", 0)
        return max(0, int(memory.get("usage", 0)) - int(cache))

    def _sizes(self, names: list[str]) -> dict[str, int]:
        with spoken():
            found = self.api.containers(all=True, size=True, filters={"name": names})
        return {one["Names"][0].lstrip("/"): int(one.get("SizeRw") or 0) for one in found}

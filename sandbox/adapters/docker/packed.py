"""Packed files that Docker unpacks by itself (ADD), without any bound."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable
from typing import IO, Any

from sandbox import errors
from sandbox.model.builds.buildlimits import MIB, BuildLimits

_OPENERS: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b\x08": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_SKIPPED = b"\x2a\x4d\x18"  # behind a first byte from 0x50 on
_PIECE = 1 << 20


def refuse_bombs(archive: IO[bytes], limits: BuildLimits) -> None:
    """archive: a tar of what is built from, which nobody else writes to. Raises BuildFailed where a
    file in it unpacks to more than the image may have. Any of them may be meant, by a link too.
    """
    with tarfile.open(fileobj=archive, mode="r:") as files:
        for entry in files:
            content = files.extractfile(entry) if entry.isreg() else None
            if content is not None:
                _measure(entry.name, content, limits)
    archive.seek(0)


def _measure(path: str, content: IO[bytes], limits: BuildLimits) -> None:
    head = content.read(6)
    content.seek(0)
    if head.startswith(_ZSTD) or head[1:4] == _ZSTD_SKIPPED:
        raise errors.BuildFailed(
            f"the app could not be built: how large {path} is unpacked cannot be told",
            "let your assistant use COPY in place of ADD in the Dockerfile, or pack it with gzip",
        )
    opener = next((one for start, one in _OPENERS.items() if head.startswith(start)), None)
    if opener is None:
        return
    size = 0
    try:
        with opener(content) as unpacked:
            while piece := unpacked.read(_PIECE):
                size += len(piece)
                if size > limits.image_mb * MIB:
                    raise _too_large(path, limits)
    except (OSError, EOFError, zlib.error, lzma.LZMAError):  # as far as Docker gets, too
        return


def _too_large(path: str, limits: BuildLimits) -> errors.BuildFailed:
    return errors.BuildFailed(
        f"the app could not be built: {path} unpacks to more than the {limits.image_mb} MB that "
        "its image may have",
        "let your assistant use COPY in place of ADD in the Dockerfile; where the app needs that "
        "much, its maintainers allow it in sandbox.toml: [build] image_mb",
    )

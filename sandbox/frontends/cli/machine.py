"""What the machine itself refuses, wherever it happens: not a bug, and something to type."""

from __future__ import annotations

import errno

from sandbox import errors

AGAIN = "then type the command again"


def of_machine(error: OSError) -> errors.SandboxError | None:
    """The failure in our words, or None where it is more likely to be a bug of ours."""
    place = str(error.filename) if error.filename is not None else "what is written"
    detail = str(error)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return errors.DiskFull(
                f"the disk is full: there is no room for {place}",
                f"free some room (`sandbox prune` removes what no sandbox needs), {AGAIN}",
                detail=detail,
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return errors.ToolMissing(
                f"you have no right to {place}",
                f"give yourself the right to read and write there, {AGAIN}",
                detail=detail,
            )
        case errno.ENOTDIR | errno.EISDIR | errno.ENOTEMPTY | errno.EEXIST:
            return errors.UsageError(
                f"{place} is in the way: it is a file where a folder has to be, or a folder where "
                "a file has to be",
                f"rename or move it, {AGAIN}",
                detail=detail,
            )
        case errno.ENAMETOOLONG:
            return errors.UsageError(
                "a name is longer than a file's name may be", "type a shorter one", detail=detail
            )
        case errno.EMFILE | errno.ENFILE | errno.EAGAIN | errno.ENOMEM:
            return errors.ToolMissing(
                "this machine has no memory, processes or open files left",
                f"close some programs, {AGAIN}",
                detail=detail,
            )
        case _:
            return None

"""What can be wrong with the registry's database, in our words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox import errors
from sandbox.adapters.registry.address import Address

ROOM = 1 << 20
UNTOUCHED = "Your folders and what runs are untouched."


@contextmanager
def spoken(address: Address) -> Iterator[None]:
    """Failures of the database at `address` and of its driver as ours, told apart by type and code.

    Raises UsageError, ToolMissing, DiskFull, Busy.
    """
    try:
        yield
    except ImportError as error:  # also where the driver is there, and its library is not
        raise errors.ToolMissing(
            "the registry is in a PostgreSQL database, and what talks to it "
            f"({error.name or 'psycopg'}) is not installed here",
            "`pip install 'psycopg[binary]'` brings it; let SANDBOX_REGISTRY begin with "
            "postgresql:// (or unset it)",
        ) from error
    except sqlite3.Error as error:
        raise _of_file(error, str(address.path)) from error
    except OSError as error:  # the lock beside it
        raise _unwritable(str(error.filename or address.path), str(error)) from error
    except Exception as error:
        if not _is_drivers(error):
            raise
        raise _of_server(error, address) from error


def _is_drivers(error: Exception) -> bool:
    """psycopg's own, told without loading it."""
    return type(error).__module__.partition(".")[0] == "psycopg"


def _of_file(error: sqlite3.Error, path: str) -> errors.SandboxError:
    """By SQLite's own code; one that none is known of means that the content does not fit."""
    code, detail = str(getattr(error, "sqlite_errorname", "")), str(error)
    if code.startswith("SQLITE_FULL") or (code.startswith("SQLITE_IOERR") and _full(path)):
        return errors.DiskFull(
            f"the disk is full: {path}, where sandbox notes what you have, cannot be written",
            "free some room (`sandbox prune` removes what no sandbox needs), then try again",
            kept=UNTOUCHED,
            detail=detail,
        )
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return errors.Busy(
            f"another program holds {path}, where sandbox notes what you have",
            "close that program, then try again",
            kept=UNTOUCHED,
            detail=detail,
        )
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_PERM")):
        return _unwritable(path, detail)
    return errors.ToolMissing(
        f"{path}, where sandbox notes what you have, is damaged",
        f"put it aside with `mv '{path}' '{path}.damaged'`, then type `sandbox up ADDRESS` for "
        "each of your apps: it finds the folder and the data again",
        kept=UNTOUCHED,
        detail=detail,
    )


def _full(path: str) -> bool:
    """Whether there is no room for the few pages that SQLite needs beside its file."""
    try:
        return shutil.disk_usage(Path(path).parent).free < ROOM
    except OSError:
        return False


def _unwritable(path: str, detail: str) -> errors.SandboxError:
    return errors.ToolMissing(
        f"{path}, where sandbox notes what you have, cannot be read and written",
        "give yourself the right to write there, or choose another folder: "
        "SANDBOX_HOME=~/sandbox-home",
        kept=UNTOUCHED,
        detail=detail,
    )


def _of_server(error: BaseException, address: Address) -> errors.SandboxError:
    return errors.ToolMissing(
        f"the registry's database at {address.host or 'this machine'} does not answer as it should",
        "check SANDBOX_REGISTRY and your connection, then try again; --verbose has its own words",
        kept=UNTOUCHED,
        detail=str(error).strip(),
    )


def too_new(detail: str) -> errors.ToolMissing:
    """Written by a later version of the tool."""
    return errors.ToolMissing(
        "the registry was written by a newer version of sandbox than this one",
        "update sandbox, then try again",
        kept=UNTOUCHED,
        detail=detail,
    )

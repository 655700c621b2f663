"""What can be wrong with the registry's database, in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from sandbox import errors

UNTOUCHED = "Your folders and what runs are untouched."
EXAMPLE = "SANDBOX_REGISTRY=postgresql://USER@HOST/DATABASE"


def parsed(address: str) -> URL:
    """The address, with the driver that we name in `sandbox[server]`. Raises UsageError."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise _no_address(address) from error
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise errors.UsageError(
            f"SANDBOX_REGISTRY is an address of {kind}, which the registry cannot be kept in",
            f"unset SANDBOX_REGISTRY, or give it a PostgreSQL address: {EXAMPLE}",
        )
    bare = url.drivername in ("postgresql", "postgres")
    return url.set(drivername="postgresql+psycopg") if bare else url


def _no_address(address: str) -> errors.UsageError:
    shown = address if "@" not in address else f"…@{address.rpartition('@')[2]}"
    return errors.UsageError(
        f"SANDBOX_REGISTRY is {shown!r}, which is not the address of a database",
        f"unset SANDBOX_REGISTRY, or give it a whole address: {EXAMPLE}",
    )


@contextmanager
def spoken(url: URL) -> Iterator[None]:
    """Failures of the database at `url` and of its driver as ours, told apart by type and code.

    Raises UsageError, ToolMissing, DiskFull, Busy.
    """
    try:
        yield
    except ImportError as error:  # also where the driver is there, and its library is not
        raise errors.ToolMissing(
            "the registry is in a PostgreSQL database, and what talks to it "
            f"({error.name or 'psycopg'}) is not installed here",
            "install it with `pip install 'sandbox[server]'`, and let SANDBOX_REGISTRY begin with "
            "postgresql:// (or unset it)",
        ) from error
    except ArgumentError as error:
        raise _no_address(str(url)) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        if isinstance(cause, sqlite3.Error):
            raise _of_file(cause, str(url.database)) from error
        raise _of_server(cause, url) from error
    except OSError as error:  # the lock beside it
        raise _unwritable(str(error.filename or url.database), str(error)) from error


def _of_file(error: sqlite3.Error, path: str) -> errors.SandboxError:
    """By SQLite's own code; one that none is known of means that the content does not fit."""
    code, detail = str(getattr(error, "sqlite_errorname", "")), str(error)
    if code.startswith("SQLITE_FULL"):
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


def _unwritable(path: str, detail: str) -> errors.SandboxError:
    return errors.ToolMissing(
        f"{path}, where sandbox notes what you have, cannot be read and written",
        "give yourself the right to write there, or choose another folder: "
        "SANDBOX_HOME=~/sandbox-home",
        kept=UNTOUCHED,
        detail=detail,
    )


def _of_server(error: BaseException, url: URL) -> errors.SandboxError:
    return errors.ToolMissing(
        f"the registry's database at {url.host or 'this machine'} does not answer as it should",
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

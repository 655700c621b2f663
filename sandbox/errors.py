"""Every failure that a person can meet, with the exit code on the class.

SandboxError
├── WorkFailed (1)            the work itself failed
│   ├── BuildFailed           the image could not be built
│   ├── MigrationFailed       the app's migrations stopped
│   ├── SeedFailed            the database could not be filled
│   ├── StatementRefused      the database's server refused one statement
│   └── AppUnhealthy          the app did not answer
├── UsageError (2)            what was typed or configured does not fit
│   └── RecipeError           a seed recipe does not fit (sandbox.seeding.recipes.recipe)
├── ToolMissing (3)           Docker, git or the machine is not up to it
│   ├── EngineDown            Docker does not answer
│   ├── ImageUnavailable      a base image is neither here nor to be had
│   ├── DiskFull              too little room
│   └── PortTaken             the address is in use by another program
├── Refused (4)               not done, for safety
├── NotFound (5)              no such sandbox or thing
├── Busy (5)                  another command works on the same sandbox
├── InternalError (70)        our bug
└── Interrupted (130)         stopped by the person
"""

from __future__ import annotations

import re


class SandboxError(Exception):
    """A failure in plain words.

    message: what happened, one sentence, no full stop needed.
    hint: what to type next, or None.
    kept: what was kept or left untouched, or None.
    detail: raw output for `--verbose`, or None.
    """

    exit_code = 70

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        *,
        kept: str | None = None,
        detail: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.kept = kept
        self.detail = detail


class WorkFailed(SandboxError):
    exit_code = 1


class BuildFailed(WorkFailed): ...


class MigrationFailed(WorkFailed): ...


class SeedFailed(WorkFailed): ...


class StatementRefused(WorkFailed):
    """message: the server's own words. code: its SQLSTATE. constraint: that was broken, or "".
    function: of the app, in PL/pgSQL, that raised it, a trigger's mostly, or "".

    The session that the statement went through can be used on.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        constraint: str = "",
        function: str = "",
        detail: str | None = None,
    ) -> None:
        super().__init__(message, detail=detail)
        self.code = code
        self.constraint = constraint
        self.function = function


def raised_in(context: str) -> str:
    """The function of the app that raised it, by the server's context of a refusal, or ""."""
    found = re.search(r"PL/pgSQL function ([^\s(]+)", context)
    name = found[1].rpartition(".")[2] if found else ""
    return "" if name == "inline_code_block" else name


class AppUnhealthy(WorkFailed): ...


class UsageError(SandboxError):
    exit_code = 2


class ToolMissing(SandboxError):
    exit_code = 3


class EngineDown(ToolMissing): ...


class ImageUnavailable(ToolMissing): ...


class DiskFull(ToolMissing): ...


class PortTaken(ToolMissing): ...


class Refused(SandboxError):
    exit_code = 4


class NotFound(SandboxError):
    exit_code = 5


class Busy(SandboxError):
    exit_code = 5


class InternalError(SandboxError):
    exit_code = 70


class Interrupted(SandboxError):
    exit_code = 130

"""A database's content taken out of a server, and brought into one, as the app's own role.

What is in it is the app's: functions, defaults, conditions of indexes and policies run while it is
read and while it is made again. None of them may run with more rights than the app has.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sandbox import errors
from sandbox.effects import psql
from sandbox.model.data import databases
from sandbox.model.data.archives import (
    INSTALLED,
    TRUSTED,
    Contents,
    Extension,
    contents,
    extension_list,
    extensions,
    make_extensions,
)
from sandbox.model.data.rights import KEEPER, KEEPER_ROLE
from sandbox.model.facts import ExecResult
from sandbox.model.stack import APP_ROLE, PLAIN_USER
from sandbox.ports import Engine

DUMP = ("pg_dump", "-U", KEEPER_ROLE, "--format=custom", "--compress=1")
FOLDER = "/var/tmp"  # of the container's own disk: what stands in memory is small
ARCHIVE, LIST = f"{FOLDER}/sandbox-archive", f"{FOLDER}/sandbox-list"
# As the keeper, whom no limit of the app's role shuts out, but with the app's rights.
AS_APP = ("-U", KEEPER_ROLE, f"--role={APP_ROLE}", "--no-owner")
OPTIONS = "PGOPTIONS=-c default_transaction_read_only=off"


def take(engine: Engine, server: str, database: str) -> Iterator[bytes]:
    """The archive, as it comes. Raises WorkFailed.

    As a role that no row-level security holds back, and that is nobody special otherwise: an app
    that swaps a table for a view in the moment it is read has its function run by that.
    """
    psql.run_sql(engine, server, KEEPER)
    return engine.stream(server, (*DUMP, "-d", database), user=PLAIN_USER)


def installed(engine: Engine, server: str, database: str) -> frozenset[str]:
    """The extensions of the database."""
    return frozenset(json.loads(psql.run_sql(engine, server, INSTALLED, database=database)))


def bring_in(
    engine: Engine,
    server: str,
    database: str,
    archive: Iterable[bytes],
    *,
    allowed: Collection[str],
) -> tuple[str, ...]:
    """Make the database from the archive; in sentences, what did not come along.

    allowed: extensions that the server's administrator makes for the app, besides those that
    anybody may make. Raises WorkFailed; what was made by then is left for the next try.
    """
    bringing = _Bringing(engine=engine, server=server, database=database)
    try:
        bringing.receive(archive)
        return bringing.bring(allowed)
    finally:
        bringing.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bringing:
    engine: Engine
    server: str
    database: str

    def receive(self, archive: Iterable[bytes]) -> None:
        self.clear()
        self._checked(self._shell(f"cat >{ARCHIVE}", archive))

    def clear(self) -> None:
        self._shell(f"rm -f {ARCHIVE} {LIST}", ())

    def bring(self, allowed: Collection[str]) -> tuple[str, ...]:
        listed = self._checked(self._restore("--list"))
        wanted = self._extensions(extension_list(listed))
        empty = [databases.new(self.database), "SET search_path = pg_catalog;"]
        psql.run_sql(self.engine, self.server, KEEPER)
        psql.run_sql(self.engine, self.server, "\n".join([*empty, self._made(wanted, allowed)]))
        found = contents(listed, schemas={one.schema for one in wanted} | {"public"})
        self._checked(self._use(found.main, "--exit-on-error"))
        left = [f"{one} was left out: only an administrator may make it" for one in found.left_out]
        left += self._views(found)
        if found.policies:
            self._checked(self._use(found.policies, "--exit-on-error"))
        psql.run_sql(self.engine, self.server, databases.GRANT_READING, database=self.database)
        return tuple(left)

    def _views(self, found: Contents) -> list[str]:
        """They can be made again from the rows: one that cannot holds nothing else up."""
        if not found.views:
            return []
        said = self._use(found.views).errors
        return [f"a view was not made again: {line}" for line in psql.sentences(said)]

    def _extensions(self, numbers: str) -> tuple[Extension, ...]:
        return extensions(self._checked(self._use(numbers, "--file=-"))) if numbers else ()

    def _made(self, wanted: Iterable[Extension], allowed: Collection[str]) -> str:
        """SQL. Raises WorkFailed where one is neither allowed nor anybody's to make."""
        trusted = frozenset(json.loads(psql.run_sql(self.engine, self.server, TRUSTED)))
        wanted = tuple(wanted)
        strange = sorted({one.name for one in wanted} - trusted - frozenset(allowed))
        if strange:
            raise errors.WorkFailed(
                f"the data needs the extension {strange[0]}, which the app no longer has",
                f'add "{strange[0]}" to [database] extensions in sandbox.toml on the app\'s main '
                "branch, then try again",
            )
        return make_extensions(wanted, trusted)

    def _use(self, numbers: str, *options: str) -> ExecResult:
        """Those entries, in that order."""
        into = () if "--file=-" in options else (*AS_APP, "--dbname", self.database)
        return self._restore(f"--use-list={LIST}", *into, *options, given=numbers)

    def _restore(self, *options: str, given: str = "") -> ExecResult:
        command = " ".join(("env", f"'{OPTIONS}'", "pg_restore", *options, ARCHIVE))
        return self._shell(f"cat >{LIST} && exec {command}", [given.encode()])

    def _shell(self, script: str, given: Iterable[bytes]) -> ExecResult:
        return self.engine.execute(self.server, ("sh", "-c", script), user=PLAIN_USER, stdin=given)

    def _checked(self, result: ExecResult) -> str:
        if result.code:
            raise errors.WorkFailed("the data could not be brought in", detail=result.errors)
        return result.output

"""Sessions with a database inside a container: psql, kept open, each a conversation with it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sandbox import errors
from sandbox.model.lastwords import tail
from sandbox.model.stack import APP_ROLE, PLAIN_USER
from sandbox.ports import Conversation, Engine

PSQL = "exec psql -X -q -A -t -v ON_ERROR_STOP=0 -v VERBOSITY=verbose"
# No server takes so many columns: ends a COPY so that none of its rows is kept.
BREAK = b"\t" * 2000 + b"\n"
ERROR = re.compile(
    r"^(?:psql:[^\n]*: )?(?:ERROR|FATAL|PANIC):\s+(?P<code>\w{5}): (?P<message>.*)$", re.MULTILINE
)
CONSTRAINT = re.compile(r"^CONSTRAINT NAME:\s+(?P<name>.*)$", re.MULTILINE)
DETAIL = re.compile(r"^DETAIL:\s+(?P<text>.*)$", re.MULTILINE)


class PsqlDatabase:
    """Implements `sandbox.ports.Database` for a server in a container, which only psql inside
    reaches. user: of the server, logged in as it.

    The app's own role by default: rows fire what the app's migrations left (triggers, checks,
    defaults), which must not run with the server's rights.
    """

    def __init__(self, engine: Engine, container: str, name: str, *, user: str = APP_ROLE) -> None:
        self._engine, self._container = engine, container
        self._name, self._user = name, user

    @contextmanager
    def session(self) -> Iterator[PsqlSession]:
        command = ("sh", "-c", f'{PSQL} -U "$0" -d "$1" 2>&1', self._user, self._name)
        with self._engine.converse(self._container, command, user=PLAIN_USER) as conversation:
            session = PsqlSession(conversation)
            session.run("SET client_min_messages = error")
            yield session


class PsqlSession:
    """Each statement is followed by a mark that psql echoes with what became of it.

    psql swallows the rows of a COPY that the server gave up; not those of one that the server did
    not begin, so that one without rows goes first.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._mark = secrets.token_hex(8)
        self._end = re.compile(rf"^{self._mark} (true|false)\n\Z".encode(), re.MULTILINE)

    def ask(self, sql: str) -> str:
        return self._say(sql).removesuffix("\n")

    def run(self, sql: str) -> None:
        self._say(sql)

    def copy(self, statement: str, chunks: Iterable[bytes]) -> None:
        self._say(f"{statement};\n\\.", end="")
        self._conversation.write(f"{statement};\n".encode())
        try:
            for chunk in chunks:
                self._conversation.write(chunk)
        except errors.WorkFailed:
            raise self._lost() from None
        except BaseException:
            self._conversation.write(BREAK + b"\\.\n")
            self._answer()
            raise
        self._conversation.write(b"\\.\n")
        _, said = self._answer()
        if ERROR.search(said):  # psql's own :ERROR does not tell of a COPY's end
            raise refusal(said)

    def _say(self, sql: str, end: str = "\n;") -> str:
        """One statement: a second end would be one that always succeeds."""
        try:
            self._conversation.write(f"{sql.rstrip().rstrip(';')}{end}\n".encode())
        except errors.WorkFailed:
            raise self._lost() from None
        return self._hear()

    def _hear(self) -> str:
        """What psql printed since; raises StatementRefused."""
        failed, said = self._answer()
        if failed:
            raise refusal(said)
        return said

    def _answer(self) -> tuple[bool, str]:
        self._conversation.write(f"\\echo {self._mark} :ERROR\n".encode())
        said = bytearray()
        while True:
            part = self._conversation.read()
            if not part:
                raise self._lost(said.decode(errors="replace"))
            said += part
            found = self._end.search(said, max(0, len(said) - 64))
            if found:
                text = said[: found.start()].decode(errors="replace")
                return found[1] == b"true", text

    def _lost(self, said: str = "") -> errors.WorkFailed:
        return errors.WorkFailed(
            "the connection to the sandbox's database was lost",
            "try again",
            detail=tail(said, 5) or None,
        )


def refusal(said: str) -> errors.StatementRefused:
    """The server's words in psql's verbose form, told apart."""
    found, constraint, detail = ERROR.search(said), CONSTRAINT.search(said), DETAIL.search(said)
    return errors.StatementRefused(
        found["message"] if found else tail(said, 1),
        code=found["code"] if found else "",
        constraint=constraint["name"] if constraint else "",
        function=errors.raised_in(said),
        detail=detail["text"] if detail else None,
    )

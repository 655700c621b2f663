"""Several tables at once: each worker has a session and takes the next table that waits no more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sandbox.errors import WorkFailed
from sandbox.ports import Database, Session
from sandbox.seeding.filling import Filling
from sandbox.seeding.schemas.order import Place
from sandbox.seeding.schemas.schema import TableName

Load = Callable[[Session, Place], None]


class Crew:
    """Hands tables out in their order, each after those it refers to."""

    def __init__(self, filling: Filling, load: Load) -> None:
        self._filling, self._load = filling, load
        self._waiting = {
            place.table.qualified: (place, filling.waits_for(place)) for place in filling.places
        }
        self._unsettled = set(self._waiting)
        self._needed = _needed(self._waiting)
        self._turn = threading.Condition()
        self._failure: BaseException | None = None

    def work(self, database: Database, session: Session, workers: int) -> None:
        """Until every table is settled: here on `session`, the others on sessions of their own."""
        with ThreadPoolExecutor(max_workers=max(workers - 1, 1)) as pool:
            for _ in range(min(workers, len(self._waiting)) - 1):
                pool.submit(self._work_apart, database)
            self._work(session)
        if self._failure is not None:
            raise self._failure

    def check(self) -> None:
        """Raises where another worker failed: nobody goes on for nothing."""
        if self._failure is not None:
            raise WorkFailed("stopped, since another table could not go on")

    def _work_apart(self, database: Database) -> None:
        """No session is opened before there is something to do in it."""
        with self._turn:
            self._turn.wait_for(lambda: self._ready() or self._done())
            if self._done():
                return
        try:
            with database.session() as session:
                self._work(session)
        except BaseException as error:
            self._fail(error)

    def _work(self, session: Session) -> None:
        try:
            while (place := self._next()) is not None:
                self._load(session, place)
                self._settle(place.table.qualified)
        except BaseException as error:
            self._fail(error)

    def _next(self) -> Place | None:
        with self._turn:
            self._turn.wait_for(lambda: self._ready() or self._done())
            if self._done():
                return None
            name = self._ready()[0]
            return self._waiting.pop(name)[0]

    def _ready(self) -> list[TableName]:
        return [
            name for name, (_, needs) in self._waiting.items() if needs.isdisjoint(self._unsettled)
        ]

    def _done(self) -> bool:
        return not self._waiting or self._failure is not None

    def _settle(self, name: TableName) -> None:
        with self._turn:
            self._unsettled.discard(name)
            for other, dependents in list(self._needed.items()):
                if other not in self._unsettled and dependents.isdisjoint(self._unsettled):
                    self._filling.forget(other)
                    del self._needed[other]
            self._turn.notify_all()

    def _fail(self, error: BaseException) -> None:
        with self._turn:
            self._failure = self._failure or error
            self._turn.notify_all()


def _needed(
    waiting: dict[TableName, tuple[Place, frozenset[TableName]]],
) -> dict[TableName, set[TableName]]:
    """Who looks at the rows of each table: those that refer to it, and those that refer to them."""
    dependents: dict[TableName, set[TableName]] = {name: set() for name in waiting}
    before: dict[TableName, set[TableName]] = {}
    for name, (_, needs) in waiting.items():
        before[name] = set(needs).union(*(before.get(other, set()) for other in needs))
        for other in before[name]:
            dependents[other].add(name)
    return dependents

"""Which of its two states of the data a sandbox shows: a reset's, or the one before."""

from __future__ import annotations

from sandbox.model.observed import DatabaseState
from sandbox.model.stack import LIVE, UNDO
from sandbox.ports import Ports

YOURS = "the data from before the last reset"
FRESH = "the fresh data of the last reset"
OLDER = "the data from before the last reset or change of the tables"


def went_back(name: str, before: DatabaseState, ports: Ports) -> str:
    """What is live now that the two were swapped, in words; noted for the next time.

    before: as observed before the swap. After a change of the tables nobody can tell which is
    meant: it is called older.
    """
    fresh = ports.registry.setting(_key(name)) == FRESH
    ports.registry.set(_key(name), "" if fresh else FRESH)
    if tables_differ(before):
        return OLDER
    return FRESH if fresh else YOURS


def start_again(name: str, ports: Ports) -> None:
    """From here on the data to go back to is the person's, not a reset's."""
    if ports.registry.setting(_key(name)):
        ports.registry.set(_key(name), "")


def tables_differ(state: DatabaseState) -> bool:
    """Whether the data to go back to is of other tables than the live data."""
    return state.has(UNDO) and state.migrations.get(UNDO) != state.migrations.get(LIVE)


def _key(name: str) -> str:
    """Of the setting that says what a `restore` brings."""
    return f"behind {name}"

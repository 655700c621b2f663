"""Circles of references: loaded together, or closed when all tables have their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from sandbox.effects.load.asked import copy_rows
from sandbox.effects.load.at_once import bring_in, can_wait, put_aside
from sandbox.effects.load.words import refused
from sandbox.errors import SandboxError, StatementRefused
from sandbox.ports import Session
from sandbox.seeding.copytext.script import encoded
from sandbox.seeding.filling import Filling, TableRows
from sandbox.seeding.planning.closing import Closing
from sandbox.seeding.schemas.order import Place


def load_circle(
    session: Session,
    filling: Filling,
    place: Place,
    watched: Callable[[TableRows], Iterator[bytes]],
) -> None:
    """Settles all tables of a circle that the server looks at in the end: all of it or nothing."""
    members = (place, *filling.others(place))
    session.run("BEGIN")
    try:
        session.run("SET CONSTRAINTS ALL DEFERRED")
        waiting: list[TableRows] = []
        for one in members:
            rows = filling.rows_of(one)
            if rows is None:
                continue
            if can_wait(members):
                copy_rows(session, rows, watched(rows))
            else:
                put_aside(session, len(waiting), rows, watched(rows))
                waiting.append(rows)
            filling.landed(rows)
        bring_in(session, waiting)
        session.run("COMMIT")
    except StatementRefused as refusal:
        session.run("ROLLBACK")
        for one in members:
            filling.left_out(one.table, refused(session, one.table, refusal), wanted=0)
    except BaseException:
        with suppress(SandboxError):  # the connection may be lost: then nothing has landed either
            session.run("ROLLBACK")
        raise


def close_circles(session: Session, filling: Filling) -> list[str]:
    """What the server refused of it: those keys stay NULL."""
    said = []
    for closing in filling.closings():
        try:
            _close(session, closing)
        except StatementRefused as refusal:
            said.append(refused(session, closing.table, refusal))
    return said


def _close(session: Session, closing: Closing) -> None:
    session.run(closing.tidy)
    session.run(closing.prepare)
    session.copy(closing.copy, [encoded(closing.columns, closing.rows)])
    session.run(closing.apply)
    session.run(closing.tidy)

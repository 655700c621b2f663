"""The databases in a server, as far as text goes; the SQL itself runs in the contract tests."""

from __future__ import annotations

import json

import pytest

from sandbox.model.data.databases import described, parse_state
from sandbox.model.data.swaps import set_aside, swap
from sandbox.model.observed import DatabaseState


def answer(**databases: tuple[str, bool]) -> str:
    return json.dumps(
        {name: {"about": about, "open": let_in} for name, (about, let_in) in databases.items()}
    )


def about(golden: str, migrations: str) -> str:
    return json.dumps({"golden": golden, "migrations": migrations})


def test_what_each_database_is_of_is_read_from_its_comment() -> None:
    """Golden hash and schema hash by database, and whether the live data lets anybody in."""
    state = parse_state(
        answer(
            golden=(about("g2", "m2"), False),
            app=(about("g1", "m1"), True),
            spare=(about("g2", "m2"), True),
            undo=("", False),
        )
    )
    assert state.golden == {"golden": "g2", "app": "g1", "spare": "g2", "undo": ""}
    assert state.live_migrations == "m1"
    assert state.live_open
    assert state.can_undo
    assert state.ready_to_reset


def test_a_spare_of_older_golden_data_is_not_ready() -> None:
    """A reset after the golden data was renewed does not give the old."""
    state = parse_state(answer(golden=(about("g2", "m2"), False), spare=(about("g1", "m1"), True)))
    assert not state.ready_to_reset


@pytest.mark.parametrize("text", ["", "\n", "null"])
def test_an_empty_server_has_no_databases(text: str) -> None:
    """Nothing to see is no failure."""
    state = parse_state(text)
    assert not state.has("app")
    assert not state.ready_to_reset
    assert state.live_migrations is None


@pytest.mark.parametrize("comment", ["", "what a person wrote", "[1]", "7", '"x"', "null"])
def test_a_comment_that_is_not_ours_says_nothing(comment: str) -> None:
    """An app or a person may comment a database; the state is then unknown, not an error."""
    state = parse_state(answer(app=(comment, True)))
    assert state.has("app")
    assert state.live_migrations == ""


def test_a_description_is_read_back() -> None:
    """What is written as a comment is what is found."""
    sql = described("app", golden="g1", migrations="m1")
    comment = sql.removeprefix("COMMENT ON DATABASE app IS E'").removesuffix("';")
    assert parse_state(answer(app=(comment, True))).golden == {"app": "g1"}


def renames(sql: str) -> list[str]:
    """Those that are done whatever the server holds."""
    return [line for line in sql.splitlines() if line.startswith("ALTER") and " RENAME " in line]


def test_a_swap_keeps_what_was_live_and_throws_the_older_away_later() -> None:
    """What was live becomes the way back, if it is worth it; the one before is rubbish then."""
    present = DatabaseState(golden={"app": "", "spare": "", "undo": ""}, migrations={})
    lines = swap("spare", stamp=7, present=present).splitlines()
    assert lines[lines.index("BEGIN;") + 1 : -3] == [
        "\\if :pristine",
        "ALTER DATABASE app RENAME TO trash_7;",
        "\\else",
        "ALTER DATABASE undo RENAME TO trash_7;",
        "ALTER DATABASE app RENAME TO undo;",
        "\\endif",
        "ALTER DATABASE spare RENAME TO app;",
    ]


def test_the_first_swap_keeps_what_was_live_in_any_case() -> None:
    """There is no way back that it could cost."""
    present = DatabaseState(golden={"app": "", "spare": ""}, migrations={})
    assert renames(swap("spare", stamp=7, present=present)) == [
        "ALTER DATABASE app RENAME TO undo;",
        "ALTER DATABASE spare RENAME TO app;",
    ]


def test_going_back_exchanges_the_two() -> None:
    """So that going back can itself be undone."""
    present = DatabaseState(golden={"app": "", "undo": ""}, migrations={})
    assert renames(swap("undo", stamp=7, present=present)) == [
        "ALTER DATABASE undo RENAME TO undo_returning;",
        "ALTER DATABASE app RENAME TO undo;",
        "ALTER DATABASE undo_returning RENAME TO app;",
    ]


def test_the_first_migration_has_no_older_way_back_to_throw_away() -> None:
    """Nothing is renamed that is not there."""
    present = DatabaseState(golden={"app": ""}, migrations={})
    assert renames(set_aside(stamp=7, present=present)) == ["ALTER DATABASE app RENAME TO undo;"]

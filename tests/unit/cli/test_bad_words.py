"""What people type that is no use: told in a sentence, with the code for it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import wiring
from tests.unit.cli.conftest import Call

COMMAND = Path(sys.executable).with_name("sandbox")


@pytest.mark.parametrize("name", ["status", "reset", "logs", "open", "down", "render"])
def test_an_empty_name_is_told(call: Call, name: str) -> None:
    """As where a script's variable is not set."""
    said = call(name, "")
    assert said.code == 2
    assert said.err.startswith("error: which sandbox? The name is empty\n\nhint: ")


def test_an_empty_address_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not mean the folder that one stands in."""
    monkeypatch.setattr("sandbox.verbs.up.check_machine", lambda ports: None)
    said = call("up", " ")
    assert said.code == 2
    assert "What you typed as its address is empty" in said.err


def test_a_name_that_is_too_long_for_a_file(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bug of ours."""
    monkeypatch.setattr("sandbox.verbs.up.check_machine", lambda ports: None)
    said = call("up", "a" * 5000)
    assert said.code == 2
    assert "hint: type a shorter one" in said.err


@pytest.mark.parametrize("number", ["-1", "99999999999999999999", "x", "1e3"])
def test_a_number_of_rows_that_cannot_be(call: Call, number: str) -> None:
    """Before anything is begun."""
    said = call("up", "--demo", "--rows", number)
    assert said.code == 2
    assert "--rows" in said.err


@pytest.mark.parametrize("words", [("status", "\udcff"), ("data", "\udcff"), ("up", "\udcff")])
def test_characters_that_cannot_be_read(call: Call, words: tuple[str, ...]) -> None:
    """Bytes that are no UTF-8, as of a terminal in another encoding."""
    said = call(*words)
    assert said.code == 2
    assert said.err.startswith("error: '?' has characters that cannot be read")


@pytest.mark.parametrize("sql", ["", " ", ";", "\n;;"])
def test_sql_that_says_nothing(call: Call, sql: str) -> None:
    """Instead of "Done."."""
    said = call("data", sql)
    assert said.code == 2
    assert said.err.startswith("error: there is no SQL in what you typed")


@pytest.mark.parametrize(
    "sql",
    [
        r"\! ls",
        r"\c app postgres",
        r"select 1 \g |ls",
        r"select 'a' \! ls",
        r"select '\'' \! ls",
        r"select E'\'' || \! ls --'",
        r"select $a$x$a$ \! ls",
        r"/* ' */ \! ls -- '",
        r"select 1 -- '" + "\n" + r"\! ls -- '",
        r"set standard_conforming_strings = off; select '\' \! ls '",
        r"select 1e'\' \! ls '",
    ],
)
def test_commands_of_psql_are_no_sql(call: Call, sql: str) -> None:
    """They would run programs beside the database, and as its administrator."""
    said = call("data", "--write", sql)
    assert said.code == 2
    assert "a backslash outside of quotes is no SQL" in said.err


@pytest.mark.parametrize(
    "sql", [r"select 'a\b'", r"select E'a\'b'", r'select 1 as "a\b"', r"select $$\!$$, $x$\$x$"]
)
def test_a_backslash_in_quotes_is_sql(call: Call, sql: str) -> None:
    """It goes on to the sandbox, which there is none of here."""
    said = call("data", sql)
    assert said.code == 5
    assert "you have no sandbox" in said.err


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, 3),
        (errno.EACCES, 3),
        (errno.EROFS, 3),
        (errno.EMFILE, 3),
        (errno.ENOTDIR, 2),
        (errno.EISDIR, 2),
        (errno.EBADF, 70),
    ],
)
def test_what_the_machine_refuses_is_no_bug(
    call: Call, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    """Wherever it happens: the place is named, and there is something to type."""

    def refused(user: str | None) -> None:
        raise OSError(number, os.strerror(number), "/some/place")

    monkeypatch.setattr(wiring, "wire", refused)
    said = call("list")
    assert said.code == code
    assert ("wrong inside sandbox itself" in said.err) == (code == 70)
    assert code == 70 or "/some/place" in said.err or number == errno.EMFILE
    assert "\n\nhint: " in said.err
    assert "OSError" in call("list", "--verbose").err or number != errno.EROFS


def shell(line: str, home: Path) -> tuple[int, str]:
    """(exit code, standard error) of a line with the command as $0."""
    run = subprocess.run(
        ["sh", "-c", line, str(COMMAND)], capture_output=True, text=True, check=False, cwd=home
    )
    return run.returncode, run.stderr


@pytest.fixture
def there(home: Path) -> Path:
    """The person's folder, which there is already."""
    home.mkdir()
    return home


def test_answers_that_find_no_room(there: Path) -> None:
    """A full disk under standard output: code 3, on standard error, also with --json."""
    for line in ('"$0" list >/dev/full', '"$0" list --json >/dev/full'):
        code, said = shell(line, there)
        assert code == 3, said
        assert said.startswith("error: the disk is full")
        assert "Traceback" not in said
        assert "Exception ignored" not in said


def test_streams_that_are_closed(there: Path) -> None:
    """Nobody listens, and that is fine."""
    for line in ('"$0" list >&-', '"$0" list 2>&-', '"$0" list 2>&- >&-'):
        assert shell(line, there) == (0, "")


def test_a_terminal_in_another_encoding(there: Path) -> None:
    """A sign that it does not know becomes a question mark."""
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "DOCKER_HOST": "unix:///no"}
    run = subprocess.run(
        [COMMAND, "doctor"], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 3
    assert "? Docker  Docker is not running" in run.stdout
    assert run.stderr == ""

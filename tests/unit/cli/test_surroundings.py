"""What is wrong around the command: its folder, its registry, its settings."""

from __future__ import annotations

import getpass
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from sandbox.adapters.registry.address import Address
from tests.unit.cli.conftest import Call, Said


def told(said: Said, code: int) -> str:
    """The message of a failure that a person can act on."""
    assert said.code == code, said.err
    assert said.out == ""
    assert "hint: " in said.err
    assert "Traceback" not in said.err
    return said.err.split("\n\n")[0].removeprefix("error: ")


@pytest.mark.parametrize("port", ["²", "٣", "0", "65536", "99999", "-1", "1e3", "9" * 5000])
def test_a_port_that_is_none_is_refused(
    call: Call, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    """Before anything is asked of Docker, so also while a gateway runs."""
    monkeypatch.setenv("SANDBOX_PORT", port)
    message = told(call("up", "--demo"), 2)
    assert message.startswith("SANDBOX_PORT is ")
    assert message.endswith("not a number from 1 to 65535")


@pytest.mark.parametrize("place", ["/dev/null/x", "/proc/no-such-place", "FILE"])
def test_a_folder_that_cannot_be_is_named(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    """SANDBOX_HOME below a device, where nobody may write, or on a file."""
    (tmp_path / "file").write_text("")
    folder = place.replace("FILE", str(tmp_path / "file"))
    monkeypatch.setenv("SANDBOX_HOME", folder)
    assert told(call("list"), 2).startswith(f"SANDBOX_HOME is {folder}, which is not a folder")


def test_the_usual_folder_that_cannot_be_is_named(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody chose it, so it is the machine's fault."""
    monkeypatch.delenv("SANDBOX_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/dev/null")
    assert told(call("list"), 3).startswith("you may not write in /dev/null/sandbox")


def test_a_tilde_in_the_folder_is_the_persons_home(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Shells leave it as it is between quotes."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SANDBOX_HOME", "~/mine")
    assert call("list").code == 0
    assert (tmp_path / "mine" / "registry.sqlite").exists()


def test_a_damaged_registry_is_put_aside_by_what_the_hint_says(call: Call, home: Path) -> None:
    """Code 3 and the command to type; after it everything works again."""
    home.mkdir()
    registry = home / "registry.sqlite"
    registry.write_bytes(b"this was a database once" * 400)
    said = call("list")
    assert told(said, 3) == f"{registry}, where sandbox notes what you have, is damaged"
    assert "Your folders and what runs are untouched." in said.err
    assert f"`mv '{registry}' '{registry}.damaged'`" in said.err
    registry.rename(f"{registry}.damaged")
    assert call("list").code == 0


def test_a_registry_that_lost_its_tables_is_damaged(call: Call, home: Path) -> None:
    """A database, but not with what belongs in it."""
    assert call("list").code == 0
    with sqlite3.connect(home / "registry.sqlite") as database:
        database.execute("DROP TABLE sandboxes")
    assert told(call("list"), 3).endswith("is damaged")


def test_a_registry_that_cannot_be_opened(call: Call, home: Path) -> None:
    """A folder has its name."""
    (home / "registry.sqlite").mkdir(parents=True)
    assert told(call("list"), 3).endswith("cannot be read and written")


def test_a_registry_that_a_newer_version_wrote(call: Call, home: Path) -> None:
    """It is neither read nor changed."""
    assert call("list").code == 0
    with sqlite3.connect(home / "registry.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    said = call("list")
    assert "newer version of sandbox" in told(said, 3)
    assert "hint: update sandbox" in said.err


def test_the_disk_is_full_while_the_registry_is_written(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code 3, and that nothing is lost."""
    connect = Address.connect

    def small(self: Address) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(self)
        connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr(Address, "connect", small)
    said = call("list")
    assert told(said, 3).startswith("the disk is full")
    assert "untouched" in said.err


@pytest.mark.parametrize(
    "address", ["nonsense", "sqlite", "postgresql://me:hidden@h:port/d", "postgresql+no://me@h/d"]
)
def test_an_address_of_a_registry_that_is_none(
    call: Call, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Code 2, without the password."""
    monkeypatch.setenv("SANDBOX_REGISTRY", address)
    said = call("list")
    assert told(said, 2).startswith("SANDBOX_REGISTRY is ")
    assert "hidden" not in said.err


def test_a_registry_in_a_database_of_another_kind(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code 2, and which kind it may be."""
    monkeypatch.setenv("SANDBOX_REGISTRY", "mysql://me@localhost/registry")
    said = call("list")
    assert "an address of mysql" in told(said, 2)
    assert "PostgreSQL" in said.err


def test_a_shared_registry_without_its_driver(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code 3, and what to install."""
    monkeypatch.setenv("SANDBOX_REGISTRY", "postgresql://me@127.0.0.1:1/registry")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = call("list")
    assert "psycopg" in told(said, 3)
    assert "pip install 'psycopg[binary]'" in said.err


def test_a_shared_registry_that_does_not_answer(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code 3, where it is, and not its password."""
    monkeypatch.setenv("SANDBOX_REGISTRY", "postgresql://me:hidden@127.0.0.1:1/registry")
    said = call("list")
    assert "the registry's database at 127.0.0.1 does not answer" in told(said, 3)
    assert "hidden" not in call("list", "--verbose").err


@pytest.mark.parametrize("user", ["", "  ", "an\nna", "\x07"])
def test_a_user_without_a_name_is_refused(call: Call, user: str) -> None:
    """Nothing is made in the name of nobody."""
    assert told(call("list", "--user", user), 2).startswith("whose sandbox?")


def test_an_account_without_a_name(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs as a bare number: the hint says how to name oneself."""

    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.delenv("SANDBOX_USER")
    monkeypatch.setattr(getpass, "getuser", nameless)
    said = call("list")
    assert told(said, 2).startswith("whose sandbox?")
    assert "SANDBOX_USER=anna" in said.err


def test_a_context_of_docker_that_there_is_not(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Named in DOCKER_CONTEXT or in Docker's own settings: never another engine in its place."""
    monkeypatch.delenv("DOCKER_HOST")
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_CONTEXT", "nowhere")
    said = call("up", "--demo")
    assert told(said, 2) == "DOCKER_CONTEXT is 'nowhere', and there is no context of that name"
    assert "choose one that there is: default" in said.err
    monkeypatch.delenv("DOCKER_CONTEXT")
    (tmp_path / "config.json").write_text(json.dumps({"currentContext": "gone"}))
    said = call("up", "--demo")
    assert told(said, 2).startswith("Docker is set to the context 'gone'")
    assert "docker context use default" in said.err


@pytest.mark.parametrize("host", ["nonsense", "http://[::1", "tcp://127.0.0.1:port", "tcp://"])
def test_an_address_of_docker_that_is_none(
    call: Call, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """Code 2, and which variable to mend."""
    monkeypatch.setenv("DOCKER_HOST", host)
    said = call("up", "--demo")
    assert told(said, 2) == f"DOCKER_HOST is {host!r}, which is no address of Docker"

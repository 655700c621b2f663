"""What people get wrong, and what machines lack: a clear error, the right code, nothing left."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sandbox.model.names import slug
from tests.scenarios import engine
from tests.scenarios.apps import git, make_app
from tests.scenarios.conftest import MakeApp
from tests.scenarios.person import Done, Person

AT_ONCE = 100  # seconds on the slowest machine; what waits in vain waits longer


def fails(person: Person, code: int, *words: str | Path, **options: object) -> Done:
    """The command fails as promised: code, error and hint on standard error, nothing in Docker."""
    done = person.sandbox(*words, code=code, **options)  # type: ignore[arg-type]
    assert done.out == ""
    starts = [line.split(" ")[0] for line in done.err.splitlines() if line]
    assert starts.count("error:") == 1, done.err
    assert starts.count("hint:") == 1, done.err
    assert "Traceback" not in done.err
    assert person.left == []
    return done


@pytest.fixture
def locked() -> Iterator[str]:
    """The address of a server that wants a password for everything."""

    class Locked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="members"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Locked)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/team/app.git"
    server.shutdown()
    thread.join()
    server.server_close()


def test_docker_is_not_running(person: Person) -> None:
    """Without Docker: code 3, and how to start it."""
    done = fails(person, 3, "up", "--demo", env={"DOCKER_HOST": "unix:///nonexistent/docker.sock"})
    assert "Docker is not running" in done.err
    document = person.sandbox(
        "up", "--demo", "--json", env={"DOCKER_HOST": "tcp://127.0.0.1:1"}, code=3
    ).json
    assert document["code"] == 3
    assert document["hint"].startswith("start Docker")


def test_git_is_not_installed(person: Person) -> None:
    """Without git: code 3, and what to install."""
    folder = person.folder / "bin"
    folder.mkdir()
    (folder / "docker").symlink_to(shutil.which("docker") or "docker")
    done = fails(person, 3, "up", "--demo", env={"PATH": str(folder)})
    assert "git is not installed" in done.err


def test_nothing_was_named(person: Person) -> None:
    """Outside any repository and without an argument, one sentence says what is needed."""
    done = fails(person, 2, "up")
    assert "which app?" in done.err
    assert "sandbox up --demo" in done.err


def test_a_folder_that_is_no_repository(person: Person) -> None:
    """A folder that git does not know: code 2; one that is not there: code 5."""
    assert "is not a git repository" in fails(person, 2, "up", person.desk).err
    assert "there is no folder" in fails(person, 5, "up", "no/such/folder").err


@pytest.mark.parametrize("address", ["file:///no/such/app.git", "http://127.0.0.1:1/app.git"])
def test_an_address_that_does_not_exist(person: Person, address: str) -> None:
    """An address without a repository is not found: code 5; nobody waits for it."""
    assert address in fails(person, 5, "up", address, patience=AT_ONCE).err


def test_an_address_that_wants_a_password(person: Person, locked: str) -> None:
    """A private repository never asks and never hangs; a password in the address is not shown."""
    with_password = locked.replace("://", "://me:hidden-word@")
    done = fails(person, 5, "up", with_password, patience=AT_ONCE)
    assert "no access" in done.err
    assert "hidden-word" not in done.err


def test_an_empty_repository(person: Person) -> None:
    """A repository without a commit: code 2."""
    folder = person.folder / "empty"
    folder.mkdir()
    git("init", "--quiet", folder=folder)
    assert "is empty" in fails(person, 2, "up", folder).err


def test_the_disk_is_nearly_full(person: Person) -> None:
    """Too little room is told before anything is begun: code 3."""
    done = fails(person, 3, "up", "--demo", env={"SANDBOX_MIN_FREE_MB": "999999999"})
    assert "the disk is nearly full" in done.err
    assert not (person.home / "workspaces").exists()


def test_the_port_is_taken(person: Person, tiny: MakeApp) -> None:
    """A port that another program has is refused; a gateway that already runs keeps its own."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        done = person.sandbox("up", tiny(), "--json", env={"SANDBOX_PORT": taken}, code=None)
    if done.code == 0:
        running = engine.inspect(engine.GATEWAY)["Config"]["Labels"]["sandbox.port"]
        assert running != taken
        assert done.json["url"].endswith(f":{running}")
    else:
        assert done.code == 3
        assert f"the port {taken} is in use" in done.json["error"]
        assert person.left == []


def test_a_setting_that_is_no_number(person: Person) -> None:
    """A slip in an environment variable is named: code 2."""
    assert "SANDBOX_PORT" in fails(person, 2, "up", "--demo", env={"SANDBOX_PORT": "many"}).err


@pytest.mark.parametrize(
    "words", [("upp",), ("up", "--nonsense"), ("down", "a", "--all"), ("logs", "--lines", "0")]
)
def test_a_slip_in_the_command(person: Person, words: tuple[str, ...]) -> None:
    """An unknown command, option or value: code 2, and where help is."""
    fails(person, 2, *words)


def test_an_error_for_programs(person: Person) -> None:
    """With --json an error is one document on standard output with the same fields."""
    done = person.sandbox("status", "nowhere", "--json", code=5)
    assert set(json.loads(done.out)) >= {"error", "hint", "code"}
    assert "error:" not in done.err


def test_odd_names(tmp_path: Path, own_name: str) -> None:
    """Blanks, umlauts, upper case and 200 characters give names that Docker and browsers take."""
    person = Person(tmp_path, f"{own_name} Ötto von Ümlaut, {'B' * 170}")
    folder = make_app(tmp_path / "apps" / f"{own_name} Große App! (v2) {'x' * 150}")
    label = "Ein Zweig / " + "z" * 190
    try:
        sandbox = person.up(folder, "--name", label)
        assert len(sandbox.name) <= 63
        assert sandbox.browser().get().text == "tiny says hello"
        assert len(person.left) == 4
        assert person.up(folder, "--name", label).taken == []
        assert person.sandbox("down", "--json", sandbox.name.upper()).json["name"] == sandbox.name
        assert person.left == []
    finally:
        person.leave()
        engine.remove_images(*engine.images_of(slug(folder.name)))

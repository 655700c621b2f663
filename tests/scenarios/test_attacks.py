"""An app that takes all it can get: it comes up against its limits, and its neighbour answers."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import APPS, make_app
from tests.scenarios.conftest import MakeApp, MakePerson
from tests.scenarios.person import Person, Sandbox

LIMITS = """
[limits]
memory_mb = 640
processes = 128
file_mb = 64
database_mb = 64
"""
WRITES = """
[limits]
read_only = false
"""
FORKS = """
import os, time
made = 0
try:
    while made < 2000:
        if os.fork() == 0:
            time.sleep(2)
            os._exit(0)
        made += 1
except OSError as error:
    print("stopped at", made, error.strerror)
for _ in range(made):
    os.wait()
"""
MEMORY = """
held = []
while len(held) < 2048:
    held.append(bytearray(1 << 20))
print("took all of it")
"""
SOCKETS = """
import resource, socket
held = []
try:
    while len(held) < 100_000:
        held.append(socket.socket())
except OSError as error:
    print("stopped at", len(held), error.strerror)
"""
FILES = """
import errno, sys
for folder in sys.argv[1:]:
    for number in range(64):
        try:
            with open(f"{folder}/filler-{number}", "wb") as file:
                for _ in range(32):
                    file.write(b"x" * (8 << 20))
                    file.flush()
        except OSError as error:
            print(folder, number, error.strerror)
            if error.errno != errno.EFBIG or folder == "/app":
                break
"""
LOG = """
import sys
for _ in range(60_000):
    sys.stdout.write("x" * 1000 + chr(10))
"""


@pytest.fixture(scope="module")
def pair(
    make_person: MakePerson, tmp_path_factory: pytest.TempPathFactory, app_name: str
) -> tuple[Sandbox, Sandbox]:
    """Who attacks, and a neighbour."""
    folder = make_app(tmp_path_factory.mktemp("apps") / app_name, {"sandbox.toml": LIMITS})
    return make_person().up(folder), make_person().up(folder)


@contextmanager
def answering(neighbour: Sandbox) -> Iterator[None]:
    """Every request to the neighbour's address is answered with its page, as long as this lasts."""
    statuses: list[int] = []
    done = threading.Event()

    def visit() -> None:
        while not done.is_set():
            statuses.append(_answer(neighbour))

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        yield
    finally:
        done.set()
        visitor.join()
    assert statuses
    assert set(statuses) == {200}


def _answer(neighbour: Sandbox) -> int:
    """The status; as a browser does, a page is asked for again where the line was closed, which the
    gateway does when somebody else's sandbox comes or goes. 0 where none is answered."""
    for _ in range(3):
        with suppress(ConnectionError):
            return neighbour.browser().get().status
    return 0


def attack(sandbox: Sandbox, script: str, *words: str, container: str = "") -> str:
    """What it says in the end, however it ends."""
    command = ["docker", "exec", container or sandbox.app, "python", "-c", script, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_a_fork_bomb_stays_inside(pair: tuple[Sandbox, Sandbox]) -> None:
    """At the limit of processes it is refused another one."""
    with answering(pair[1]):
        said = attack(pair[0], FORKS)
    assert "Resource temporarily unavailable" in said
    assert int(said.split()[2]) < 128


def test_a_memory_hog_is_ended(pair: tuple[Sandbox, Sandbox]) -> None:
    """At the limit of memory, swap included; the sandbox goes on."""
    with answering(pair[1]):
        assert "took all of it" not in attack(pair[0], MEMORY)
    assert pair[0].browser().get().status == 200


def test_sockets_run_out(pair: tuple[Sandbox, Sandbox]) -> None:
    """At the limit of open files."""
    with answering(pair[1]):
        assert "Too many open files" in attack(pair[0], SOCKETS)


def test_no_folder_takes_more_than_it_may(pair: tuple[Sandbox, Sandbox]) -> None:
    """Folders in memory end where they are full, the workspace's files at their largest size, and
    nothing else of the file system can be written."""
    folders = ("/tmp", "/run", "/var/tmp", "/dev/shm")
    try:
        with answering(pair[1]):
            said = attack(pair[0], FILES, *folders, "/usr/local", "/app")
        ended = {line.split()[0]: line.split(" ", 2)[2] for line in said.splitlines()}
        assert ended == {
            **dict.fromkeys(folders, "No space left on device"),
            "/usr/local": "Read-only file system",
            "/app": "File too large",
        }
        largest = max(one.stat().st_size for one in pair[0].workspace.glob("filler-*"))
        assert largest == 64 << 20
    finally:
        for folder in (*folders, "/app"):
            pair[0].inside("sh", "-c", f"rm -f {folder}/filler-*")


def test_the_file_system_is_read_only(pair: tuple[Sandbox, Sandbox]) -> None:
    """Also for root."""
    host = engine.inspect(pair[0].app)["HostConfig"]
    assert host["ReadonlyRootfs"]
    write = ("exec", "--user", "0", pair[0].app, "sh", "-c", "echo x 2>&1 > /etc/x")
    run = subprocess.run(["docker", *write], capture_output=True, text=True, check=False)
    assert "Read-only file system" in run.stdout + run.stderr


def test_output_does_not_fill_the_disk(pair: tuple[Sandbox, Sandbox]) -> None:
    """Of 60 MB that a container says 20 are kept at most."""
    victim = pair[0]
    driver = engine.inspect(victim.app)["HostConfig"]["LogConfig"]
    assert driver == {"Type": "local", "Config": {"max-file": "2", "max-size": "10m"}}
    with answering(pair[1]):
        write = [
            "docker",
            "exec",
            victim.app,
            "sh",
            "-c",
            'python -c "$1" > /proc/1/fd/1',
            "-",
            LOG,
        ]
        subprocess.run(write, capture_output=True, check=False)
    kept = engine.docker("logs", victim.app)
    assert 0 < len(kept) < 40 << 20


def test_the_apps_data_is_bounded(pair: tuple[Sandbox, Sandbox]) -> None:
    """Where it has become too large the app is let in no more, and a reset puts that right."""
    victim, neighbour = pair
    victim.change("create table filler (words text)")
    more = "insert into filler select repeat(md5(n::text), 30) from generate_series(1, 30000) n"
    with answering(neighbour):
        for _ in range(4):  # 32 MB each; the last may come too late already
            victim.person.sandbox("data", "--name", victim.name, "--write", more, code=None)
        ask = "SELECT rolconnlimit FROM pg_roles WHERE rolname = 'app'"
        wait = f'until [ "$(psql -XAtqd postgres -c "{ask}")" = 0 ]; do sleep 0.2; done'
        engine.docker("exec", victim.database, "timeout", "60", "sh", "-c", wait)
        refused = victim.person.sandbox(
            "data", "--name", victim.name, "--write", "select 1", code=None
        )
        assert refused.code != 0
    victim.person.sandbox("reset", victim.name)
    assert victim.browser().get().status == 200
    assert victim.rows("select 1", "--write") == [[1]]


def test_an_app_that_writes_elsewhere_is_told_where_it_may(tiny: MakeApp, person: Person) -> None:
    """And what to write into sandbox.toml if it has to; that lifts it."""
    server = (APPS / "tiny" / "server.py").read_text()
    folder = tiny({"server.py": f"open('/usr/local/x', 'w')\n{server}"})
    failed = person.sandbox("up", folder, code=1)
    assert "Read-only file system" in failed.err
    assert "[limits]" in failed.err
    assert "read_only = false" in failed.err
    lifted = make_app(folder.parent / "lifted" / folder.name, {"sandbox.toml": WRITES})
    sandbox = person.up(lifted, "--name", "lifted")
    assert not engine.inspect(sandbox.app)["HostConfig"]["ReadonlyRootfs"]

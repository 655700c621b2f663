"""Locks between processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sandbox.adapters.files.locks import FileLocks
from sandbox.errors import Busy

HOLD = """
import sys, time
from pathlib import Path
from sandbox.adapters.files.locks import FileLocks
with FileLocks(Path(sys.argv[1])).hold("shop-anna", seconds=5, doing="`sandbox up`"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_a_lock_of_another_process_is_busy_and_says_what_it_does(tmp_path: Path) -> None:
    """Who waits is told by whom they wait."""
    other = holder(tmp_path)
    try:
        with (
            pytest.raises(Busy) as caught,
            FileLocks(tmp_path).hold("shop-anna", seconds=0.2, doing="`sandbox down`"),
        ):
            pass
        assert caught.value.message == "shop-anna is busy: `sandbox up` works on it right now"
    finally:
        other.communicate()


def test_a_lock_is_handed_on_when_it_is_let_go(tmp_path: Path) -> None:
    """The second command waits and then goes on."""
    other = holder(tmp_path)
    letting_go = threading.Timer(0.3, other.communicate)
    letting_go.start()
    with FileLocks(tmp_path).hold("shop-anna", seconds=10, doing="`sandbox down`"):
        pass
    letting_go.join()


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    """SIGKILL leaves nothing that somebody would have to remove."""
    other = holder(tmp_path)
    other.send_signal(signal.SIGKILL)
    other.wait()
    began = time.monotonic()
    with FileLocks(tmp_path).hold("shop-anna", seconds=5, doing="`sandbox up`"):
        assert time.monotonic() - began < 3
    for stream in (other.stdin, other.stdout):
        assert stream is not None
        stream.close()


WORK = """
import sys, tempfile
from pathlib import Path
from sandbox.adapters.files.scratch import own_folder
folder = own_folder(Path(sys.argv[1]))
(folder / "half-done").write_text("x")
print(folder, flush=True)
sys.stdin.read()
"""


def worker(home: Path) -> tuple[subprocess.Popen[str], Path]:
    """A process with a folder of its own, and that folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_command_left_goes_with_the_next_lock(tmp_path: Path) -> None:
    """The folder of one that still works stays, until it ends by itself."""
    killed, left = worker(tmp_path)
    alive, used = worker(tmp_path)
    killed.kill()
    killed.communicate()
    assert (left / "half-done").exists()
    with FileLocks(tmp_path / "locks").hold("shop-anna", seconds=5, doing="`sandbox up`"):
        assert not left.exists()
        assert (used / "half-done").exists()
    alive.communicate()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_other_names_are_not_held(tmp_path: Path) -> None:
    """A sandbox does not wait for another."""
    other = holder(tmp_path)
    try:
        with FileLocks(tmp_path).hold("shop-zoe", seconds=0.2, doing="`sandbox up`"):
            pass
    finally:
        other.communicate()


def test_threads_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    """One process may look after many sandboxes."""
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with FileLocks(tmp_path).hold("shop-anna", seconds=20, doing="work"):
            inside += 1
            most = max(most, inside)
            time.sleep(0.02)
            inside -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == 1


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    """And is not changed."""
    locks = FileLocks(tmp_path)
    with pytest.raises(KeyError), locks.hold("shop-anna", seconds=1, doing="work"):
        raise KeyError
    with locks.hold("shop-anna", seconds=1, doing="work"):
        pass

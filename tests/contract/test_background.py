"""A process that outlives its command: one of a name, and nothing of the command's held on to."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from sandbox.adapters.files.background import Forked

SCRIPT = """
import os, sys, tempfile, time
from pathlib import Path
from sandbox.adapters.files.background import Forked
from sandbox.adapters.files.scratch import own_folder
home = Path(sys.argv[1])
own_folder(home)
held = (home / "held").open("w")

def work():
    opened = [os.readlink(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd") if
              os.path.exists(f"/proc/self/fd/{one}")]
    (home / "opened").write_text("\\n".join(opened))
    own_folder(home)
    (home / "begun").write_text(f"{os.getpid()} {os.getsid(0)}")
    while not (home / "stop").exists():
        time.sleep(0.02)
    (home / "done").write_text("")

print(Forked(home).begin("watch", work), Forked(home).begin("watch", work), os.getsid(0))
"""


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.02)


def test_it_goes_on_alone_and_leaves_nothing(tmp_path: Path) -> None:
    """Whoever reads the command's output is done when the command is."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True, text=True, check=True
    )
    first, second, session = run.stdout.split()
    assert (first, second, run.stderr) == ("True", "False", "")
    wait_for(tmp_path / "begun")
    assert (tmp_path / "begun").read_text().split()[1] != session
    opened = (tmp_path / "opened").read_text().splitlines()
    others = {one for one in opened if not one.startswith(("/dev/null", "/proc/"))}
    assert others == {str(tmp_path / "locks" / "watch.lock")}
    assert not Forked(tmp_path).begin("watch", lambda: None)
    (tmp_path / "stop").write_text("")
    wait_for(tmp_path / "done")
    while not Forked(tmp_path).begin("watch", lambda: None):
        time.sleep(0.02)
    while any((tmp_path / "tmp").iterdir()):
        time.sleep(0.02)

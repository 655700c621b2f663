"""What the scripts behind `make` say where they cannot go on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[2] / "scripts" / "lib.sh"
NEEDED = ("dirname", "mkdir", "touch")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with all the programs of a machine, on which one is not root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    program(folder / "id", '[ "$1" = -u ] && echo 1000 || echo anna')
    return folder


def program(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(0o755)


def ready(programs: Path) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of what comes before an installation."""
    run = subprocess.run(
        ["/bin/bash", "-c", '. "$0"; root_ready; echo going on', str(LIBRARY)],
        env={"PATH": str(programs), "SANDBOX_MAKE_DIR": str(programs.parent / "make")},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


def test_without_sudo_the_way_on_is_named(programs: Path) -> None:
    """In two lines on the terminal, not in a log."""
    code, _, said = ready(programs)
    assert code == 3
    assert "error: installing what is missing needs root's rights" in said
    assert "hint: run the same command as root" in said


def test_who_may_not_use_sudo_is_told_so(programs: Path) -> None:
    """After being asked for a password, and before anything was tried."""
    program(programs / "sudo", "exit 1")
    code, progress, said = ready(programs)
    assert code == 3
    assert "type your own password" in progress
    assert "error: anna may not install anything on this machine" in said


def test_who_needs_no_password_is_not_asked(programs: Path) -> None:
    """Nothing is said at all."""
    program(programs / "sudo", '[ "$1" = -n ]')
    assert ready(programs) == (0, "going on\n", "")

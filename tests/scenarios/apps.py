"""Apps to make sandboxes of: git repositories as their maintainers would have them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

APPS = Path(__file__).parents[1] / "apps"
IDENTITY = ("-c", "user.name=Maintainer", "-c", "user.email=maintainer@example.org")


def git(*words: str, folder: Path) -> str:
    command = ["git", "-c", "safe.directory=*", *IDENTITY, *words]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"git {' '.join(words)}: {run.stderr}"
    return run.stdout


def make_app(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """The tiny app as a repository in `folder`, whose name is the app's.

    changes: other contents by path; None leaves a file out.
    """
    shutil.copytree(APPS / "tiny", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in (changes or {}).items():
        if text is None:
            (folder / path).unlink()
        else:
            (folder / path).write_text(text)
    git("init", "--quiet", "--initial-branch", "main", folder=folder)
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "-m", "The app", folder=folder)
    return folder

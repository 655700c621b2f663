"""A file as the app's maintainers have it, on the usual branch of where the code comes from."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from sandbox.adapters.git.command import CLONE_PATIENCE, git, must

_PATIENCE = 10  # seconds, for a question that a command asks by the way
_USUAL = re.compile(r"^ref: refs/heads/\S+\tHEAD\n([0-9a-f]{40,64})\tHEAD$", re.MULTILINE)


def usual_commit(source: str) -> str | None:
    """The newest of the usual branch; None where there is none, or nobody answers."""
    try:
        run = git("ls-remote", "--symref", "--", source, "HEAD", patience=_PATIENCE)
    except TimeoutError:
        return None
    found = _USUAL.search(run.stdout) if run.returncode == 0 else None
    return found[1] if found else None


def published(source: str, path: str) -> tuple[str, str] | None:
    """(commit, text, "" where it has no such file) of the usual branch, fetched anew."""
    if usual_commit(source) is None:
        return None
    address = Path(source).resolve().as_uri() if Path(source).is_dir() else source
    with tempfile.TemporaryDirectory(prefix="sandbox-published-") as scratch:
        folder = Path(scratch)
        must("init", "--quiet", "--bare", folder=folder)
        for depth in (("--depth", "1"), ()):  # a server that only hands out files has no depth
            words = ("fetch", "--quiet", "--no-tags", *depth, "--", address, "HEAD")
            try:
                run = git(*words, folder=folder, patience=CLONE_PATIENCE)
            except TimeoutError:
                return None
            if run.returncode == 0:
                return text_at(folder, "FETCH_HEAD", path)
    return None


def text_at(folder: Path, revision: str, path: str) -> tuple[str, str] | None:
    """(commit, text, "" where it has no such file); None where there is no such revision."""
    words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    commit = git(*words, folder=folder).stdout.strip()
    if not commit:
        return None
    run = git("show", f"{commit}:{path}", folder=folder)
    return commit, run.stdout if run.returncode == 0 else ""

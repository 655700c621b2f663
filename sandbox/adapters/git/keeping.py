"""Recording a workspace as it is, while the app may swap its files and folders for links.

git opens what it packs by its path. So what changed is copied first, by a way that follows no link,
and git packs the copies.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.adapters.beneath import Folder, is_link, read_link
from sandbox.adapters.git.command import must

KEEPER = {
    "GIT_AUTHOR_NAME": "sandbox",
    "GIT_AUTHOR_EMAIL": "sandbox@localhost",
    "GIT_COMMITTER_NAME": "sandbox",
    "GIT_COMMITTER_EMAIL": "sandbox@localhost",
}
LARGE = 8 << 20  # bytes
NOT_IN_HERE = "Not in here: "
CHUNK = 1 << 20


def keep(folder: Path, ref: str, message: str) -> str:
    """Record the folder as it is, new files included, as a commit at `ref`; the commit's hash.

    Neither the index nor the branch is touched. Large files stay as they were committed last,
    or out of it, and the message names them: they are safe in the folder, and packing them
    once more would take most of the time and twice the room. Raises WorkFailed.
    """
    with tempfile.TemporaryDirectory(prefix="sandbox-keep-") as scratch:
        env = KEEPER | {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        _begin(folder, env)
        copies = Path(scratch) / "tree"
        copies.mkdir()
        # Filters are named from here in the repository's settings.
        (copies / ".git").symlink_to(folder / ".git")
        found = _copied(folder, copies, _changed(folder, env))
        _record(("--force-remove",), found.gone, folder, copies, env)
        _record(("--add", "--replace"), found.copied, folder, copies, env)
        tree = must("write-tree", folder=folder, env=env).strip()
        text = message + (
            f"\n\n{NOT_IN_HERE}{json.dumps(found.large, ensure_ascii=False)}" if found.large else ""
        )
        words = ("commit-tree", tree, "-p", "HEAD", "-m", text)
        commit = must(*words, folder=folder, env=env).strip()
    must("update-ref", ref, commit, folder=folder)
    return commit


def left_out(message: str) -> tuple[str, ...]:
    """The large files that a commit's message names."""
    _, _, named = message.partition(f"\n\n{NOT_IN_HERE}")
    return tuple(json.loads(named)) if named else ()


def _record(
    how: Sequence[str], paths: Sequence[str], folder: Path, copies: Path, env: dict[str, str]
) -> None:
    """As they are in `copies`."""
    must(
        *("update-index", *how, "-z", "--stdin"),
        folder=folder,
        env=env | {"GIT_WORK_TREE": str(copies)},
        cwd=copies,
        stdin="".join(f"{path}\0" for path in paths),
    )


def _begin(folder: Path, env: dict[str, str]) -> None:
    """From the person's own index: git knows from it which files it need not read again."""
    own = folder / must("rev-parse", "--git-path", "index", folder=folder).rstrip("\n")
    if own.exists():
        shutil.copy2(own, env["GIT_INDEX_FILE"])  # with its time, by which git sees late changes
    else:
        must("read-tree", "HEAD", folder=folder, env=env)


def _changed(folder: Path, env: dict[str, str]) -> list[str]:
    """Files changed, deleted or new. Submodules are left as they were committed last."""
    words = ("ls-files", "-z", "--modified", "--deleted", "--others", "--exclude-standard")
    found = dict.fromkeys(must(*words, folder=folder, env=env).split("\0"))
    links = set(submodules(folder))
    return [path for path in found if path and path not in links and not path.endswith("/")]


def submodules(folder: Path) -> Iterator[str]:
    """Asked whether one changed, git runs itself in its folder, with the settings that it finds
    there: the app's to write, and programs among them."""
    listed = must("ls-files", "-z", "--stage", folder=folder)
    entries = (entry.partition("\t") for entry in listed.split("\0"))
    return (path for facts, _, path in entries if facts.startswith("160000 "))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """Paths. large: left out; gone: also what a link leads to, and what is neither file nor link"""

    copied: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def _copied(folder: Path, copies: Path, paths: Sequence[str]) -> _Changed:
    changed = _Changed()
    with Folder(folder) as top, Folder(copies) as into:
        for path in paths:
            try:
                whole = _copy(top, into, path)
            except (FileNotFoundError, FileExistsError):  # or replaced between this and the last
                changed.gone.append(path)
            else:
                (changed.copied if whole else changed.large).append(path)
    return changed


def _copy(top: Folder, into: Folder, path: str) -> bool:
    """Whether it was not too large. Raises FileNotFoundError, FileExistsError, OSError."""
    found = top.find(path)
    if found and is_link(found):
        into.link(path, read_link(found.name, found.within))
        return True
    with top.open(path) as source:
        if os.fstat(source.fileno()).st_size > LARGE:
            return False
        with into.create(path) as file:
            room = LARGE
            while room > 0 and (chunk := source.read(min(CHUNK, room))):
                room -= file.write(chunk)
            os.fchmod(file.fileno(), 0o600 | (os.fstat(source.fileno()).st_mode & stat.S_IXUSR))
    return True

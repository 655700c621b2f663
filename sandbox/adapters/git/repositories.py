"""What a repository holds, and keeping it."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

from sandbox.adapters.beneath import Folder
from sandbox.adapters.git import clone, hiding
from sandbox.adapters.git.command import git, must
from sandbox.model.records import Work
from sandbox.model.settings.spec import RepositoryView
from sandbox.ports import OnLine

KEEPER = {
    "GIT_AUTHOR_NAME": "sandbox",
    "GIT_AUTHOR_EMAIL": "sandbox@localhost",
    "GIT_COMMITTER_NAME": "sandbox",
    "GIT_COMMITTER_EMAIL": "sandbox@localhost",
}
LARGE = 8 << 20  # bytes
REMADE_BY_TOOLS = re.compile(
    r"(^|/)(__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|node_modules|\.venv|venv"
    r"|\.cache|\.DS_Store|[^/]+\.pyc|[^/]+\.egg-info)(/|$)"
)


class GitRepositories:
    """git on this machine."""

    def version(self) -> str:
        return git("--version").stdout.removeprefix("git version").strip()

    def top(self, folder: Path) -> Path | None:
        """The top folder of the repository that `folder` is in, or None."""
        if not folder.is_dir():
            return None
        run = git("rev-parse", "--show-toplevel", folder=folder)
        return Path(run.stdout.rstrip("\n")) if run.returncode == 0 else None

    def clone(
        self, source: str, target: Path, *, branch: str, base: str | None, on_line: OnLine
    ) -> None:
        clone.clone(source, target, branch=branch, base=base, on_line=on_line)

    def deepen(self, folder: Path) -> None:
        clone.deepen(folder)

    def looked_through(self, folder: Path, rules: str) -> bool:
        """Whether `note_looked` was said of the commit that is checked out."""
        with Folder(folder) as top:
            return top.read_text(hiding.LOOKED) == self._looked(folder, rules)

    def note_looked(self, folder: Path, rules: str) -> None:
        with Folder(folder) as top, hiding.written(hiding.LOOKED):
            top.write_text(hiding.LOOKED, self._looked(folder, rules))

    def _looked(self, folder: Path, rules: str) -> str:
        return f"{rules} {must('rev-parse', 'HEAD', folder=folder).strip()}"

    def suspects(
        self, folder: Path, pattern: str, *, history: bool = False
    ) -> list[tuple[str, int, str]]:
        find = hiding.history_suspects if history else hiding.suspects
        return find(folder, pattern)

    def hide(self, folder: Path, values: Sequence[str], paths: Sequence[str]) -> None:
        hiding.hide(folder, values, paths)

    def hides(self, folder: Path) -> bool:
        return (folder / hiding.EMPTY).exists()

    def switch(self, folder: Path, source: Path, branch: str) -> None:
        clone.switch(folder, source, branch)

    def create_demo(self, example: Path, repository: Path, remote: Path) -> None:
        clone.create_demo(example, repository, remote)

    def view(self, folder: Path, wanted: Callable[[str], bool]) -> RepositoryView:
        """Tracked files and new ones that are not ignored; texts of those `wanted`.

        A text of more than a megabyte is left out: whoever writes it chooses its size.
        """
        listed = must("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=folder)
        with Folder(folder) as top:
            paths = frozenset(path for path in listed.split("\0") if path and top.is_file(path))
            read = {path: top.read_text(path) for path in sorted(paths) if wanted(path)}
        texts = {path: text for path, text in read.items() if text is not None}
        return RepositoryView(paths=paths, texts=texts)

    def digests(self, folder: Path, paths: Iterable[str]) -> dict[str, str]:
        """SHA-256 of each file's bytes, by path."""
        found = {}
        with Folder(folder) as top:
            for path in sorted(paths):
                with contextlib.suppress(FileNotFoundError), top.open(path) as file:
                    found[path] = _digest(file)
        return found

    def reviewed(self, folder: Path, path: str, base: str | None) -> str | None:
        """What neither the app nor a change that nobody has looked at can write."""
        at = f"refs/remotes/origin/{base or 'HEAD'}"
        if git("rev-parse", "--verify", "--quiet", at, folder=folder).returncode:
            return None
        run = git("show", f"{at}:{path}", folder=folder)
        return run.stdout if run.returncode == 0 else ""

    def work(self, folder: Path) -> Work:
        """What is in the workspace and nowhere else."""
        status = must(
            *("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"),
            "--ignore-submodules=all",  # see _links
            folder=folder,
        )
        commits = must(
            # Stashes, other branches and commits that only the reflog knows are work as well.
            *("rev-list", "--count", "--exclude=refs/sandbox/*", "--all", "--reflog", "HEAD"),
            *("--not", "--remotes"),
            folder=folder,
        )
        return Work(
            branch=git("branch", "--show-current", folder=folder).stdout.strip(),
            head=must("rev-parse", "HEAD", folder=folder).strip(),
            changed=tuple(entry[3:] for entry in status.split("\0") if entry),
            commits=int(commits.strip() or 0),
            ignored=self._ignored(folder),
        )

    def _ignored(self, folder: Path) -> tuple[str, ...]:
        listed = must(
            *("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"),
            folder=folder,
        )
        entries = (entry for entry in listed.split("\0") if entry)
        return tuple(entry for entry in entries if not REMADE_BY_TOOLS.search(entry))

    def keep(self, folder: Path, ref: str, message: str) -> str | None:
        """Record the folder as it is, new files included, as a commit at `ref`; the commit's hash.

        Neither the index nor the branch is touched. Large files stay as they were committed last,
        or out of it, and the message names them: they are safe in the folder, and packing them
        once more would take most of the time and twice the room.
        """
        left_out = (*(large := self._large(folder)), *self._links(folder))
        with tempfile.TemporaryDirectory(prefix="sandbox-index-") as scratch:
            env = KEEPER | {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            self._begin(folder, env)
            changed = ("--pathspec-from-file=-", "--pathspec-file-nul")
            wanted = "\0".join([":/", *(f":(top,exclude,literal){path}" for path in left_out)])
            must("add", "--all", *changed, folder=folder, env=env, stdin=wanted)
            tree = must("write-tree", folder=folder, env=env).strip()
            text = "\n\nNot in here: ".join([message, ", ".join(large)]) if large else message
            commit = must(
                "commit-tree", tree, "-p", "HEAD", "-m", text, folder=folder, env=env
            ).strip()
        must("update-ref", ref, commit, folder=folder)
        return commit

    def _begin(self, folder: Path, env: dict[str, str]) -> None:
        """From the person's own index: git knows from it which files it need not read again."""
        own = folder / must("rev-parse", "--git-path", "index", folder=folder).rstrip("\n")
        if own.exists():
            shutil.copy2(
                own, env["GIT_INDEX_FILE"]
            )  # with its time, by which git sees late changes
        else:
            must("read-tree", "HEAD", folder=folder, env=env)

    def _links(self, folder: Path) -> tuple[str, ...]:
        """Submodules. Asked whether one changed, git runs itself in its folder, with the settings
        that it finds there: the app's to write, and programs among them."""
        listed = must("ls-files", "-z", "--stage", folder=folder)
        entries = (entry.partition("\t") for entry in listed.split("\0"))
        return tuple(path for facts, _, path in entries if facts.startswith("160000 "))

    def _large(self, folder: Path) -> tuple[str, ...]:
        """Changed and new files that are too large to be packed by the way."""
        found = must(
            *("ls-files", "-z", "--modified", "--others", "--exclude-standard"), folder=folder
        )
        paths = (path for path in dict.fromkeys(found.split("\0")) if path)
        return tuple(path for path in paths if _size(folder / path) > LARGE)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except FileNotFoundError:  # deleted, which is a change as well
        return 0


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()

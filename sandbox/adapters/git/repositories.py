"""What a repository holds, and keeping it."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

from sandbox.adapters.beneath import Folder
from sandbox.adapters.git import clone, hiding, keeping, published
from sandbox.adapters.git.command import git, must, refuse_foreign
from sandbox.model.records import Work
from sandbox.model.settings.spec import RepositoryView
from sandbox.ports import OnLine

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
        refuse_foreign(folder)
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
        refuse_foreign(folder)
        find = hiding.history_suspects if history else hiding.suspects
        return find(folder, pattern)

    def hide(self, folder: Path, values: Sequence[str], paths: Sequence[str]) -> None:
        refuse_foreign(folder)
        hiding.hide(folder, values, paths)

    def hides(self, folder: Path) -> bool:
        with Folder(folder) as top:
            return top.find(hiding.EMPTY) is not None

    def switch(self, folder: Path, source: Path, branch: str) -> None:
        clone.switch(folder, source, branch)

    def create_demo(self, example: Path, repository: Path, remote: Path) -> None:
        clone.create_demo(example, repository, remote)

    def view(self, folder: Path, wanted: Callable[[str], bool]) -> RepositoryView:
        """Tracked files and new ones that are not ignored; texts of those `wanted`.

        A text of more than a megabyte is left out: whoever writes it chooses its size.
        """
        refuse_foreign(folder)
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

    def reviewed(self, folder: Path, path: str, base: str | None) -> tuple[str, str] | None:
        """As the copy was made: what is there later may have been fetched from anywhere."""
        refuse_foreign(folder)
        return published.text_at(folder, f"refs/remotes/origin/{base or 'HEAD'}", path)

    def published(self, source: str, path: str) -> tuple[str, str] | None:
        return published.published(source, path)

    def usual_commit(self, source: str) -> str | None:
        return published.usual_commit(source)

    def work(self, folder: Path) -> Work:
        """What is in the workspace and nowhere else."""
        refuse_foreign(folder)
        status = must(
            *("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"),
            "--ignore-submodules=all",  # see keeping.submodules
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
        refuse_foreign(folder)
        return keeping.keep(folder, ref, message)


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()

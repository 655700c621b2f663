"""What a repository holds, and keeping it."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from sandbox.adapters.git import clone
from sandbox.adapters.git.command import git, must
from sandbox.model.records import Work
from sandbox.model.spec import RepositoryView
from sandbox.ports import OnLine

KEEPER = {
    "GIT_AUTHOR_NAME": "sandbox",
    "GIT_AUTHOR_EMAIL": "sandbox@localhost",
    "GIT_COMMITTER_NAME": "sandbox",
    "GIT_COMMITTER_EMAIL": "sandbox@localhost",
}
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

    def create_demo(self, example: Path, repository: Path, remote: Path) -> None:
        clone.create_demo(example, repository, remote)

    def view(self, folder: Path, wanted: Callable[[str], bool]) -> RepositoryView:
        """Tracked files and new ones that are not ignored; texts of those `wanted`."""
        listed = must("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=folder)
        paths = frozenset(
            path for path in listed.split("\0") if path and _is_own_file(folder / path)
        )
        texts = {
            path: (folder / path).read_text(errors="replace") for path in paths if wanted(path)
        }
        return RepositoryView(paths=paths, texts=texts)

    def digests(self, folder: Path, paths: Iterable[str]) -> dict[str, str]:
        """SHA-256 of each file's bytes, by path."""
        return {
            path: hashlib.sha256((folder / path).read_bytes()).hexdigest()
            for path in paths
            if _is_own_file(folder / path)
        }

    def work(self, folder: Path) -> Work:
        """What is in the workspace and nowhere else."""
        status = must(
            "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", folder=folder
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
        """Record the folder as it is, new files included, as a commit at `ref`.

        Neither the index nor the branch is touched. The commit's hash.
        """
        with tempfile.TemporaryDirectory(prefix="sandbox-index-") as scratch:
            env = KEEPER | {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
            must("read-tree", "HEAD", folder=folder, env=env)
            must("add", "--all", folder=folder, env=env)
            tree = must("write-tree", folder=folder, env=env).strip()
            commit = must(
                "commit-tree", tree, "-p", "HEAD", "-m", message, folder=folder, env=env
            ).strip()
        must("update-ref", ref, commit, folder=folder)
        return commit


def _is_own_file(path: Path) -> bool:
    """A link could lead to any file of the host."""
    return path.is_file() and not path.is_symlink()

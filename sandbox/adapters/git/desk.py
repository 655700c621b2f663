"""The repository of our own that work goes through on its way to review."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sandbox import errors
from sandbox.adapters.git import changes
from sandbox.adapters.git.clone import origin_of
from sandbox.adapters.git.command import CLONE_PATIENCE, REMOTE_PATIENCE, git, masked, must
from sandbox.adapters.git.keeping import left_out
from sandbox.model.handover.change import Change
from sandbox.model.handover.merging import Collision, Merged, Tip
from sandbox.model.handover.naming import Author, is_review_branch, read_author

_BASE, _WORK = "refs/desk/base", "refs/desk/work"
_NO_RIGHT = re.compile(
    r"Authentication failed|could not read Username|Permission denied|access denied"
    r"|403|401|terminal prompts disabled|not authorized",
    re.IGNORECASE,
)
_MOVED = re.compile(r"non-fast-forward|fetch first|stale info")


class GitDesk:
    """remote: an address or a folder, from the sandbox's record and from nowhere else."""

    def __init__(self, folder: Path, remote: str) -> None:
        self.folder, self.remote = folder, masked(remote)
        self._remote = remote

    def fetch(self, branch: str | None) -> Tip:
        name = branch or self._usual_branch()
        refs = f"+refs/heads/{name}:{_BASE}"
        self._far("fetch", "--quiet", "--no-tags", self._remote, refs, patience=CLONE_PATIENCE)
        must("update-ref", f"refs/heads/{name}", _BASE, folder=self.folder)
        must("symbolic-ref", "HEAD", f"refs/heads/{name}", folder=self.folder)
        return Tip(branch=name, commit=self._hash(_BASE))

    def _usual_branch(self) -> str:
        said = self._far("ls-remote", "--symref", "--", self._remote, "HEAD")
        found = re.search(r"^ref: refs/heads/(\S+)\tHEAD$", said, re.MULTILINE)
        if found is None:
            raise errors.NotFound(
                f"the app at {self.remote} has no usual branch", "ask a developer of the app"
            )
        return found[1]

    def tip(self, branch: str) -> str | None:
        ref = f"refs/heads/{branch}"
        said = self._far("ls-remote", "--heads", "--", self._remote, ref)
        if not said.strip():
            return None
        self._far("fetch", "--quiet", "--no-tags", self._remote, ref, patience=CLONE_PATIENCE)
        return said.split()[0]

    def take(self, workspace: Path, ref: str) -> str:
        source = workspace.resolve().as_uri()
        git("update-ref", "-d", _WORK, folder=self.folder)
        must("fetch", "--quiet", "--no-tags", source, f"+{ref}:{_WORK}", folder=self.folder)
        # The copy has its newest commits only; git leaves out what builds on none that are here.
        if git("rev-parse", "--verify", "--quiet", _WORK, folder=self.folder).returncode:
            raise _nothing_in_common()
        return self._hash(_WORK)

    def left_out(self, commit: str) -> tuple[str, ...]:
        return left_out(must("log", "-1", "--format=%B", commit, folder=self.folder))

    def merge(self, base: str, work: str) -> Merged:
        run = git("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", base, work,
                  folder=self.folder)  # fmt: skip
        tree, _, rest = run.stdout.partition("\0")
        if run.returncode not in (0, 1) or not tree:
            raise _nothing_in_common(run.stderr)
        if run.returncode == 0:
            return Merged(tree=tree)
        files = sorted({path for path in rest.split("\0") if path})
        since = git("merge-base", base, work, folder=self.folder).stdout.strip()
        found = tuple(self._collision(path, since, base) for path in files)
        return Merged(tree=tree, collisions=found)

    def _collision(self, path: str, since: str, base: str) -> Collision:
        words = ("log", "-1", "--format=%an%x00%H%x00%s", f"{since}..{base}", "--", path)
        said = git(*words, folder=self.folder).stdout.strip().split("\0")
        by, commit, subject = said if len(said) == 3 else ("somebody", base, "")
        return Collision(file=path, by=by, commit=commit, subject=subject)

    def tree(self, commit: str) -> str:
        return self._hash(f"{commit}^{{tree}}")

    def contains(self, commit: str, earlier: str) -> bool:
        words = ("merge-base", "--is-ancestor", earlier, commit)
        return git(*words, folder=self.folder).returncode == 0

    def commit(self, tree: str, parents: Sequence[str], message: str, author: Author) -> str:
        names = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", author.name), ("EMAIL", author.address))
        }
        words = [word for parent in parents for word in ("-p", parent)]
        return must(
            "commit-tree", tree, *words, folder=self.folder, env=names, stdin=message
        ).strip()

    def change(self, base: str, tip: str) -> Change:
        return changes.between(self.folder, base, tip)

    def read(self, commit: str, paths: Sequence[str]) -> dict[str, str]:
        return changes.texts(self.folder, commit, paths)

    def paths(self, commit: str, folders: Sequence[str]) -> list[str]:
        listed = must(
            "ls-tree", "-r", "-z", "--name-only", commit, "--", *folders, folder=self.folder
        )
        return [path for path in listed.split("\0") if path]

    def name(self, branch: str, commit: str) -> None:
        must("update-ref", f"refs/heads/{branch}", commit, folder=self.folder)

    def push(self, commit: str, branch: str) -> None:
        if not is_review_branch(branch):
            raise errors.Refused(
                f"work is never handed over on the branch {branch}",
                "hand it over on one of its own: `sandbox promote`",
            )
        target = f"{commit}:refs/heads/{branch}"
        run = self._ask("push", "--quiet", self._remote, target, patience=CLONE_PATIENCE)
        if run.returncode:
            raise _not_pushed(self.remote, run.stderr)

    def _far(self, *words: str, patience: float = REMOTE_PATIENCE) -> str:
        run = self._ask(*words, patience=patience)
        if run.returncode == 0:
            return run.stdout
        if _NO_RIGHT.search(run.stderr):
            raise _no_right(self.remote, run.stderr)
        if "couldn't find remote ref" in run.stderr:
            branch = run.stderr.strip().rsplit("/", 1)[-1]
            raise errors.NotFound(
                f"the app at {self.remote} has no branch {branch} any more",
                "ask a developer of the app what replaced it; your work is kept",
            )
        raise errors.ToolMissing(
            f"the app's code at {self.remote} cannot be reached",
            "check your connection (or the company's VPN), then try again; your work is kept",
            detail=masked(run.stderr),
        )

    def _ask(self, *words: str, patience: float) -> subprocess.CompletedProcess[str]:
        try:
            return git(*words, folder=self.folder, patience=patience)
        except TimeoutError as error:
            raise errors.ToolMissing(
                f"{self.remote} does not answer",
                "check your connection (or the company's VPN), then try again; your work is kept",
            ) from error

    def _hash(self, name: str) -> str:
        return must("rev-parse", "--verify", "--quiet", name, folder=self.folder).strip()


class GitDesks:
    """home: the folder that they are in, one for each sandbox."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def open(self, name: str, source: str) -> GitDesk:
        folder = self._home / f"{name}.git"
        if not (folder / "HEAD").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            must("init", "--quiet", "--bare", folder=folder)
        return GitDesk(folder, origin_of(source) if Path(source).is_dir() else source)

    def author(self) -> Author | None:
        name, address = (
            git("config", "--global", key).stdout.strip() for key in ("user.name", "user.email")
        )
        return read_author(f"{name} <{address}>")


def _nothing_in_common(said: str = "") -> errors.WorkFailed:
    return errors.WorkFailed(
        "your work and the app's newest code have no common beginning",
        "ask a developer of the app: its history was written anew, or its branch is another one "
        "now; your work is kept",
        detail=masked(said),
    )


def _no_right(remote: str, said: str) -> errors.ToolMissing:
    return errors.ToolMissing(
        f"{remote} does not let you in",
        "sign in as your company does it (for many: `gh auth login`), or ask a developer for "
        "access; then type `sandbox promote` again. Your work is kept",
        detail=masked(said),
    )


def _not_pushed(remote: str, said: str) -> errors.SandboxError:
    if _NO_RIGHT.search(said) and "remote rejected" not in said:
        return _no_right(remote, said)
    if _MOVED.search(said):
        return errors.WorkFailed(
            "somebody else changed the same review in this moment",
            "type `sandbox promote` again: it takes their change along",
        )
    lines = [line.removeprefix("remote:").strip() for line in masked(said).splitlines()
             if line.startswith("remote:") or "remote rejected" in line]  # fmt: skip
    why = next((line for line in lines if line), "it said nothing")
    return errors.WorkFailed(
        f"{remote} did not take the work: {why}",
        "show this to a developer of the app: its rules refuse the branch. Your work is kept",
        detail=masked(said),
    )

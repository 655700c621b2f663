"""Whatever a person and the tool do in whatever order: no byte of work is lost.

On real git, against a model that remembers every state that was recorded. With
`--hypothesis-profile=long` it is ten thousand operations.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from sandbox.adapters.git.points import GitPoints
from sandbox.model.points import drops, one_back, position
from tests.contract.test_git import git

MANY, STEPS = 200, 50
"""Lives of a workspace in the long profile, and operations in each."""
FEW, FEW_STEPS = 3, 20
NAMES = st.sampled_from(["a", "b", "c d", "x/a", "x/y/b", "ü", "x", "a/b"])
TEXTS = st.binary(max_size=12) | st.sampled_from([b"\r\n", b"$Id$\n", b"same\n"])
IGNORED = "private.log"
Files = dict[str, tuple[str, bytes]]
RECORD = """
import sys
from pathlib import Path
from sandbox.adapters.git.points import GitPoints
GitPoints().{}
"""


def files_of(folder: Path) -> Files:
    """All but git's own and what is ignored, with rights as git knows them."""
    found: Files = {}
    for base, folders, names in os.walk(folder):
        if ".git" in folders:
            folders.remove(".git")
        links = [one for one in folders if (Path(base) / one).is_symlink()]
        for name in (*names, *links):
            path = Path(base) / name
            if path.is_symlink():
                entry = ("link", os.fsencode(os.readlink(path)))
            else:
                run = path.stat().st_mode & stat.S_IXUSR
                entry = ("run" if run else "file", path.read_bytes())
            if name != IGNORED:
                found[str(path.relative_to(folder))] = entry
    return found


def recorded(folder: Path, commit: str) -> Files:
    """What a point holds, asked of git itself."""
    listed = git(folder, "ls-tree", "-r", "-z", commit).split("\0")
    kinds = {"100644": "file", "100755": "run", "120000": "link"}
    found: Files = {}
    for line in filter(None, listed):
        facts, _, path = line.partition("\t")
        mode, _, digest = facts.split()
        blob = subprocess.run(
            ["git", "cat-file", "blob", digest], cwd=folder, capture_output=True, check=True
        )
        found[path] = (kinds[mode], blob.stdout)
    return found


class Work(RuleBasedStateMachine):
    """states: by number, what the files were when the point was made; hand: as they ought to be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="points-"))
        self.points = GitPoints()
        self.states: dict[int, Files] = {}
        self.branches = 1

    @initialize()
    def begin(self) -> None:
        git(self.folder, "init", "--quiet", "--initial-branch", "b0")
        (self.folder / ".gitignore").write_text(f"{IGNORED}\n")
        (self.folder / ".gitattributes").write_text("* text=auto eol=lf ident\n")
        (self.folder / IGNORED).write_bytes(b"the person's own")
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "-m", "first")
        self.save()

    def place(self, name: str) -> Path | None:
        """Where a file of that name can be; None where another is in the way."""
        path = self.folder / name
        parents = [one for one in path.parents if self.folder in one.parents]
        if any(one.is_symlink() or one.is_file() for one in parents):
            return None
        if path.is_dir() and not path.is_symlink():
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    @rule(name=NAMES, text=TEXTS)
    def edit(self, name: str, text: bytes) -> None:
        path = self.place(name)
        if path is not None and not path.is_symlink():
            path.write_bytes(text)

    @rule(name=NAMES, text=TEXTS)
    def replace(self, name: str, text: bytes) -> None:
        """As editors do."""
        path = self.place(name)
        if path is not None:
            other = self.folder / ".git" / "other"
            other.write_bytes(text)
            other.replace(path)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        path = self.folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True) if self.place(name) else None

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        target, source = self.place(new), self.place(old)
        if source is not None and target is not None and os.path.lexists(source):
            source.rename(target)

    @rule(name=NAMES, mode=st.sampled_from([0o644, 0o755, 0o600]))
    def chmod(self, name: str, mode: int) -> None:
        path = self.place(name)
        if path is not None and path.is_file() and not path.is_symlink():
            path.chmod(mode)

    @rule(name=NAMES, to=st.sampled_from(["a", "x", "/etc/hostname", "nowhere"]))
    def link(self, name: str, to: str) -> None:
        path = self.place(name)
        if path is not None:
            path.unlink(missing_ok=True)
            path.symlink_to(to)

    @rule()
    def commit(self) -> None:
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "-m", "mine")

    @rule()
    def switch(self) -> None:
        """To a branch of their own, from the first commit; what is not committed may be lost by
        that, to git and to the person, unless it was recorded before."""
        self.save()
        first = git(self.folder, "rev-list", "--max-parents=0", "HEAD").splitlines()[0]
        git(self.folder, "checkout", "--quiet", "--force", "-b", f"b{self.branches}", first)
        self.branches += 1

    @rule()
    def save(self) -> None:
        before, own = files_of(self.folder), self.own()
        made = self.points.record(self.folder, "up")
        assert (files_of(self.folder), self.own()) == (before, own)
        if made is not None:
            self.states[made.number] = before
        newest = self.points.points(self.folder)[0]
        assert self.states[newest.number] == before

    @rule()
    def undo(self) -> None:
        self.save()
        points = self.points.points(self.folder)
        target = one_back(points)
        if target is not None and position(points) != target.number:
            self.go(target.number)

    @rule(which=st.integers(0, 40))
    def restore(self, which: int) -> None:
        """To the `which`th of those that there are: how many depends on when a kill came."""
        numbers = [one.number for one in self.points.points(self.folder)]
        self.go(numbers[which % len(numbers)])

    def go(self, number: int) -> None:
        before, wanted, own = files_of(self.folder), self.states[number], self.own()
        newest = self.points.points(self.folder)[0].number
        made, left = self.points.go(self.folder, number, "undo")
        assert (left, files_of(self.folder), self.own()) == ((), wanted, own)
        if before != self.states[newest]:
            self.states[self.points.points(self.folder)[1].number] = before
        self.states[made.number] = wanted

    @rule(after=st.integers(0, 40), back=st.booleans())
    def kill(self, after: int, back: bool) -> None:
        """In the middle of recording or of going back; each file is as before or as wanted."""
        before = files_of(self.folder)
        points = self.points.points(self.folder)
        oldest = points[-1].number
        call = (
            f"go(Path(sys.argv[1]), {oldest}, 'undo')"
            if back
            else "record(Path(sys.argv[1]), 'up')"
        )
        with subprocess.Popen(
            [sys.executable, "-c", RECORD.format(call), str(self.folder)],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(0.05 + after / 200)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        now, wanted = files_of(self.folder), self.states[oldest] if back else before
        for path in before.keys() | now.keys():
            assert now.get(path) in (before.get(path), wanted.get(path))
        for one in self.points.points(self.folder):
            known = self.states.get(one.number)
            if known is None or one.commit not in {other.commit for other in points}:
                self.states[one.number] = recorded(self.folder, one.commit)
        if now != before:
            assert before in self.states.values()

    @rule(days=st.sampled_from([0.0, 2.0, 40.0]))
    def prune(self, days: float) -> None:
        """Some time later; what goes is what nobody goes back to any more."""
        gone = drops(self.points.points(self.folder), time.time() + days * 86400)
        if not gone:
            return
        self.points.drop(self.folder, [one.number for one in gone])
        for one in gone:
            del self.states[one.number]

    @invariant()
    def every_point_holds_what_it_held(self) -> None:
        if not self.states:
            return
        points = self.points.points(self.folder)
        assert [one.number for one in points] == sorted(self.states, reverse=True)
        for one in (points[0], points[len(points) // 2], points[-1]):
            assert recorded(self.folder, one.commit) == self.states[one.number]
        assert (self.folder / IGNORED).read_bytes() == b"the person's own"

    def own(self) -> list[str]:
        """Of the person in git: commit, branches, what is staged."""
        words = (("rev-parse", "HEAD"), ("for-each-ref", "refs/heads"), ("ls-files", "--stage"))
        return [git(self.folder, *one) for one in words]

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def test_no_byte_of_work_is_lost() -> None:
    """In any order of edits, renames, commits, points, going back, thinning out and kills."""
    long = settings().max_examples >= MANY
    run_state_machine_as_test(
        Work,
        settings=settings(
            max_examples=MANY if long else FEW,
            stateful_step_count=STEPS if long else FEW_STEPS,
            database=None,
            suppress_health_check=list(HealthCheck),
            # When a kill comes is never the same twice: what failed is shown as it was found.
            phases=[Phase.generate],
        ),
    )

"""Getting the app's repository into a workspace."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sandbox import errors
from sandbox.adapters.beneath import Folder
from sandbox.adapters.git.command import CLONE_PATIENCE, REMOTE_PATIENCE, git, masked, must
from sandbox.ports import OnLine

DEMO_IDENTITY = {
    "GIT_AUTHOR_NAME": "Shipments maintainers",
    "GIT_AUTHOR_EMAIL": "maintainers@example.org",
    "GIT_COMMITTER_NAME": "Shipments maintainers",
    "GIT_COMMITTER_EMAIL": "maintainers@example.org",
}


def clone(source: str, target: Path, *, branch: str, base: str | None, on_line: OnLine) -> None:
    """Clone `source` into `target` on a new branch; the folder appears whole or not at all.

    source: a git address or an absolute folder; base: a branch, or None for the default one.
    Only the newest commit comes along: what was deleted from the code stays out of the copy, old
    secrets among it. Raises NotFound, UsageError where it is empty, ToolMissing.
    """
    _reachable(source, base)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.parent / f".{target.name}.unfinished-{os.getpid()}"
    for left in target.parent.glob(f".{target.name}.unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        on_line(f"copying {masked(source)}")
        _copy(source, unfinished, base)
        must("checkout", "--quiet", "-b", branch, folder=unfinished)
        must("remote", "set-url", "origin", origin_of(source), folder=unfinished)
        unfinished.rename(target)
    except TimeoutError as error:
        raise _slow(source) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copy(source: str, target: Path, base: str | None) -> None:
    """Raises UsageError, TimeoutError."""
    wanted = ("--quiet", *(("--branch", base) if base else ()), "--no-tags")
    # A folder by its address: git copies all of one that is named by its path.
    address = Path(source).resolve().as_uri() if Path(source).is_dir() else source
    newest = ("clone", *wanted, "--depth", "1", "--", address, str(target))
    run = git(*newest, patience=CLONE_PATIENCE)
    if run.returncode and "shallow" in run.stderr:  # a server that only hands out files
        shutil.rmtree(target, ignore_errors=True)
        run = git("clone", *wanted, "--", source, str(target), patience=CLONE_PATIENCE)
    _checked(source, run)


def deepen(folder: Path) -> None:
    """Have the whole history come along. Raises WorkFailed, TimeoutError."""
    with Folder(folder) as top:
        newest_only = top.is_file(".git/shallow")
    if newest_only:
        run = git("fetch", "--quiet", "--unshallow", folder=folder, patience=CLONE_PATIENCE)
        if run.returncode:
            raise errors.WorkFailed(
                "the history of the code could not be fetched",
                'run `sandbox up` again; `[clone] history = "newest"` does without it',
                detail=masked(run.stderr),
            )


def switch(folder: Path, source: Path, branch: str) -> None:
    """The files as on `branch` of the repository at `source`. Raises WorkFailed."""
    address = source.resolve().as_uri()
    must("fetch", "--quiet", "--no-tags", address, f"refs/heads/{branch}", folder=folder)
    must("checkout", "--quiet", "--detach", "FETCH_HEAD", folder=folder)


def _reachable(source: str, base: str | None) -> None:
    """Asked first, with a time limit of its own, so that a wrong address fails at once."""
    try:
        run = git("ls-remote", "--", source, "HEAD", patience=REMOTE_PATIENCE)
    except TimeoutError as error:
        raise _slow(source) from error
    _checked(source, run)
    if base and not _has_branch(source, base):
        raise errors.NotFound(
            f"the app at {masked(source)} has no branch {base}",
            "check the spelling, or leave --branch out for the usual one",
        )
    if not run.stdout.strip() and not base:
        raise errors.UsageError(
            f"the repository {masked(source)} is empty",
            "ask a developer of the app for the right address",
        )


def _has_branch(source: str, base: str) -> bool:
    run = git("ls-remote", "--heads", "--", source, f"refs/heads/{base}", patience=REMOTE_PATIENCE)
    return bool(run.stdout.strip())


def _checked(source: str, run: object) -> None:
    code, said = getattr(run, "returncode", 0), str(getattr(run, "stderr", ""))
    if code:
        raise errors.NotFound(
            f"the app at {masked(source)} cannot be copied: there is no repository at this "
            "address, or you have no access to it",
            "check the address; if it is right, ask a developer of the app for access",
            detail=masked(said),
        )


def _slow(source: str) -> errors.ToolMissing:
    return errors.ToolMissing(
        f"{masked(source)} does not answer",
        "check your connection (or the company's VPN), then try again",
    )


def origin_of(source: str) -> str:
    """Where work goes back to: the folder's own remote where it has one. Without a password."""
    if not Path(source).is_dir():
        return masked(source)
    run = git("remote", "get-url", "origin", folder=Path(source))
    return masked(run.stdout.strip()) if run.returncode == 0 and run.stdout.strip() else source


def create_demo(example: Path, repository: Path, remote: Path) -> None:
    """A repository with the example app's files, and a bare one as its remote; kept if there.

    The repository appears whole or not at all.
    """
    if remote.exists() and _has_commit(repository):
        return
    unfinished = repository.with_name(f".{repository.name}.unfinished")
    for left in (repository, remote, unfinished):
        shutil.rmtree(left, ignore_errors=True)
    skipped = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".env", ".venv")
    shutil.copytree(example, unfinished, ignore=skipped)
    remote.mkdir(parents=True)
    must("init", "--quiet", "--bare", "--initial-branch", "main", folder=remote)
    must("init", "--quiet", "--initial-branch", "main", folder=unfinished)
    must("add", "--all", folder=unfinished)
    message = "Shipments, a shipment tracker"
    must("commit", "--quiet", "-m", message, folder=unfinished, env=DEMO_IDENTITY)
    must("remote", "add", "origin", str(remote), folder=unfinished)
    must("push", "--quiet", "origin", "main", folder=unfinished)
    unfinished.rename(repository)


def _has_commit(repository: Path) -> bool:
    if not (repository / ".git").exists():
        return False
    return git("rev-parse", "--verify", "--quiet", "HEAD", folder=repository).returncode == 0

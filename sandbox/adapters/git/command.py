"""Running git: it never asks, never hangs, never shows a password."""

from __future__ import annotations

import atexit
import functools
import os
import re
import stat
import subprocess
import tempfile
from pathlib import Path

from sandbox import errors

LOCAL_PATIENCE = 120
# A remote that swallows packets would otherwise hold the person for over two minutes.
REMOTE_PATIENCE = 30
CLONE_PATIENCE = 1800
BYTES = "surrogateescape"  # what is no UTF-8 comes through as it is
SETTINGS = (
    # Where root works on a folder that the app's unprivileged user may write in.
    "safe.directory=*",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
    "core.quotePath=false",
    # Nothing that lies in a workspace is run on the host.
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "advice.detachedHead=false",
    "log.showSignature=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "protocol.ext.allow=never",
    # Nothing goes on in a workspace after the command that asked for it.
    "gc.auto=0",
    "maintenance.auto=false",
    # What is written here moves within one disk: squeezing it takes longer than it saves.
    "core.looseCompression=0",
)


def git(
    *arguments: str,
    folder: Path | None = None,
    patience: float = LOCAL_PATIENCE,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """One git command, whatever its exit code. patience: seconds; folder: of the repository; cwd:
    where it runs, in its place.

    Raises ToolMissing where git is not installed, TimeoutError.
    """
    command = ["git", *(word for setting in SETTINGS for word in ("-c", setting)), *arguments]
    try:
        run = subprocess.run(
            command,
            cwd=cwd or folder or "/",  # the folder one stands in may be gone with its sandbox
            env=_environment() | _here(folder) | (env or {}),
            input=stdin.encode(errors=BYTES),
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        if folder is not None and folder.exists() and not folder.is_dir():
            raise  # a file in its place, which is said as such
        if folder is not None and not folder.exists():
            raise errors.NotFound(f"the folder {folder} is gone", "run `sandbox up`") from error
        raise errors.ToolMissing("git is not installed", "install git, then try again") from error
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"git {arguments[0]}") from error
    # Decoded here: read as text, a carriage return in a name or a line would become another end.
    said, complained = (text.decode(errors=BYTES) for text in (run.stdout, run.stderr))
    return subprocess.CompletedProcess(command, run.returncode, said, complained)


def must(
    *arguments: str,
    folder: Path,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    stdin: str = "",
) -> str:
    """Standard output of a command that has to succeed. Raises WorkFailed."""
    try:
        run = git(*arguments, folder=folder, env=env, cwd=cwd, stdin=stdin)
    except TimeoutError as error:
        raise errors.WorkFailed(
            f"the files in {folder} could not be read in {LOCAL_PATIENCE} seconds",
            "look whether something there is no file, such as a pipe, then try again",
        ) from error
    if run.returncode:
        raise errors.WorkFailed(f"git {arguments[0]} failed in {folder}", detail=masked(run.stderr))
    return run.stdout


def refuse_foreign(folder: Path) -> None:
    """Raises Refused where the history of a workspace is not in its own `.git`: a file or a link
    in that place leads git to settings that anybody may have written, and runs what they name."""
    if folder.is_dir() and not _is_own(folder) and os.path.lexists(folder / ".git"):
        raise errors.Refused(
            f"the history of the code in {folder} is not there any more: a file or a link is in "
            "the place of the folder .git",
            "put the folder .git back; or move your files away and run `sandbox up` for a new copy",
        )


def _here(folder: Path | None) -> dict[str, str]:
    """The repository that is in the folder itself: git looks for no other, be it in a folder
    around it, or where a setting leads."""
    if folder is None or not _is_own(folder):
        return {}
    return {"GIT_DIR": str(folder / ".git"), "GIT_WORK_TREE": str(folder)}


def _is_own(folder: Path) -> bool:
    try:
        return stat.S_ISDIR((folder / ".git").lstat().st_mode)
    except OSError:
        return False


def masked(text: str) -> str:
    """The text without user names and passwords in addresses."""
    return re.sub(r"://[^/@\s]+@", "://", text)


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in _REPOSITORY_VARIABLES}
    return (
        kept
        | _trusting()
        | {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "/bin/false",
            "SSH_ASKPASS": "/bin/false",
            "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh")
            + " -o BatchMode=yes -o ConnectTimeout=15",
            "LC_ALL": "C.UTF-8",
        }
    )


def _trusting() -> dict[str, str]:
    """For the git that git starts at the other end of a local clone: `-c` does not reach it."""
    if os.getuid() != 0:
        return {}
    own = os.environ.get("GIT_CONFIG_GLOBAL") or str(Path.home() / ".gitconfig")
    return {"GIT_CONFIG_GLOBAL": str(_trusting_file(own))}


@functools.cache
def _trusting_file(own: str) -> Path:
    """The person's own settings and, on top, trust in folders of other accounts."""
    handle, name = tempfile.mkstemp(prefix="sandbox-git-")
    with os.fdopen(handle, "w") as file:
        file.write(f"[safe]\n\tdirectory = *\n[include]\n\tpath = {own}\n")
    atexit.register(Path(name).unlink, missing_ok=True)
    return Path(name)


os.register_at_fork(after_in_child=_trusting_file.cache_clear)  # it goes with who made it

# Set when we are called from a git hook; they would point us at another repository.
_REPOSITORY_VARIABLES = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}

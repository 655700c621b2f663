"""A person's own token for a review host: asked for when needed, never stored, never printed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

from sandbox import errors

HOMES = {"github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"}
OWN_HOSTS = {"github": "GH_HOST", "gitlab": "GITLAB_HOST", "gitea": "GITEA_HOST"}
"""Variables in which a person says for which host of one's own the token is."""
VARIABLES = {
    "github": ("GH_TOKEN", "GITHUB_TOKEN"),
    "gitlab": ("GITLAB_TOKEN",),
    "gitea": ("GITEA_TOKEN", "FORGEJO_TOKEN"),
    "bitbucket": ("BITBUCKET_TOKEN",),
}
SECONDS = 10


def token(kind: str, host: str, remembered: Callable[[str], str | None]) -> str:
    """From the environment, the host's own command, or git's memory, in that order.

    remembered: what git knows of a host. Raises ToolMissing.
    """
    found = _from_environment(kind, host) or _from_command(kind, host) or remembered(host)
    if found:
        return found
    command = "type `gh auth login`, or " if kind == "github" else ""
    own = f" (and its name into {OWN_HOSTS.get(kind)})" if host != HOMES.get(kind) else ""
    raise errors.ToolMissing(
        f"{host} asks who you are, and nothing on this machine says it",
        f"{command}put a token into {VARIABLES[kind][0]}{own} as a developer shows you, then "
        "type `sandbox promote` again",
        kept="Your branch is with the developers already; only the pull request is missing.",
    )


def _from_environment(kind: str, host: str) -> str | None:
    """A token goes to the host that it is for, whatever an app's settings call its own."""
    said = os.environ.get(OWN_HOSTS.get(kind, ""), "").removeprefix("https://").strip("/")
    if host != (said or HOMES.get(kind)):
        return None
    values = (os.environ.get(name, "").strip() for name in VARIABLES[kind])
    return next((value for value in values if value), None)


def _from_command(kind: str, host: str) -> str | None:
    if kind != "github" or not shutil.which("gh"):
        return None
    command = ["gh", "auth", "token", "--hostname", host]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return run.stdout.strip() or None if run.returncode == 0 else None

"""What is owned and what was kept, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a workspace holds that is nowhere else.

    changed: files changed or new and not ignored; commits: made since the clone and not pushed;
    ignored: ignored files that no tool makes again.
    """

    branch: str
    head: str
    changed: tuple[str, ...]
    commits: int
    ignored: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.changed or self.commits)


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxRecord:
    """What the registry knows of a sandbox. Times are Unix seconds.

    reviewed, rules: the commit of the maintainers whose sandbox.toml counts, and that file's text;
    both are "" where they have none, None where nobody looked yet.
    """

    name: str
    app: str
    user: str
    label: str | None
    source: str
    workspace: str
    branch: str
    base: str | None = None
    rows: int | None = None
    scenario: str | None = None
    created: float = 0.0
    used: float = 0.0
    reviewed: str | None = None
    rules: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """Something that `down` kept. workspace, snapshot: absolute paths or None."""

    id: str
    name: str
    at: float
    ref: str | None
    workspace: str | None
    snapshot: str | None
    record: SandboxRecord

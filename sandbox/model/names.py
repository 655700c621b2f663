"""One validated name gives every container, network, branch and label name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

# A DNS label may have 63 characters; "-database" and room for "-job-database" come behind it.
MAX_NAME = 48
MAX_PART = 40
DEFAULT_LABEL = "work"


def slug(text: str, *, limit: int = MAX_PART) -> str:
    """Text as lower-case letters, digits and single hyphens, at most `limit` characters.

    Too long or made of nothing usable: shortened, with six characters of its hash, so that
    two different texts do not become one.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    cleaned = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if cleaned and len(cleaned) <= limit:
        return cleaned
    digest = hashlib.sha256(text.encode()).hexdigest()[:6]
    return f"{cleaned[: limit - 7].strip('-') or 'x'}-{digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxName:
    """(app, user, label) as slugs; `str()` is the name a person types.

    owner: the user as given, which tells people apart whose slugs are the same.
    """

    app: str
    user: str
    label: str | None = None
    owner: str = ""

    @classmethod
    def of(cls, *, app: str, user: str, label: str | None = None) -> SandboxName:
        short = slug(label) if label else None
        return cls(app=slug(app), user=slug(user), label=short, owner=user)

    def __str__(self) -> str:
        joined = "-".join(part for part in (self.app, self.user, self.label) if part)
        return slug(joined, limit=MAX_NAME)

    @property
    def host(self) -> str:
        """The host name in the browser's address."""
        return f"{self}.localhost"

    @property
    def network(self) -> str:
        return f"sandbox-{self}"

    @property
    def branch(self) -> str:
        return f"sandbox/{self.user}/{self.label or DEFAULT_LABEL}"

    def container(self, role: str) -> str:
        """One-shot containers have two hyphens, which no other sandbox's name can have."""
        return f"{self}--{role}" if role.startswith("job") else f"{self}-{role}"

    @property
    def job_network(self) -> str:
        return f"{self.network}--job"

    @property
    def outer_network(self) -> str:
        """The proxy's leg outside."""
        return f"{self.network}--out"

    @property
    def build_network(self) -> str:
        """The leg outside of the proxy of a build."""
        return f"{self.network}--job-out"

    @property
    def build_volume(self) -> str:
        """What leads from a build to its proxy."""
        return f"{self.network}--job-way"

    def image(self, content_hash: str) -> str:
        """The app's image, shared by all sandboxes of the app with the same content."""
        return f"sandbox-app/{self.app}:{content_hash}"

    def golden_image(self, content_hash: str) -> str:
        return f"sandbox-golden/{self.app}:{content_hash}"

    def labels(self, role: str) -> dict[str, str]:
        """What everything in Docker bears; Compose's labels let its tools show the stack."""
        return {
            "sandbox.app": self.app,
            "sandbox.user": self.owner or self.user,
            "sandbox.name": str(self),
            "sandbox.role": role,
            "com.docker.compose.project": str(self),
            "com.docker.compose.service": role,
        }

"""Where this machine fetches packages from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sandbox.model.outside.squid import ParentProxy


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrors:
    """hosts: "HOST:PORT" of the package registries and mirrors that the machine's own tools use;
    variables: by which a build's tools find them, where the machine's own settings name some.
    """

    hosts: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


class Sources(Protocol):
    def mirrors(self) -> Mirrors:
        """As the machine's settings are now; takes up to a second."""
        ...

    def parent_proxy(self) -> ParentProxy | None:
        """That this machine goes through, by its environment or the person's settings of Docker."""
        ...

"""Rules for values that installed packages bring, by entry point."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from sandbox.seeding.values.named_rules import NamedRule

GROUP = "sandbox.values"


class InstalledRules:
    """Implements `sandbox.ports.ValueRules`."""

    def packages(self) -> tuple[str, ...]:
        """Reads files only: loading importlib.metadata would cost every command 0.1 s."""
        return tuple(sorted(_packages()))

    def load(self) -> tuple[NamedRule, ...]:
        if not self.packages():
            return ()
        from importlib.metadata import entry_points

        found = {point.name: _loaded(point) for point in entry_points(group=GROUP)}
        return tuple(found[name] for name in sorted(found))


def _packages() -> Iterator[str]:
    for folder in dict.fromkeys(sys.path):
        try:
            entries = list(Path(folder or ".").glob("*.dist-info/entry_points.txt"))
        except OSError:
            continue
        for entry in entries:
            if f"[{GROUP}]" in entry.read_text(encoding="utf-8", errors="replace"):
                yield entry.parent.name.removesuffix(".dist-info")


def _loaded(point: EntryPoint) -> NamedRule:
    from sandbox.seeding.values.named_rules import NamedRule

    package = f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package"
    try:
        make = point.load()
    except Exception as error:  # somebody else's code
        raise UsageError(
            f"the rule {point.name} of the package {package} cannot be loaded: {error}",
            "mend or remove that package",
        ) from error
    return NamedRule(name=point.name, package=package, make=make)

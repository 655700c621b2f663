"""What mended rows of the same kind before: tried first, so that mending many rows is quick."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.value import Rows

LOOKED = 12
"""So many rows of a kind are mended by looking for a change of their own."""
FEW = 12
"""A column of so few different values in a batch tells kinds of rows apart by its value."""
DRAWS = 3
HOPELESS = 20
"""So many rows of a kind in vain, and the next of it are given up at once."""

Template = tuple[tuple[str, Raw], ...]
OTHER = object()
"""In a template: any value that the column has in another row."""


@dataclass(slots=True)
class _Kind:
    """Rows alike in what is NULL and in columns of few values. found: changes that helped.
    failed: rows that no change helped."""

    rows: int = 0
    failed: int = 0
    found: list[Template] = field(default_factory=list)


@dataclass(slots=True)
class Remembered:
    """The changes that helped, by condition and kind of row."""

    _kinds: dict[Hashable, _Kind] = field(default_factory=dict)
    _few: tuple[int, dict[str, bool]] = (-1, {})

    def changes(
        self, condition: Condition, row: Mapping[str, Raw], rows: Rows, random: Random
    ) -> Iterator[Mapping[str, Raw]]:
        """Nothing until enough rows of the kind have been looked at; then in any order."""
        kind = self._kind(condition, row, rows)
        kind.rows += 1
        if kind.rows <= LOOKED:
            return
        for template in random.sample(kind.found, len(kind.found)):
            for _ in range(DRAWS if any(value is OTHER for _, value in template) else 1):
                yield {name: _drawn(rows.columns[name], value, random) for name, value in template}

    def note(
        self, condition: Condition, row: Mapping[str, Raw], rows: Rows, change: Mapping[str, Raw]
    ) -> None:
        """Takes down a change that helped, if it is one that may help other rows."""
        template = []
        for name, value in change.items():
            if value is None or self._is_few(name, rows):
                template.append((name, value))
            elif row[name] is None:
                template.append((name, OTHER))
            else:
                return  # worked out from this row's own values
        kind = self._kind(condition, row, rows)
        if tuple(template) not in kind.found:
            kind.found.append(tuple(template))

    def failed(self, condition: Condition, row: Mapping[str, Raw], rows: Rows) -> None:
        """Takes down that nothing helped."""
        self._kind(condition, row, rows).failed += 1

    def hopeless(self, condition: Condition, row: Mapping[str, Raw], rows: Rows) -> bool:
        """Whether many rows of the kind were looked at, and none was helped."""
        kind = self._kind(condition, row, rows)
        return not kind.found and kind.failed >= HOPELESS

    def _kind(self, condition: Condition, row: Mapping[str, Raw], rows: Rows) -> _Kind:
        told = tuple(
            row[name] if self._is_few(name, rows) else row[name] is None
            for name in condition.columns
        )
        return self._kinds.setdefault((id(condition), told), _Kind())

    def _is_few(self, name: str, rows: Rows) -> bool:
        if self._few[0] != rows.first:
            self._few = (rows.first, {})
        known = self._few[1]
        if name not in known:
            known[name] = len(set(rows.columns[name])) <= FEW
        return known[name]


def _drawn(values: list[Raw], wanted: Raw, random: Random) -> Raw:
    return values[int(random.random() * len(values))] if wanted is OTHER else wanted

"""A pattern's texts, narrowed to those that begin, or end, as wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sandbox.seeding.values.strings import Alternatives, Letters, Repeated, Sequenced, Strings

_DIGITS = frozenset("0123456789")


def beginning(strings: Strings, wanted: str) -> Strings | None:
    """Those whose letters and digits begin with `wanted`; what only separates them is passed over.

    None where the pattern has none.
    """
    found = _pinned([strings], wanted)
    return None if found is None else Sequenced(found)


def _pinned(parts: Sequence[Strings], wanted: str) -> list[Strings] | None:
    if not wanted:
        return list(parts)
    if not parts:
        return None
    head, rest = parts[0], parts[1:]
    if isinstance(head, Letters):
        return _letter(head, rest, wanted)
    if isinstance(head, Sequenced):
        return _pinned([*head.parts, *rest], wanted)
    if isinstance(head, Alternatives):
        tried = (_pinned([branch, *rest], wanted) for branch in head.branches)
        return next((found for found in tried if found is not None), None)
    if isinstance(head, Repeated) and head.high:
        fewer = Repeated(head.inner, max(head.low - 1, 0), head.high - 1, head.open)
        taken = _pinned([head.inner, fewer, *rest], wanted)
        if taken is not None or head.low:
            return taken
    return _pinned(rest, wanted)


def _letter(head: Letters, rest: Sequence[Strings], wanted: str) -> list[Strings] | None:
    if wanted[0] in head.members:
        after = _pinned(rest, wanted[1:])
        return None if after is None else [Letters(wanted[0]), *after]
    if any(letter.isalnum() for letter in head.members):
        return None
    after = _pinned(rest, wanted)
    return None if after is None else [head, *after]


@dataclass(frozen=True)
class Ended(Strings):
    """Texts of `body`, each with the one letter that `end` gives it."""

    body: Strings
    end: Callable[[str], str]

    @property
    def size(self) -> int:  # type: ignore[override]
        return self.body.size

    @property
    def lengths(self) -> tuple[int, int]:  # type: ignore[override]
        low, high = self.body.lengths
        return low + 1, high + 1

    @property
    def different(self) -> bool:  # type: ignore[override]
        return self.body.different

    def any(self, random: Random) -> str:
        text = self.body.any(random)
        return text + self.end(text)

    def nth(self, index: int) -> str:
        text = self.body.nth(index)
        return text + self.end(text)


def ending(strings: Strings, end: Callable[[str], str]) -> Strings | None:
    """Those whose last digit is what `end` gives for all before it; None where the last letter
    is not any digit."""
    body, last = _split(strings)
    return Ended(Sequenced(body), end) if set(last) >= _DIGITS else None


def closing(strings: Strings, letters: str) -> Strings | None:
    """Those whose last letter is one of these; None where it cannot be."""
    body, last = _split(strings)
    wanted = "".join(letter for letter in letters if letter in last)
    return Sequenced([*body, Letters(wanted)]) if wanted and len(last) > 1 else None


def _split(strings: Strings) -> tuple[list[Strings], str]:
    """Everything but the last letter, and what that can be; nothing where that is not plain."""
    parts = _flat(strings)
    while parts and parts[-1].lengths == (0, 0):
        parts.pop()
    last = parts.pop() if parts else None
    if isinstance(last, Repeated) and last.low == last.high and last.low:
        parts.append(Repeated(last.inner, last.low - 1, last.low - 1))
        last = last.inner
    return parts, last.members if isinstance(last, Letters) else ""


def _flat(strings: Strings) -> list[Strings]:
    if isinstance(strings, Sequenced):
        return [part for each in strings.parts for part in _flat(each)]
    return [strings]


def fewest(strings: Strings, enough: int) -> Strings:
    """Those with zeros in front, or what is least: as few texts as are still `enough`."""
    prefix = ""
    while len(prefix) < 16:
        found = None
        for digit in "0123456789":
            found = beginning(strings, prefix + digit)
            if found is not None:
                prefix += digit
                break
        if found is None or found.size < enough:
            break
        narrowed = found
    else:
        return narrowed
    return beginning(strings, prefix[:-1] if found is not None else prefix) or strings

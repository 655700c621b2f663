"""Reads single keys of a recipe's text; every error says where, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from difflib import SequenceMatcher, get_close_matches
from math import isfinite
from typing import Any, TypeVar

from sandbox.seeding.recipes.lines import line_of
from sandbox.seeding.recipes.model import RecipeError

_NOT_WRITTEN = ("scenario", "own_scenario", "text", "file")
MOST_ROWS = 100_000_000
"""More than a sandbox has room for."""
_T = TypeVar("_T")


class Fields:
    """Reads keys of a document's tables; `text` says on which line something stands, `file` is
    what it is called."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file

    def weights(self, entry: Mapping[str, Any], at: tuple[str, ...]) -> Mapping[Any, float]:
        weights = list(entry.values())
        for value, weight in entry.items():
            if not is_number(weight) or weight < 0:
                message = (
                    f"{dotted(at)}: the weight of {value} is no number from zero up: {weight!r}"
                )
                raise self.error(at, message, "weights are shares: { open = 70, closed = 30 }")
        if not sum(weights):
            message = f"{dotted(at)}: all weights are zero"
            raise self.error(at, message, "give one of the values more than zero")
        return {value: float(weight) for value, weight in entry.items()}

    def locales(self, entry: Mapping[str, Any], at: tuple[str, ...]) -> Mapping[str, float]:
        one, several = entry.get("locale"), entry.get("locales")
        if one is None and several is None:
            return {}
        if one is not None and several is not None:
            raise self.error(at, f"{dotted(at)} has both locale and locales", "keep one")
        if isinstance(several, dict) and several:
            return self.weights(several, (*at, "locales"))
        names = [one] if one is not None else several
        if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
            where = (*at, "locale" if one is not None else "locales")
            raise self.error(where, f"{dotted(where)} names no locale", 'locale = "nl_NL"')
        return dict.fromkeys(names, 1.0)

    def optional(
        self,
        entry: Mapping[str, Any],
        key: str,
        at: tuple[str, ...],
        read: Callable[[Any, tuple[str, ...]], _T],
    ) -> _T | None:
        return read(entry[key], (*at, key)) if key in entry else None

    def mapping(self, entry: Any, at: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(entry, dict):
            message = f"{dotted(at)} is no table of the seed recipe"
            raise self.error(at, message, f"[{dotted(at)}]")
        return entry

    def whole(self, entry: Mapping[str, Any], key: str, at: tuple[str, ...]) -> int | None:
        value, where = entry.get(key), dotted((*at, key))
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            if key == "rows" and value is not None and value > MOST_ROWS:
                message = f"{where} is more than {MOST_ROWS:,}: {value:,}"
                raise self.error((*at, key), message, f"{where} = {MOST_ROWS}")
            return value
        raise self.error((*at, key), f"{where} is no whole number: {value!r}", f"{where} = 100")

    def truth(self, entry: Mapping[str, Any], key: str, at: tuple[str, ...]) -> bool | None:
        value = entry.get(key)
        if value is None or isinstance(value, bool):
            return value
        message = f"{dotted((*at, key))} is neither true nor false: {value!r}"
        raise self.error((*at, key), message, f"{key} = true")

    def text_at(self, entry: Mapping[str, Any], key: str, at: tuple[str, ...]) -> str | None:
        value = entry.get(key)
        if value is None or isinstance(value, str):
            return value
        raise self.error((*at, key), f"{dotted((*at, key))} is no text: {value!r}", f'{key} = "…"')

    def known(self, entry: Mapping[str, Any], model: type, at: tuple[str, ...]) -> None:
        known = keys_of(model)
        for key in entry:
            if key not in known:
                where = dotted(at) or "the seed recipe"
                raise self.error(
                    (*at, key), f"{where} has an unknown key: {key}", nearest(key, known)
                )

    def error(self, at: tuple[str, ...], message: str, hint: str | None = None) -> RecipeError:
        return RecipeError(located(self.file, line_of(self.text, at), message), hint)


def located(file: str, line: int | None, message: str) -> str:
    """The message with the file and, where that is known, the line that it is about."""
    return f"line {line} of {file}: {message}" if line is not None else f"{file}: {message}"


def keys_of(model: type) -> tuple[str, ...]:
    """The keys that a table of the document may have."""
    names = [one.name for one in fields(model) if one.name not in _NOT_WRITTEN]
    return (*names, "locale") if "locales" in names else tuple(names)


def dotted(at: Sequence[str]) -> str:
    return ".".join(part if re.fullmatch(r"[\w-]+", part) else f'"{part}"' for part in at)


def is_number(value: Any) -> bool:
    """A finite one: TOML has others, too."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def is_endless(value: Any) -> bool:
    """TOML's inf and nan."""
    return isinstance(value, float) and not isfinite(value)


def nearest(name: str, known: Sequence[str]) -> str:
    """A hint that names what may have been meant."""
    parts = [one for one in known if name and (name in one or (one in name and len(one) > 2))]
    alike = {*parts, *get_close_matches(name, known, n=3, cutoff=0.6)}
    close = sorted(alike, key=lambda one: (-SequenceMatcher(None, name, one).ratio(), one))[:3]
    listed = ", ".join(close) if close else ", ".join(sorted(known)[:12])
    return f"did you mean {listed}?" if close else f"there are: {listed}"

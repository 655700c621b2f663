"""JSON documents that a column's checks ask for: keys, kinds, lengths, values at a path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from sandbox.seeding.checks.conditions import Condition
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import (
    Call,
    Cast,
    Col,
    Expression,
    NotUnderstood,
    Quantified,
    children,
    columns_of,
    uncast,
)
from sandbox.seeding.checks.matches import Matches
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.pattern import strings_of
from sandbox.seeding.values.value import Rows, Spec, Value

Path = tuple[str, ...]
Wanted = tuple[Path, Sequence[Any]]
"""What may stand at a path, any of them."""

_KINDS: dict[str, Sequence[Any]] = {
    "object": ({},),
    "array": ([], ["new"], ["new", "checked"]),
    "string": ("first", "second", "third"),
    "number": (1, 2, 3, 5, 8),
    "boolean": (True, False),
    "null": (None,),
}
_LENGTHS = ("jsonb_array_length", "json_array_length")
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
PLAIN = ("new", "checked", "open", "closed", "first", "second")
"""Where a key has to be there and nothing says what it holds."""


def documents(spec: Spec, base: Value | None, conditions: Iterable[Condition]) -> Value | None:
    """Documents of the base with what the conditions want; None where they want nothing."""
    wanted = [found for c in conditions for found in _wanted(c.expression)]
    if not wanted:
        return None
    wanted.sort(key=lambda entry: len(entry[0]))
    random = spec.random("document")

    def draw(rows: Rows) -> list[Raw]:
        given = base.draw(rows) if base is not None else ["{}"] * rows.count
        return [json.dumps(_filled(json.loads(text), wanted, random)) for text in given]

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [json.dumps(_numbered(index, wanted)) for index in indexes]

    needs = base.needs if base is not None else ()
    made = Value(why="documents as the check wants them", draw=draw, needs=needs)
    lasting = dict(wanted).values()
    if not any(isinstance(options, Matches) for options in lasting):
        return made
    return replace(made, pick=pick, size=max(map(len, lasting)))


def _numbered(index: int, wanted: Sequence[Wanted]) -> Any:
    """The document of that number, without what nothing asks for."""
    document: Any = {}
    for path, options in wanted:
        document = _put(document, path, options[index % len(options)])
    return document


def _filled(document: Any, wanted: Sequence[Wanted], random: Random) -> Any:
    for path, options in wanted:
        document = _put(document, path, random.choice(options))
    return document


def _put(document: Any, path: Path, value: Any) -> Any:
    if not path:
        return _merged(document, value)
    if isinstance(document, list):
        return document
    held = dict(document) if isinstance(document, dict) else {}
    key, rest = path[0], path[1:]
    held[key] = _put(held.get(key, {}), rest, value) if rest else _merged(held.get(key), value)
    return held


def _merged(there: Any, value: Any) -> Any:
    if isinstance(there, dict) and isinstance(value, dict):
        return {**there, **value}
    return value


def _wanted(expression: Expression) -> Iterator[Wanted]:
    match expression:
        case Call(name="not", arguments=(Call(name="is null", arguments=(inner,)),)):
            place = _text_place(inner) or _place(inner)
            if place:
                yield place, PLAIN
            return
        case Call(name="not" | "is null"):
            return
        case Call(name="?&" | "?|" | "?" | "jsonb_exists" as name, arguments=(left, right)):
            keys = _constant(right)
            keys = (keys,) if isinstance(keys, str) else keys or ()
            yield from _keys(left, keys if name == "?&" else keys[:1])
            return
        case Call(name="@>", arguments=(left, right)):
            place, part = _place(left), _constant(right)
            if place is not None and isinstance(part, str):
                yield place, [json.loads(part)]
            return
        case Call(name="~" | "~*", arguments=(left, right)):
            yield from _matching(left, right)
            return
        case Call(name=name, arguments=(left, right)) if name in _FLIPPED:
            if columns_of(right):
                left, right, name = right, left, _FLIPPED[name]
            yield from _compared(left, name, [_constant(right)])
            return
        case Quantified(operator="=", left=left, array=array, any=True):
            yield from _compared(left, "=", list(_constant(array) or ()))
            return
    for child in children(expression):
        yield from _wanted(child)


def _compared(left: Expression, name: str, values: Sequence[Any]) -> Iterator[Wanted]:
    bare = uncast(left)
    if isinstance(bare, Call) and bare.name in ("jsonb_typeof", "json_typeof") and name == "=":
        place = _place(bare.arguments[0])
        options = [option for kind in values for option in _KINDS.get(str(kind), ())]
        if place is not None and options:
            yield place, options
        return
    if isinstance(bare, Call) and bare.name in _LENGTHS:
        place = _place(bare.arguments[0])
        if place is not None:
            lengths = _near(name, values)
            yield place, [[f"item {n + 1}" for n in range(int(size))] for size in lengths]
        return
    place = _text_place(left)
    if not place:
        return
    if isinstance(left, Cast) and left.type not in ("text", "character varying"):
        yield place, [_plain(value) for value in _near(name, values)]
    elif name == "=":
        yield place, values


def _near(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """Some values for which the comparison holds."""
    if name == "=" or not values or isinstance(values[0], (str, bool)):
        return values
    (bound,) = values[:1]
    first = {">": 1, ">=": 0, "<": -1, "<=": 0}[name]
    sign = 1 if name[0] == ">" else -1
    near = [bound + first + sign * n for n in range(4)]
    return [value for value in near if value >= 0] or near


def _plain(value: Any) -> Any:
    if isinstance(value, (str, bool)):
        return value
    return int(value) if value == int(value) else float(value)


def _matching(left: Expression, right: Expression) -> Iterator[Wanted]:
    place, pattern = _text_place(left), _constant(right)
    strings = strings_of(pattern) if isinstance(pattern, str) else None
    if place and strings is not None and strings.different:
        yield place, Matches(strings)
    elif place and strings is not None:
        random = Random(pattern)
        yield place, [strings.any(random) for _ in range(12)]


def _keys(left: Expression, keys: Sequence[str]) -> Iterator[Wanted]:
    place = _place(left)
    if place is not None:
        for key in keys:
            yield (*place, key), PLAIN


def _place(expression: Expression) -> Path | None:
    """The path that an expression leads to: `col -> 'a' -> 'b'`."""
    bare = uncast(expression)
    if isinstance(bare, Col):
        return ()
    if isinstance(bare, Call) and bare.name in ("->", "#>", "jsonb_extract_path"):
        return _further(bare)
    return None


def _text_place(expression: Expression) -> Path | None:
    bare = uncast(expression)
    if isinstance(bare, Call) and bare.name in ("->>", "#>>", "jsonb_extract_path_text"):
        return _further(bare)
    return None


def _further(call: Call) -> Path | None:
    place, key = _place(call.arguments[0]), _constant(call.arguments[1])
    if place is None or key is None or not isinstance(key, (str, tuple)):
        return None
    if isinstance(key, tuple):
        return (*place, *key)
    return (*place, *key.strip("{}").split(",")) if call.name in ("#>", "#>>") else (*place, key)


def _constant(expression: Expression) -> Any:
    if columns_of(expression):
        return None
    try:
        return evaluated(expression, {})({})
    except NotUnderstood:
        return None

"""Functions and operators on JSON documents (texts here) and arrays (tuples)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def _json_kind(text: str) -> str:
    value = json.loads(text)
    if value is None:
        return "null"
    kinds = {bool: "boolean", int: "number", float: "number", str: "string", list: "array"}
    return kinds.get(type(value), "object")


def _at(value: Any, keys: Sequence[Any]) -> Any:
    for key in keys:
        try:
            value = value[int(key) if isinstance(value, list) else str(key)]
        except (KeyError, IndexError, TypeError, ValueError):
            return _NOWHERE
    return value


_NOWHERE = object()


def _as_text(found: Any) -> str | None:
    if found is _NOWHERE or found is None:
        return None
    return found if isinstance(found, str) else json.dumps(found)


def _as_json(found: Any) -> str | None:
    return None if found is _NOWHERE else json.dumps(found)


def _path(path: Any) -> Sequence[str]:
    return path if not isinstance(path, str) else [p for p in path.strip("{}").split(",") if p]


def _has(text: str, key: str) -> bool:
    value = json.loads(text)
    return value == key if isinstance(value, str) else key in value


def _within(part: Any, whole: Any) -> bool:
    """Whether a JSON value contains another, by the server's rules."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_within(one, other) for other in whole) for one in part)
    if isinstance(whole, list):
        return part in whole
    return bool(part == whole and type(part) is type(whole))


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return _within(json.loads(right), json.loads(left))
    return set(_items(right)) <= set(_items(left))


def _items(value: Any) -> Sequence[Any]:
    if isinstance(value, str):
        return [part.strip('"') for part in value.strip("{}").split(",") if part]
    return list(value)


def _index(items: Sequence[Any], wanted: Any) -> int | None:
    return items.index(wanted) + 1 if wanted in items else None


def _element(items: Any, index: Any) -> Any:
    at = int(index)
    return items[at - 1] if 0 < at <= len(items) else None


def _joined(items: Sequence[Any], separator: str) -> str:
    return separator.join(str(item) for item in items if item is not None)


def _concatenated(left: Any, right: Any) -> Any:
    if isinstance(left, tuple) and isinstance(right, tuple):
        return left + right
    if isinstance(left, tuple):
        return (*left, right)
    if isinstance(right, tuple):
        return (left, *right)
    return f"{left}{right}"


def _family(address: str) -> int:
    return 6 if ":" in address else 4


def _masklen(address: str) -> int:
    match = re.search(r"/(\d+)$", address)
    return int(match[1]) if match else {4: 32, 6: 128}[_family(address)]


def _list_length(text: str) -> int:
    value = json.loads(text)
    if not isinstance(value, list):
        raise ValueError("no list")
    return len(value)


CONTAINERS: Mapping[tuple[str, int], Callable[..., Any]] = {
    ("@>", 2): _contains,
    ("<@", 2): lambda left, right: _contains(right, left),
    ("&&", 2): lambda left, right: not set(_items(left)).isdisjoint(_items(right)),
    ("->>", 2): lambda text, key: _as_text(_at(json.loads(text), [key])),
    ("->", 2): lambda text, key: _as_json(_at(json.loads(text), [key])),
    ("#>>", 2): lambda text, path: _as_text(_at(json.loads(text), _path(path))),
    ("#>", 2): lambda text, path: _as_json(_at(json.loads(text), _path(path))),
    ("?", 2): _has,
    ("?&", 2): lambda text, keys: all(_has(text, key) for key in _items(keys)),
    ("?|", 2): lambda text, keys: any(_has(text, key) for key in _items(keys)),
    ("jsonb_exists", 2): _has,
    ("jsonb_typeof", 1): _json_kind,
    ("json_typeof", 1): _json_kind,
    ("jsonb_array_length", 1): _list_length,
    ("json_array_length", 1): _list_length,
    ("jsonb_extract_path_text", 2): lambda text, key: _as_text(_at(json.loads(text), [key])),
    ("jsonb_extract_path", 2): lambda text, key: _as_json(_at(json.loads(text), [key])),
    ("array_length", 2): lambda items, _: len(items) or None,
    ("array_upper", 2): lambda items, _: len(items) or None,
    ("array_lower", 2): lambda items, _: 1 if items else None,
    ("array_ndims", 1): lambda items: 1 if items else None,
    ("cardinality", 1): len,
    ("array_to_string", 2): _joined,
    ("string_to_array", 2): lambda text, separator: tuple(text.split(separator)),
    ("array_remove", 2): lambda items, gone: tuple(item for item in items if item != gone),
    ("array_append", 2): lambda items, item: (*items, item),
    ("element", 2): _element,
    ("||", 2): _concatenated,
    ("family", 1): _family,
    ("masklen", 1): _masklen,
    ("host", 1): lambda address: address.partition("/")[0],
    ("isempty", 1): lambda text: text == "empty",
}
"""`array_position` is not among them: it takes NULL."""

"""The server's functions and operators that checks commonly use, on natural values."""

from __future__ import annotations

import json
import math
import operator
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A PostgreSQL regular expression as Python's, where the two differ in writing."""
    for name, members in _CLASSES.items():
        pattern = pattern.replace(f"[:{name}:]", members)
    pattern = pattern.replace(r"\m", r"\b").replace(r"\M", r"\b").replace(r"\Z", r"\Z")
    return re.compile(pattern, flags)


_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "word": r"\w",
}


@lru_cache(maxsize=512)
def like_pattern(pattern: str) -> str:
    """A LIKE pattern as a regular expression."""
    out, escaped = [], False
    for letter in pattern:
        if escaped:
            out.append(re.escape(letter))
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            out.append({"%": "(?s:.*)", "_": "(?s:.)"}.get(letter, re.escape(letter)))
    return "".join(out)


def _like(text: str, pattern: str, flags: int = 0) -> bool:
    return compiled(like_pattern(pattern), flags).fullmatch(text) is not None


def _matches(text: str, pattern: str, flags: int = 0) -> bool:
    return compiled(pattern, flags).search(text) is not None


def _number(value: Any) -> Any:
    return value if isinstance(value, (int, float, Decimal)) else Decimal(str(value))


def _arithmetic(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def run(left: Any, right: Any) -> Any:
        if isinstance(left, float) or isinstance(right, float):
            return function(float(left), float(right))
        return function(left, right)

    return run


def _divide(left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        return int(Decimal(left) / Decimal(right))
    return left / right


def _date_part(unit: str, seconds: Any) -> Any:
    if unit == "epoch":
        return seconds
    moment = _EPOCH + timedelta(seconds=float(seconds))
    parts = {
        "dow": (moment.weekday() + 1) % 7,
        "isodow": moment.isoweekday(),
        "doy": moment.timetuple().tm_yday,
        "quarter": (moment.month + 2) // 3,
        "week": moment.isocalendar().week,
    }
    return parts[unit] if unit in parts else getattr(moment, unit)


def _json_kind(text: str) -> str:
    value = json.loads(text)
    if value is None:
        return "null"
    kinds = {bool: "boolean", int: "number", float: "number", str: "string", list: "array"}
    return kinds.get(type(value), "object")


def _json_text(text: str, key: Any) -> str | None:
    value = json.loads(text)
    try:
        found = value[int(key) if isinstance(value, list) else str(key)]
    except (KeyError, IndexError, TypeError):
        return None
    return found if found is None or isinstance(found, str) else json.dumps(found)


def _size(value: Any) -> int:
    if isinstance(value, str) and value.startswith("\\x"):
        return (len(value) - 2) // 2
    return len(value)


def _octets(value: str) -> int:
    return _size(value) if value.startswith("\\x") else len(value.encode())


def _position(part: str, whole: str) -> int:
    return whole.find(part) + 1


def _contains(left: Any, right: Any) -> bool:
    return set(right) <= set(left)


FUNCTIONS: Mapping[tuple[str, int], Callable[..., Any]] = {
    ("negative", 1): operator.neg,
    ("+", 2): _arithmetic(operator.add),
    ("-", 2): _arithmetic(operator.sub),
    ("*", 2): _arithmetic(operator.mul),
    ("/", 2): _arithmetic(_divide),
    ("%", 2): _arithmetic(math.fmod),
    ("mod", 2): _arithmetic(math.fmod),
    ("||", 2): lambda left, right: f"{left}{right}",
    ("~~", 2): _like,
    ("!~~", 2): lambda text, pattern: not _like(text, pattern),
    ("~~*", 2): lambda text, pattern: _like(text, pattern, re.IGNORECASE),
    ("!~~*", 2): lambda text, pattern: not _like(text, pattern, re.IGNORECASE),
    ("~", 2): _matches,
    ("!~", 2): lambda text, pattern: not _matches(text, pattern),
    ("~*", 2): lambda text, pattern: _matches(text, pattern, re.IGNORECASE),
    ("!~*", 2): lambda text, pattern: not _matches(text, pattern, re.IGNORECASE),
    ("@>", 2): _contains,
    ("<@", 2): lambda left, right: _contains(right, left),
    ("->>", 2): _json_text,
    ("?", 2): lambda text, key: key in json.loads(text),
    ("length", 1): _size,
    ("char_length", 1): _size,
    ("character_length", 1): _size,
    ("octet_length", 1): _octets,
    ("array_length", 2): lambda items, _: len(items) or None,
    ("cardinality", 1): len,
    ("jsonb_typeof", 1): _json_kind,
    ("json_typeof", 1): _json_kind,
    ("jsonb_array_length", 1): lambda text: len(json.loads(text)),
    ("lower", 1): str.lower,
    ("upper", 1): str.upper,
    ("btrim", 1): lambda text: text.strip(" "),
    ("ltrim", 1): lambda text: text.lstrip(" "),
    ("rtrim", 1): lambda text: text.rstrip(" "),
    ("trim", 1): lambda text: text.strip(" "),
    ("left", 2): lambda text, count: text[: int(count)],
    ("right", 2): lambda text, count: text[-int(count) :],
    ("substr", 2): lambda text, start: text[int(start) - 1 :],
    ("substr", 3): lambda text, start, count: text[int(start) - 1 : int(start) - 1 + int(count)],
    ("substring", 3): lambda text, start, count: text[int(start) - 1 : int(start) - 1 + int(count)],
    ("starts_with", 2): str.startswith,
    ("strpos", 2): lambda whole, part: _position(part, whole),
    ("position", 2): _position,
    ("abs", 1): abs,
    ("floor", 1): math.floor,
    ("ceil", 1): math.ceil,
    ("ceiling", 1): math.ceil,
    ("trunc", 1): math.trunc,
    ("round", 1): lambda value: round(_number(value)),
    ("round", 2): lambda value, digits: round(_number(value), int(digits)),
    ("date_part", 2): _date_part,
    ("date", 1): lambda moment: moment // 86_400 * 86_400,
}

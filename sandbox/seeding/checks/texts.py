"""Functions and operators on texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import md5
from typing import Any


@lru_cache(maxsize=512)
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A PostgreSQL regular expression as Python's, where the two differ in writing."""
    for name, members in _CLASSES.items():
        pattern = pattern.replace(f"[:{name}:]", members)
    pattern = re.sub(r"^\*\*\*[:=]", "", pattern)
    pattern = re.sub(r"\\[mMyY]", r"\\b", pattern)
    return re.compile(pattern, flags)


_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "blank": r" \t",
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


@lru_cache(maxsize=512)
def similar_pattern(pattern: str) -> str:
    """A SIMILAR TO pattern as a regular expression."""
    out, escaped, inside = [], False, False
    for letter in pattern:
        if escaped:
            out.append("\\" + letter)
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            inside = (inside or letter == "[") and letter != "]"
            plain = {"%": ".*", "_": ".", ".": r"\.", "^": r"\^", "$": r"\$"}
            out.append(letter if inside else plain.get(letter, letter))
    return f"^(?:{''.join(out)})$"


def like(text: str, pattern: str, flags: int = 0) -> bool:
    return compiled(like_pattern(pattern), flags).fullmatch(text) is not None


def matches(text: str, pattern: str, flags: int = 0) -> bool:
    return compiled(pattern, flags).search(text) is not None


def _flags(letters: str) -> int:
    return re.IGNORECASE if "i" in letters else 0


def _replace(text: str, pattern: str, by: str, flags: str = "") -> str:
    template = re.sub(r"\\&", r"\\g<0>", by)
    return compiled(pattern, _flags(flags)).sub(template, text, count=0 if "g" in flags else 1)


def _substring(text: str, start: Any, count: Any | None = None) -> str:
    begin = int(start) - 1
    end = len(text) if count is None else begin + int(count)
    return text[max(begin, 0) : max(end, 0)]


def _found(text: str, pattern: str) -> str | None:
    """`substring(text from pattern)`: what matches, or its first group."""
    match = compiled(pattern).search(text)
    if match is None:
        return None
    return match[1] if match.re.groups else match[0]


def _substring_or_found(text: str, second: Any) -> str | None:
    return _found(text, second) if isinstance(second, str) else _substring(text, second)


def _part(text: str, separator: str, number: Any) -> str:
    parts = text.split(separator)
    at = int(number)
    return parts[at - 1] if 0 < at <= len(parts) else ""


def _left(text: str, count: Any) -> str:
    return text[: int(count)]


def _right(text: str, count: Any) -> str:
    number = int(count)
    return text[max(len(text) - number, 0) :] if number >= 0 else text[-number:]


def _padded(text: str, length: Any, fill: str, left: bool) -> str:
    size = int(length)
    missing = (fill * size)[: max(size - len(text), 0)]
    return (missing + text)[:size] if left and missing else (text + missing)[:size]


def _initcap(text: str) -> str:
    return re.sub(r"[^\W_]+", lambda match: match[0][:1].upper() + match[0][1:].lower(), text)


def _position(part: str, whole: str) -> int:
    return whole.find(part) + 1


def _size(value: Any) -> int:
    if isinstance(value, str) and value.startswith("\\x"):
        return (len(value) - 2) // 2
    return len(value)


def _octets(value: str) -> int:
    return _size(value) if value.startswith("\\x") else len(value.encode())


def _translate(text: str, given: str, wanted: str) -> str:
    table = {ord(one): wanted[at] if at < len(wanted) else None for at, one in enumerate(given)}
    return text.translate(table)


def _is_like(ignoring: bool, wanted: bool) -> Callable[[str, str], bool]:
    return lambda text, pattern: like(text, pattern, re.IGNORECASE * ignoring) is wanted


def _is_match(ignoring: bool, wanted: bool) -> Callable[[str, str], bool]:
    return lambda text, pattern: matches(text, pattern, re.IGNORECASE * ignoring) is wanted


TEXTS: Mapping[tuple[str, int], Callable[..., Any]] = {
    ("~~", 2): _is_like(False, True),
    ("!~~", 2): _is_like(False, False),
    ("~~*", 2): _is_like(True, True),
    ("!~~*", 2): _is_like(True, False),
    ("~", 2): _is_match(False, True),
    ("!~", 2): _is_match(False, False),
    ("~*", 2): _is_match(True, True),
    ("!~*", 2): _is_match(True, False),
    ("^@", 2): str.startswith,
    ("similar_to_escape", 1): similar_pattern,
    ("similar_escape", 2): lambda pattern, _: similar_pattern(pattern),
    ("regexp_like", 2): matches,
    ("regexp_like", 3): lambda text, pattern, flags: matches(text, pattern, _flags(flags)),
    ("regexp_count", 2): lambda text, pattern: len(compiled(pattern).findall(text)),
    ("regexp_replace", 3): _replace,
    ("regexp_replace", 4): _replace,
    ("regexp_match", 2): lambda text, pattern: (
        None if (match := compiled(pattern).search(text)) is None else match.groups() or (match[0],)
    ),
    ("length", 1): _size,
    ("char_length", 1): _size,
    ("character_length", 1): _size,
    ("octet_length", 1): _octets,
    ("bit_length", 1): lambda value: 8 * _octets(value),
    ("lower", 1): str.lower,
    ("upper", 1): str.upper,
    ("initcap", 1): _initcap,
    ("reverse", 1): lambda text: text[::-1],
    ("btrim", 1): lambda text: text.strip(" "),
    ("ltrim", 1): lambda text: text.lstrip(" "),
    ("rtrim", 1): lambda text: text.rstrip(" "),
    ("trim", 1): lambda text: text.strip(" "),
    ("btrim", 2): str.strip,
    ("ltrim", 2): str.lstrip,
    ("rtrim", 2): str.rstrip,
    ("left", 2): _left,
    ("right", 2): _right,
    ("substr", 2): _substring,
    ("substr", 3): _substring,
    ("substring", 2): _substring_or_found,
    ("substring", 3): _substring,
    ("starts_with", 2): str.startswith,
    ("strpos", 2): lambda whole, part: _position(part, whole),
    ("position", 2): _position,
    ("split_part", 3): _part,
    ("replace", 3): str.replace,
    ("translate", 3): _translate,
    ("repeat", 2): lambda text, count: text * int(count),
    ("lpad", 2): lambda text, length: _padded(text, length, " ", True),
    ("lpad", 3): lambda text, length, fill: _padded(text, length, fill, True),
    ("rpad", 2): lambda text, length: _padded(text, length, " ", False),
    ("rpad", 3): lambda text, length, fill: _padded(text, length, fill, False),
    ("ascii", 1): lambda text: ord(text[0]) if text else 0,
    ("chr", 1): lambda number: chr(int(number)),
    ("md5", 1): lambda text: md5(text.encode(), usedforsecurity=False).hexdigest(),
    ("to_hex", 1): lambda number: f"{int(number):x}",
    ("quote_ident", 1): lambda text: text,
}

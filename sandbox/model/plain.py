"""A document that fits its dataclass as it is needs no library to convert or to explain it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le

T = TypeVar("T")


def from_plain(model: type[T], document: Mapping[str, Any]) -> T | None:
    """The dataclass with the document's values, or None where any of them does not fit.

    Fits: a known key, and exactly the field's type within its bounds; sections likewise.
    """
    hints = get_type_hints(model, include_extras=True)
    values: dict[str, Any] = {}
    for key, value in document.items():
        if key not in hints:
            return None
        if dataclasses.is_dataclass(hints[key]):
            section = from_plain(hints[key], value) if isinstance(value, dict) else None
            if section is None:
                return None
            values[key] = section
        elif _fits(value, hints[key]):
            values[key] = value
        else:
            return None
    return model(**values)


def _fits(value: object, hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        plain, *rules = arguments
        return _fits(value, plain) and all(_within(value, rule) for rule in rules)
    if origin in (UnionType, Union):
        return any(_fits(value, one) for one in arguments)
    if origin is Literal:
        return value in arguments
    if origin is list:
        return isinstance(value, list) and all(_fits(one, arguments[0]) for one in value)
    if origin is dict:
        return isinstance(value, dict) and all(_fits(one, arguments[1]) for one in value.values())
    return type(value) is hint


def _within(value: Any, rule: object) -> bool:
    match rule:
        case Ge(ge=bound):
            return bool(value >= bound)
        case Gt(gt=bound):
            return bool(value > bound)
        case Le(le=bound):
            return bool(value <= bound)
        case _:
            return True

"""Files: name, path, ending, media type and size that agree, through the row's `#file`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values import numbers
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.numbers import limits_of
from sandbox.seeding.values.phrases import FILE_KINDS
from sandbox.seeding.values.titles import file_of
from sandbox.seeding.values.value import Rows, Spec, Value, weighted

PREFIXED = frozenset(("original", "stored", "storage"))
"""Words before `file_name` that still mean the row's one file."""


def _of_file(spec: Spec, one: Callable[[int], str], why: str, longest: int) -> Value:
    prefix = "" if spec.prefix in PREFIXED else spec.prefix
    hidden = hidden_name("file", prefix)

    def draw(rows: Rows) -> list[Raw]:
        return [one(number) for number in rows.columns[hidden]]

    return Value(why=why, draw=draw, needs=(hidden,), distinct=True, longest=longest)


def file_name(spec: Spec) -> Value:
    return _of_file(spec, lambda number: file_of(number)[0], "a file's name", 30)


def path(spec: Spec) -> Value:
    folder = spec.table.name.lower()

    def one(number: int) -> str:
        return f"{folder}/{number % 90 + 10}/{file_of(number)[0]}"

    return _of_file(spec, one, "a file's path", 36 + len(folder))


def ending(spec: Spec) -> Value:
    value = _of_file(spec, lambda number: file_of(number)[1][0], "a file's ending", 4)
    return replace(value, distinct=False)


def mime_type(spec: Spec) -> Value:
    """Of the row's file where the table has more of it than its type."""
    kinds = sorted({kind[1] for kind in FILE_KINDS})
    if (spec.column.length or 99) < 71:
        kinds = [kind for kind in kinds if len(kind) < 20]
        return weighted(kinds, [1.0] * len(kinds), spec.random(), "a media type")
    value = _of_file(spec, lambda number: file_of(number)[1][1], "a file's media type", 71)
    return replace(
        value,
        distinct=False,
        pick=lambda indexes: [kinds[index] for index in indexes],
        size=len(kinds),
    )


def size(spec: Spec) -> Value:
    """In bytes, as files of the row's kind usually have."""
    plain = numbers.between(spec, 800, 4_000_000, "a size in bytes", skew=4)
    if spec.column.family is not Family.INTEGER:
        return plain
    hidden = hidden_name("file", spec.prefix if spec.prefix not in PREFIXED else "")
    lowest, highest = limits_of(spec)
    random = spec.random().random

    def draw(rows: Rows) -> list[Raw]:
        kinds = [file_of(number)[1] for number in rows.columns[hidden]]
        made = [low + int(random() ** 2 * (high - low)) for _, _, low, high in kinds]
        return [min(max(value, lowest), highest) for value in made]

    return replace(plain, why="a usual size of such a file", draw=draw, needs=(hidden,))

"""What the rows of some tables are called, where the columns of a row belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import column_names, noun
from sandbox.seeding.values.trade_lists import COLUMNS, ListColumn
from sandbox.seeding.values.value import Rows, Spec, Value


def of_trade(spec: Spec) -> Callable[[Spec], Value] | None:
    """The rule for a column of a table whose rows are known: cars, plants, medicines, songs."""
    if spec.column.family is not Family.TEXT or spec.column.array:
        return None
    words, what = words_of(spec.column.name), noun(spec.table.name)
    name = "_".join(words)
    if what == "class" and column_names(spec.table).isdisjoint(_SCHOOL):
        return None
    found = COLUMNS.get((what, name))
    if found is None and words[:1] == [what]:
        found = COLUMNS.get((what, "_".join(words[1:])))
    if found is None and name == "branch" and column_names(spec.table) & _COMMITS:
        found = COLUMNS["commit", "branch"]
    return None if found is None else _rule(found)


_SCHOOL = frozenset(("grade_level", "school_year", "homeroom", "teacher_id", "academic_year"))
"""Columns of classes in a school; others are courses."""
_COMMITS = frozenset(("commit", "commit_sha", "sha", "commit_hash", "repository", "repo"))


def _rule(column: ListColumn) -> Callable[[Spec], Value]:
    texts, size = column.texts, len(column.texts)

    def rule(spec: Spec) -> Value:
        hidden = hidden_name("trade", "")

        def draw(rows: Rows) -> list[Raw]:
            return [texts[number % size] for number in rows.columns[hidden]]

        def pick(indexes: Sequence[int]) -> list[Raw]:
            return [
                texts[index] if index < size else f"{texts[index % size]} {index // size + 1}"
                for index in indexes
            ]

        return Value(
            why=f"from a list of {column.of}s, the same row of it as beside",
            draw=draw,
            pick=pick,
            size=max(size, spec.rows) if len(set(texts)) == size else size,
            needs=(hidden,),
            longest=max(map(len, texts)) + 6,
        )

    return rule


def named_row(spec: Spec) -> Callable[[int], str] | None:
    """A number of the row's `#trade` to what the row is called, no two alike; None where the
    table's name or title is of no list."""
    for column in spec.table.columns:
        if words_of(column.name) in (["name"], ["title"]):
            named = replace(spec, column=column)
            found = COLUMNS.get((noun(spec.table.name), words_of(column.name)[0]))
            if found is not None and of_trade(named) is not None:
                return _numbered(found.texts)
    return None


def _numbered(texts: Sequence[str]) -> Callable[[int], str]:
    def one(number: int) -> str:
        turn, place = divmod(number, len(texts))
        return texts[place] if not turn else f"{texts[place]} {turn + 1}"

    return one

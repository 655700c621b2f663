"""Two columns of a row that may not be the same: the currencies of a rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values import numbers
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.places import CURRENCIES
from sandbox.seeding.values.value import Rows, Spec, Value

_FIRST = "base base_currency base_code from_currency source_currency currency_from from_code"
_SECOND = "quote quote_currency counter_currency to_currency target_currency currency_to to_code"
_ORDER: Mapping[str, int] = {
    **dict.fromkeys(_FIRST.split(), 0),
    **dict.fromkeys(_SECOND.split(), 1),
}


def of_exchange(spec: Spec) -> Callable[[Spec], Value] | None:
    """The rule for a column of a table of exchange rates; None for any other."""
    name = "_".join(words_of(spec.column.name))
    found = {_ORDER.get("_".join(words_of(column.name))) for column in spec.table.columns}
    if not found >= {0, 1}:
        return None
    if name in _ORDER and spec.column.family is Family.TEXT:
        return _second if _ORDER[name] else _first
    if name in ("rate", "price", "value") and spec.column.family in (Family.NUMERIC, Family.FLOAT):
        return _rate
    return None


def _first(spec: Spec) -> Value:
    return _currency(spec, lambda number: number % len(CURRENCIES))


def _second(spec: Spec) -> Value:
    size = len(CURRENCIES)
    return _currency(spec, lambda number: (number + 1 + number // size % (size - 1)) % size)


def _currency(spec: Spec, place: Callable[[int], int]) -> Value:
    # Called distinct, as a pair comes again only 272 rows later, on another day.
    hidden = hidden_name("currency", "")

    def draw(rows: Rows) -> list[Raw]:
        return [CURRENCIES[place(number)][0] for number in rows.columns[hidden]]

    return Value(
        why="one of two different currencies", draw=draw, needs=(hidden,), distinct=True, longest=3
    )


def _rate(spec: Spec) -> Value:
    return numbers.between(spec, 0.6, 1.6, "an exchange rate", step=0.0001)

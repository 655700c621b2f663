"""Which rule fills a column: by its few allowed values, its name, or its type, in this order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values import (
    clock_times,
    codes,
    documents,
    flags,
    location,
    machines,
    moments,
    numbers,
    technical,
    text,
)
from sandbox.seeding.values.meanings import NUMBERS, TEXTS, Rule
from sandbox.seeding.values.naming import is_foreign, words_of
from sandbox.seeding.values.pairs import of_exchange
from sandbox.seeding.values.polymorphic import polymorphic
from sandbox.seeding.values.ranges import usual_of_table
from sandbox.seeding.values.special import special
from sandbox.seeding.values.states import is_state, weights_of
from sandbox.seeding.values.subject import noun, singular
from sandbox.seeding.values.trades import of_trade
from sandbox.seeding.values.value import Spec, Value, from_pool, weighted
from sandbox.seeding.wordlists import listed

_MOMENT: Mapping[Family, Rule] = {
    Family.DATE: moments.moment,
    Family.TIMESTAMP: moments.moment,
    Family.TIME: clock_times.time_of_day,
    Family.INTERVAL: moments.interval,
}

_BY_FAMILY: Mapping[Family, Rule] = {
    **_MOMENT,
    Family.INTEGER: numbers.any_number,
    Family.NUMERIC: numbers.amount,
    Family.FLOAT: numbers.any_number,
    Family.BOOLEAN: flags.boolean,
    Family.TEXT: text.title,
    Family.UUID: technical.uuid,
    Family.JSON: documents.document,
    Family.BYTES: technical.binary,
    Family.NETWORK: machines.network,
    Family.MAC: machines.mac,
    Family.BITS: technical.bits,
    Family.XML: technical.xml,
    Family.SEARCH: technical.search_vector,
}

_SUPPORTED = frozenset(_BY_FAMILY) | {
    Family.ENUM,
    Family.RANGE,
    Family.MULTIRANGE,
    Family.COMPOSITE,
}


def supported(spec: Spec) -> bool:
    """Whether any rule makes values of the column's type; of any type there are empty lists."""
    if spec.column.family is Family.ENUM and not spec.column.labels and not spec.column.array:
        return False
    known = spec.column.family in _SUPPORTED or spec.column.array
    return known or special(spec) is not None


def candidates(spec: Spec) -> Iterator[Value]:
    """Rules that may fill the column, the best first; at least one for a supported type."""
    if spec.limits.allowed is not None or spec.column.labels:
        yield few_values(spec)
        return
    own = of_trade(spec) or of_exchange(spec) or polymorphic(spec) or usual_of_table(spec)
    named = _of_look_up(spec) or ((own, "") if own else by_name(spec))
    if named is None and spec.column.family is Family.INTEGER and _in_primary_key(spec):
        named = (numbers.running, "")
    if named is not None:
        rule, prefix = named
        yield rule(replace(_in_cents(spec), prefix=prefix))
    if spec.column.family is Family.TEXT:
        if (spec.column.length or spec.limits.longest or 99) >= 16 and named is None:
            yield text.title(spec)
        yield codes.code(spec)
        yield from_pool(("x",), spec.random(), "any text")
        return
    if spec.column.family in _BY_FAMILY:
        yield _BY_FAMILY[spec.column.family](spec)
    other = special(spec)
    if other is not None:
        yield other


def _in_cents(spec: Spec) -> Spec:
    """`price_cents`, a whole number, is made like a price with two digits after the point."""
    cents = not _CENTS.isdisjoint(words_of(spec.column.name)[-1:])
    if not cents or spec.column.family is not Family.INTEGER:
        return spec
    digits = {"int2": 4, "int4": 9}.get(spec.column.type, 15)
    column = replace(spec.column, family=Family.NUMERIC, precision=digits, scale=2)
    return replace(spec, column=column)


_CENTS = frozenset(("cents", "cent", "pence", "minor"))


def _in_primary_key(spec: Spec) -> bool:
    return any(key.primary and spec.column.name in key.columns for key in spec.table.keys)


def _of_look_up(spec: Spec) -> tuple[Rule, str] | None:
    """In a table of countries or currencies, `code` and `name` mean theirs."""
    what = noun(spec.table.name)
    if spec.column.family is not Family.TEXT or spec.rows > location.look_up_size(what):
        return None
    rule = location.LOOK_UPS.get((what, "_".join(words_of(spec.column.name))))
    return (rule, "") if rule is not None else None


def by_name(spec: Spec) -> tuple[Rule, str] | None:
    """The rule for the longest ending of the column's name that has one, and what precedes it.

    What precedes it is empty where it only repeats the table: `customer_email` of customers.
    """
    family = spec.column.family
    if family is Family.TEXT:
        rules = TEXTS
    elif family in (Family.INTEGER, Family.NUMERIC, Family.FLOAT):
        rules = NUMBERS
    else:
        return None
    words = words_of(spec.column.name)
    found = _ending(words, rules)
    if found is None and words and words[-1] in _UNITS:
        found = _ending(words[:-1], rules)
    if found is None and is_foreign(spec.column.name):
        found = _beginning(words, rules)
    if found is None:
        found = _another(words, rules)
    if found is None:
        return None
    rule, prefix = found
    return rule, "" if prefix in _MEANINGLESS or prefix == noun(spec.table.name) else prefix


_MEANINGLESS = frozenset(
    listed(
        """
        preferred default base main primary current home own local native official legal the is my
        last private personal work business
        """
    )
)
"""Words before that do not make it another person or place: `preferred_currency`."""


_UNITS = frozenset(
    listed(
        """
        cents cent eur usd gbp chf euro euros kg g mm cm m km percent pct min sec ms mb html md json
        csv utc gmt raw en
        """
    )
)
"""Last words that say how something is measured or written, not what it is."""


def _ending(words: Sequence[str], rules: Mapping[str, Rule]) -> tuple[Rule, str] | None:
    for start in range(len(words)):
        ends = words[start:]
        rule = rules.get("_".join(ends)) or rules.get("_".join([*ends[:-1], singular(ends[-1])]))
        if rule is not None:
            return rule, "_".join(words[:start])
    return None


def _another(words: Sequence[str], rules: Mapping[str, Rule]) -> tuple[Rule, str] | None:
    """`phone2`, `email_2`: one more of the same; its person or place is another, by the prefix."""
    last = words[-1].rstrip("0123456789") if words else ""
    plain = [*words[:-1], last] if last else [*words[:-1]]
    if not plain or plain == [*words]:
        return None
    found = _ending(plain, rules)
    return None if found is None else (found[0], f"{found[1]}_{words[-1]}".strip("_"))


def _beginning(words: Sequence[str], rules: Mapping[str, Rule]) -> tuple[Rule, str] | None:
    """Where what a thing is comes first: `nombre_cliente`, `fecha_pago`."""
    for end in range(len(words) - 1, 0, -1):
        rule = rules.get("_".join(words[:end]))
        if rule is not None:
            return rule, "_".join(words[end:])
    return None


def few_values(spec: Spec) -> Value:
    """One of the values that the type or a check allows; the earlier, the more frequent."""
    allowed = spec.limits.allowed if spec.limits.allowed is not None else spec.column.labels
    values = [value for value in allowed if value not in spec.limits.excluded]
    if not values:
        raise ValueError("no value is allowed")
    texts = [str(value) for value in values]
    usual = [1 / (position + 2) for position in range(len(values))]
    weights = weights_of(texts) if is_state(spec.column.name) else usual
    return weighted(values, weights, spec.random(), "one of the values that are allowed")

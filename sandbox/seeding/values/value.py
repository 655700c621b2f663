"""What every rule for values gives, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.streams import stream


@dataclass(slots=True, kw_only=True)
class Rows:
    """A batch of rows in the making: `columns` fills up, one list of `count` values each.

    Names that begin with # are hidden: what neighbours share (a person, a place), never written.
    """

    first: int
    count: int
    columns: dict[str, list[Raw]] = field(default_factory=dict)

    @property
    def numbers(self) -> range:
        """The rows' numbers in the table, from 0."""
        return range(self.first, self.first + self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """How a column's values are made.

    draw: one value a row. pick: the values of these indexes, all different over range(size).
    distinct: draw never gives a value twice. longest: characters at most, for texts.
    """

    why: str
    draw: Callable[[Rows], list[Raw]]
    pick: Callable[[Sequence[int]], list[Raw]] | None = None
    size: int = 0
    needs: tuple[str, ...] = ()
    distinct: bool = False
    longest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What simple CHECKs and the type leave a column; bounds are raw values and inclusive."""

    low: Raw | None = None
    high: Raw | None = None
    shortest: int = 0
    longest: int | None = None
    allowed: tuple[Raw, ...] | None = None
    excluded: frozenset[Raw] = frozenset()
    like: tuple[str, ...] = ()
    regex: tuple[tuple[str, bool], ...] = ()
    """(pattern, whether upper and lower case are the same)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """The column a rule is asked for.

    table_columns: every column that this run fills, by name. labels: the few values that a
    column has, where it has few. references: the columns that foreign keys fill. locales: whose
    names and places; empty: a mixture. within: the columns that the column is a part of.
    tables: the schema's tables whose rows have an id.
    asked: a recipe names the rule for this column, whatever the column is called.
    """

    table: Table
    column: Column
    seed: int
    rows: int
    limits: Limits = field(default_factory=Limits)
    prefix: str = ""
    references: frozenset[str] = frozenset()
    labels: Mapping[str, Sequence[Raw]] = field(default_factory=dict)
    locales: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    asked: bool = False
    tables: tuple[str, ...] = ()

    def random(self, purpose: str = "") -> Random:
        """The column's own stream (one a purpose): no other column draws from it."""
        names = (self.table.schema, self.table.name, *self.within, self.column.name)
        return stream(self.seed, *names, purpose) if purpose else stream(self.seed, *names)

    def names(self) -> frozenset[str]:
        """The names of the table's columns, in lower case."""
        return frozenset(column.name.lower() for column in self.table.columns)


def from_pool(
    pool: Sequence[Raw], random: Random, why: str, *, longest: int | None = None
) -> Value:
    """Any value of a pool of different values, each as likely."""
    size = len(pool)
    draw = random.random

    def drawn(rows: Rows) -> list[Raw]:
        return [pool[int(draw() * size)] for _ in range(rows.count)]

    if longest is None and size and isinstance(pool[0], str):
        longest = max(map(len, pool))
    return Value(
        why=why,
        draw=drawn,
        pick=lambda indexes: [pool[index] for index in indexes],
        size=size,
        longest=longest,
    )


def weighted(pool: Sequence[Raw], weights: Sequence[float], random: Random, why: str) -> Value:
    """The pool's values, each as often as its weight says."""
    total, cumulative = 0.0, []
    for weight in weights:
        total += weight
        cumulative.append(total)

    def drawn(rows: Rows) -> list[Raw]:
        return random.choices(pool, cum_weights=cumulative, k=rows.count)

    return Value(
        why=why,
        draw=drawn,
        pick=lambda indexes: [pool[index] for index in indexes],
        size=len(pool),
        longest=max((len(v) for v in pool if isinstance(v, str)), default=None),
    )


def constant(value: Raw, why: str) -> Value:
    """The same value in every row."""
    return Value(
        why=why,
        draw=lambda rows: [value] * rows.count,
        longest=len(value) if isinstance(value, str) else None,
    )

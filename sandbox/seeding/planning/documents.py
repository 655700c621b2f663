"""Tables of lines: an order's items, an invoice's positions, whose amounts make the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.seeding.schemas.schema import Column, Family, ForeignKey, Schema, Table
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.roles import roles_of
from sandbox.seeding.values.subject import singular
from sandbox.seeding.wordlists import listed

_LINES = frozenset(
    listed(
        """
        line item position detail entry row lineitem
        zeile posten ligne linea detalle renglon riga righe voce regel regels
        """
    )
)
_COMPOUND = re.compile(r"(zeilen?|posten|positionen|regels?)$")
"""German and Dutch write them in one word."""
_AMOUNTS = ("amount", "value", "sum", "price")
_MONEY = (Family.INTEGER, Family.NUMERIC, Family.FLOAT)
_BESIDE = {"shipping": 1, "tip": 1, "discount": -1}
"""What is in a total beside the lines, and whether it is added there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What the lines of a row add up to: its `column` without what is `beside` them, each with
    1 where the column has it added and -1 where it is taken off."""

    column: str
    beside: tuple[tuple[str, int], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.column, *(name for name, _ in self.beside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """One table's lines. key: to the row whose whole they make. price: the column that is fitted;
    a line comes to it, or to quantity * price, less a discount in per cent."""

    key: ForeignKey
    whole: Whole
    price: str
    quantity: str | None
    discount: str | None


def lines_of(schema: Schema, table: Table) -> Lines | None:
    """How the table's rows make up those of another one; None where names do not say so."""
    if not _are_lines(table.name):
        return None
    for key in sorted(table.foreign_keys, key=lambda key: key.name):
        if len(key.columns) > 1 or key.target == table.qualified or key.target not in schema:
            continue
        found = _between(schema, table, key)
        if found is not None:
            return found
    return None


def wholes(schema: Schema, table: Table) -> tuple[str, ...]:
    """The columns of a table that lines of another one are fitted to."""
    names: dict[str, None] = {}
    for lines in _lines_behind(schema, table):
        names.update(dict.fromkeys(lines.whole.names))
    return tuple(names)


def has_lines(schema: Schema, table: Table) -> bool:
    """Whether rows of the table are made up of lines."""
    return any(True for _ in _lines_behind(schema, table))


def _lines_behind(schema: Schema, table: Table) -> Iterator[Lines]:
    for other, key in schema.referring(table.qualified):
        if _are_lines(other.name) and not _are_lines(table.name):
            lines = lines_of(schema, other)
            if lines is not None and lines.key.name == key.name:
                yield lines


def _between(schema: Schema, table: Table, key: ForeignKey) -> Lines | None:
    target = schema.table(key.target)
    whole = _whole(target)
    if whole is None or _are_lines(target.name) or not _first(schema, table, key):
        return None
    role = roles_of(table)
    rate, net = role.get("discount_rate"), whole.column == roles_of(target).get("net")
    if {"discount", "shipping"} & role.keys() or ("tax" in role and not ("net" in role and net)):
        return None
    if "unit_price" in role and "quantity" in role:
        return Lines(
            key=key, whole=whole, price=role["unit_price"], quantity=role["quantity"], discount=rate
        )
    own = role.get("net" if net and "net" in role else "gross") or _amount(table)
    if own is None or ("unit_price" in role and own != role["unit_price"]) or rate:
        return None
    return Lines(key=key, whole=whole, price=own, quantity=None, discount=None)


def _first(schema: Schema, table: Table, key: ForeignKey) -> bool:
    """Whether no other table of lines comes before it: two cannot both make the whole."""
    others = sorted(
        other.qualified for other, _ in schema.referring(key.target) if _are_lines(other.name)
    )
    return others[0] == table.qualified


def _whole(table: Table) -> Whole | None:
    role = roles_of(table)
    if "unit_price" in role:
        return None
    if "net" in role:
        return Whole(column=role["net"])
    total = role.get("gross") or _amount(table)
    if total is None:
        return None
    beside = tuple((role[name], sign) for name, sign in _BESIDE.items() if name in role)
    return Whole(column=total, beside=beside)


def _amount(table: Table) -> str | None:
    names = {"_".join(words_of(c.name)): c.name for c in table.columns if _is_money(c)}
    return next((names[name] for name in _AMOUNTS if name in names), None)


def _is_money(column: Column) -> bool:
    return column.family in _MONEY and not column.array and not column.generated


def _are_lines(name: str) -> bool:
    words = words_of(name)
    return any(singular(word) in _LINES or _COMPOUND.search(word) for word in words)

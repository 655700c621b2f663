"""What is known when a table's turn comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.seeding.keys import Kept
from sandbox.seeding.schemas.existing import Existing
from sandbox.seeding.schemas.schema import Schema, TableName
from sandbox.seeding.values.named_rules import NamedRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """kept: what is kept of the tables filled so far, in the order of filling.

    scenario: the built-in one in force, "" for none. locales: whose names and places the rows
    have (`de`, `fr_CH`); empty: a mixture. rules: what installed packages bring.
    """

    schema: Schema
    seed: int
    existing: Existing
    kept: Mapping[TableName, Kept]
    scenario: str = ""
    locales: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    rules: tuple[NamedRule, ...] = ()

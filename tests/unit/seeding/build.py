"""Short ways to write schemas for tests."""

from __future__ import annotations

from typing import Any

from sandbox.seeding.fill import Seeding, fill
from sandbox.seeding.recipes.recipe import EMPTY_RECIPE, Recipe
from sandbox.seeding.schemas.existing import NOTHING_EXISTS, Existing
from sandbox.seeding.schemas.schema import Schema, schema_from_catalog


def column(name: str, type_: str = "text", **said: Any) -> dict[str, Any]:
    """A column as the catalogue's document has it."""
    return {"name": name, "type": type_, "declared": type_, "not_null": True, **said}


def serial(name: str = "id") -> dict[str, Any]:
    sequence = {"schema": "public", "name": f"{name}_seq", "increment": 1}
    return column(name, "int4", sequence=sequence, default=f"nextval('{name}_seq'::regclass)")


def foreign_key(name: str, target: str, to: str = "id", **said: Any) -> dict[str, Any]:
    return {
        "name": f"{name}_fkey",
        "type": "f",
        "columns": [name],
        "target": {"schema": "public", "table": target, "columns": [to]},
        **said,
    }


def check(expression: str, name: str = "ck") -> dict[str, Any]:
    return {"name": name, "type": "c", "columns": [], "expression": f"CHECK ({expression})"}


def key(*columns: str, primary: bool = False, **said: Any) -> dict[str, Any]:
    name = "_".join(columns)
    return {"name": name, "primary": primary, "columns": [*columns], "parts": [*columns], **said}


def table(
    name: str,
    *columns: dict[str, Any],
    constraints: tuple[dict[str, Any], ...] = (),
    keys: tuple[dict[str, Any], ...] = (),
    **said: Any,
) -> dict[str, Any]:
    return {
        "schema": "public",
        "name": name,
        "kind": "r",
        "columns": [*columns],
        "constraints": [*constraints],
        "keys": [*keys],
        **said,
    }


def schema(*tables: dict[str, Any]) -> Schema:
    return schema_from_catalog({"server": 150000, "tables": [*tables]})


def seeding(
    *tables: dict[str, Any],
    recipe: Recipe = EMPTY_RECIPE,
    rows: int | None = None,
    seed: int = 1,
    existing: Existing = NOTHING_EXISTS,
) -> Seeding:
    return fill(schema(*tables), recipe, rows=rows, seed=seed, existing=existing)


def rows_of(made: Seeding, name: str) -> list[dict[str, str]]:
    """The rows of one table as COPY's texts by column name."""
    text = b"".join(made.script()).decode()
    head = text.index(f'COPY "public"."{name}" (')
    block = text[head : text.index("\n\\.\n", head)]
    first, _, body = block.partition("\n")
    names = first[first.index("(") + 1 : first.index(")")].replace('"', "").split(", ")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in body.splitlines()]

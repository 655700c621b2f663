"""Tables that triggers write to while others are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sandbox.seeding.schemas.schema import Column, Event, Family, Table, TableName


def written_by_triggers(tables: Iterable[Table]) -> Mapping[TableName, str]:
    """By table: the first trigger of another that inserts into it when rows are inserted there,
    `log_it of orders`, as far as the triggers' text shows."""
    tables = list(tables)
    found: dict[TableName, str] = {}
    known = {table.qualified for table in tables if table.kind in ("r", "p")}
    for table in tables:
        for trigger in table.triggers:
            if not trigger.events & Event.INSERT:
                continue
            for written in trigger.writes:
                name = _named(written, table.schema, known)
                if name is not None and name != table.qualified:
                    found.setdefault(name, f"{trigger.name} of {table.name}")
    return found


def _named(text: str, schema: str, known: set[TableName]) -> TableName | None:
    """The table that a name in a function stands for."""
    parts = text.replace('"', "").split(".")
    if len(parts) == 2:
        names = [(parts[0], parts[1])]
    else:
        names = [(schema, parts[0]), ("public", parts[0])]
    return next((name for name in names if name in known), None)


def left_to_triggers(table: Table) -> bool:
    """Whether a trigger makes the table's rows and a key could meet those with ours.

    Where nothing but numbers is unique, rows of ours can stand beside the trigger's.
    """
    if table.written_by is None:
        return False
    columns = {column.name: column for column in table.columns}
    return not all(
        any(_tells_apart(columns[name]) for name in key.columns if name is not None)
        for key in table.keys
    )


def _tells_apart(column: Column) -> bool:
    return column.numbered or column.family is Family.UUID

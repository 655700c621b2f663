"""A database schema as plain data: what the catalogue says and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

TableName = tuple[str, str]
"""(schema, table)"""


class Family(Enum):
    """How values of a type are made, compared and written."""

    INTEGER = "integer"
    NUMERIC = "numeric"
    FLOAT = "float"
    BOOLEAN = "boolean"
    TEXT = "text"
    ENUM = "enum"
    UUID = "uuid"
    JSON = "json"
    DATE = "date"
    TIME = "time"
    TIMESTAMP = "timestamp"
    INTERVAL = "interval"
    BYTES = "bytes"
    NETWORK = "network"
    MAC = "mac"
    BITS = "bits"
    XML = "xml"
    SEARCH = "search"
    OTHER = "other"


_FAMILIES: Mapping[str, Family] = {
    **dict.fromkeys(("int2", "int4", "int8"), Family.INTEGER),
    **dict.fromkeys(("numeric", "money"), Family.NUMERIC),
    **dict.fromkeys(("float4", "float8"), Family.FLOAT),
    **dict.fromkeys(("text", "varchar", "bpchar", "name", "citext"), Family.TEXT),
    **dict.fromkeys(("json", "jsonb"), Family.JSON),
    **dict.fromkeys(("time", "timetz"), Family.TIME),
    **dict.fromkeys(("timestamp", "timestamptz"), Family.TIMESTAMP),
    **dict.fromkeys(("inet", "cidr"), Family.NETWORK),
    **dict.fromkeys(("macaddr", "macaddr8"), Family.MAC),
    **dict.fromkeys(("bit", "varbit"), Family.BITS),
    "bool": Family.BOOLEAN,
    "uuid": Family.UUID,
    "date": Family.DATE,
    "interval": Family.INTERVAL,
    "bytea": Family.BYTES,
    "xml": Family.XML,
    "tsvector": Family.SEARCH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A CHECK constraint; `expression` is the server's own text, `CHECK (…)` and all."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    schema: str
    name: str
    increment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `type` is the element's type where `array`, the base type of a domain."""

    name: str
    type: str
    family: Family
    declared: str
    array: bool = False
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    labels: tuple[str, ...] = ()
    domain: str | None = None
    domain_checks: tuple[Check, ...] = ()
    not_null: bool = False
    default: str | None = None
    identity: str | None = None
    generated: bool = False
    collation: str | None = None
    comment: str | None = None
    sequence: Sequence | None = None

    @property
    def numbered(self) -> bool:
        """Whether the server would give it the next number of a sequence."""
        return self.sequence is not None and self.family is Family.INTEGER and not self.array


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    name: str
    columns: tuple[str, ...]
    target: TableName
    target_columns: tuple[str, ...]
    deferrable: bool = False
    on_delete: str = "a"
    """a no action, r restrict, c cascade, n set null, d set default"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueKey:
    """A primary key, unique constraint or unique index. `columns` has None for expressions."""

    name: str
    primary: bool
    columns: tuple[str | None, ...]
    parts: tuple[str, ...]
    predicate: str | None = None
    nulls_not_distinct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One relation. kind: r table, p partitioned, f foreign, v view, m materialised view."""

    schema: str
    name: str
    kind: str
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    keys: tuple[UniqueKey, ...] = ()
    checks: tuple[Check, ...] = ()
    exclusions: tuple[Check, ...] = ()
    triggers: tuple[str, ...] = ()
    partition: bool = False
    row_security: bool = False
    inherits: tuple[TableName, ...] = ()
    estimate: int = 0
    comment: str | None = None

    @property
    def qualified(self) -> TableName:
        return (self.schema, self.name)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Every relation of a database, ordered by (schema, name)."""

    tables: tuple[Table, ...]
    server: int = 0
    _index: Mapping[TableName, Table] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        index = {table.qualified: table for table in self.tables}
        object.__setattr__(self, "_index", index)

    def table(self, name: TableName) -> Table:
        """The table of that (schema, name); KeyError if there is none."""
        return self._index[name]

    def __contains__(self, name: TableName) -> bool:
        return name in self._index

    def referring(self, name: TableName) -> Iterator[tuple[Table, ForeignKey]]:
        """Every foreign key that refers to the table."""
        for table in self.tables:
            for key in table.foreign_keys:
                if key.target == name:
                    yield table, key


def schema_from_catalog(document: Mapping[str, Any]) -> Schema:
    """The schema in the document that the reflection query returns."""
    tables = [_table(entry) for entry in document["tables"]]
    return Schema(
        server=document.get("server", 0),
        tables=tuple(sorted(tables, key=lambda table: table.qualified)),
    )


def _table(entry: Mapping[str, Any]) -> Table:
    constraints = entry.get("constraints") or []
    return Table(
        schema=entry["schema"],
        name=entry["name"],
        kind=entry["kind"],
        columns=tuple(_column(column) for column in entry.get("columns") or []),
        foreign_keys=tuple(_foreign_key(c) for c in constraints if c["type"] == "f"),
        keys=tuple(_unique_key(key) for key in entry.get("keys") or []),
        checks=tuple(_check(c) for c in constraints if c["type"] == "c"),
        exclusions=tuple(_check(c) for c in constraints if c["type"] == "x"),
        triggers=tuple(entry.get("triggers") or ()),
        partition=bool(entry.get("partition")),
        row_security=bool(entry.get("row_security")),
        inherits=tuple((p["schema"], p["table"]) for p in entry.get("inherits") or []),
        estimate=int(entry.get("estimate") or 0),
        comment=entry.get("comment"),
    )


def _column(entry: Mapping[str, Any]) -> Column:
    sequence = entry.get("sequence")
    return Column(
        name=entry["name"],
        type=entry["type"],
        family=_family(entry),
        declared=entry["declared"],
        array=bool(entry.get("array")),
        length=entry.get("length"),
        precision=entry.get("precision"),
        scale=entry.get("scale"),
        labels=tuple(entry.get("labels") or ()),
        domain=entry.get("domain"),
        domain_checks=tuple(_check(check) for check in entry.get("domain_checks") or []),
        not_null=bool(entry.get("not_null")),
        default=entry.get("default"),
        identity=entry.get("identity"),
        generated=bool(entry.get("generated")),
        collation=entry.get("collation"),
        comment=entry.get("comment"),
        sequence=Sequence(**sequence) if sequence else None,
    )


def _family(entry: Mapping[str, Any]) -> Family:
    if entry.get("category") == "e":
        return Family.ENUM
    return _FAMILIES.get(entry["type"], Family.OTHER)


def _foreign_key(entry: Mapping[str, Any]) -> ForeignKey:
    target = entry["target"]
    return ForeignKey(
        name=entry["name"],
        columns=tuple(entry["columns"]),
        target=(target["schema"], target["table"]),
        target_columns=tuple(target["columns"]),
        deferrable=bool(entry.get("deferrable")),
        on_delete=entry.get("on_delete") or "a",
    )


def _unique_key(entry: Mapping[str, Any]) -> UniqueKey:
    return UniqueKey(
        name=entry["name"],
        primary=bool(entry.get("primary")),
        columns=tuple(entry["columns"]),
        parts=tuple(entry.get("parts") or ()),
        predicate=entry.get("predicate"),
        nulls_not_distinct=bool(entry.get("nulls_not_distinct")),
    )


def _check(entry: Mapping[str, Any]) -> Check:
    return Check(name=entry["name"], expression=entry["expression"])

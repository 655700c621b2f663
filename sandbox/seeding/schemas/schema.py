"""A database schema as plain data: what the catalogue says and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntFlag
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
    RANGE = "range"
    MULTIRANGE = "multirange"
    COMPOSITE = "composite"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A CHECK constraint; `expression` is the server's own text, `CHECK (…)` and all."""

    name: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """own: whether it is this column's, and not one that it shares with its owner. block: where
    the numbers of one that it shares begin, so that two tables have none in common."""

    schema: str
    name: str
    increment: int
    start: int = 1
    minimum: int = 1
    maximum: int = 2**63 - 1
    cycle: bool = False
    own: bool = True
    block: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, or a part of one: a field of a composite type, what a range spans.

    type: the element's where `array`, the base type of a domain. modified: the type as declared,
    with its modifiers, without domains and without []. dimensions: of an array, as declared.
    element_checks: those of an array's elements, where these are of a domain. default: the
    column's, else its domain's. fields: of a composite type. subtype: what a range spans.
    examples: texts that the schema itself uses as values of a type nobody knows.
    """

    name: str
    type: str
    family: Family
    declared: str
    modified: str = ""
    array: bool = False
    dimensions: int = 0
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    labels: tuple[str, ...] = ()
    domain: str | None = None
    domain_checks: tuple[Check, ...] = ()
    element_checks: tuple[Check, ...] = ()
    fields: tuple[Column, ...] = ()
    subtype: Column | None = None
    examples: tuple[str, ...] = ()
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
    full: bool = False
    """MATCH FULL: all of its columns are NULL, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueKey:
    """A primary key, unique constraint or unique index. `columns` has None for expressions."""

    name: str
    primary: bool
    columns: tuple[str | None, ...]
    parts: tuple[str, ...]
    predicate: str | None = None
    nulls_not_distinct: bool = False


class Event(IntFlag):
    """What a trigger fires on."""

    INSERT = 4
    DELETE = 8
    UPDATE = 16
    TRUNCATE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """An enabled trigger. writes: the tables that its function inserts into, by its text.

    function: its name. deferrable: whether it may look at the end of a transaction only.
    """

    name: str
    events: Event
    writes: tuple[str, ...] = ()
    function: str = ""
    deferrable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionKey:
    """strategy: r range, l list, h hash. columns: None for an expression. key: the server's text,
    `RANGE (created_at)`."""

    strategy: str
    columns: tuple[str | None, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One relation. kind: r table, p partitioned, f foreign, v view, m materialised view.

    A partition has no columns here: they are those of the table that it is a partition of, the
    only one in `inherits`. bound: which rows it takes, `FOR VALUES IN ('a')` or `DEFAULT`.
    force_row_security: also against its owner. policed: whether policies hold for us.
    written_by: a trigger of another table that inserts into this one, `log_it of orders`.
    """

    schema: str
    name: str
    kind: str
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    keys: tuple[UniqueKey, ...] = ()
    checks: tuple[Check, ...] = ()
    exclusions: tuple[Check, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    written_by: str | None = None
    partition: bool = False
    bound: str | None = None
    partition_by: PartitionKey | None = None
    row_security: bool = False
    force_row_security: bool = False
    policed: bool = False
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
    _index: dict[TableName, Table] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _referring: dict[TableName, list[tuple[Table, ForeignKey]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _partitions: dict[TableName, list[Table]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for table in self.tables:
            self._index[table.qualified] = table
            for key in table.foreign_keys:
                self._referring.setdefault(key.target, []).append((table, key))
            if table.partition and table.inherits:
                self._partitions.setdefault(table.inherits[0], []).append(table)

    def table(self, name: TableName) -> Table:
        """The table of that (schema, name); KeyError if there is none."""
        return self._index[name]

    def __contains__(self, name: TableName) -> bool:
        return name in self._index

    def referring(self, name: TableName) -> Iterator[tuple[Table, ForeignKey]]:
        """Every foreign key that refers to the table."""
        yield from self._referring.get(name, ())

    def partitions(self, name: TableName) -> tuple[Table, ...]:
        """The table's partitions, one level down, ordered by name."""
        return tuple(self._partitions.get(name, ()))


def schema_from_catalog(document: Mapping[str, Any]) -> Schema:
    """The schema in the document that the reflection query returns."""
    from sandbox.seeding.schemas.catalog import read_schema

    return read_schema(document)

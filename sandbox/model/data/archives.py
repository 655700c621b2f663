"""What `pg_restore --list` says is in an archive, and what of it is brought back, in which order.

All of it is the app's own writing, so it is brought back as the app's role, which may not do
everything: what only the server's administrator could make is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.model.data.sqltext import identifier
from sandbox.model.stack import APP_ROLE

_LINE = re.compile(r"^(?P<number>\d+); (?P<catalog>\d+) \d+ (?P<rest>.*)$", re.MULTILINE)
_NAME = r'"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*'
_EXTENSION = re.compile(
    rf"^CREATE EXTENSION IF NOT EXISTS ({_NAME}) WITH SCHEMA ({_NAME});$", re.MULTILINE
)
_FOR_ADMINISTRATORS = (
    "ACCESS METHOD ",
    "EVENT TRIGGER ",
    "FOREIGN DATA WRAPPER ",
    "FOREIGN SERVER ",
    "FOREIGN TABLE ",
    "OPERATOR CLASS ",
    "OPERATOR FAMILY ",
    "PROCEDURAL LANGUAGE ",
    "SERVER ",
    "SUBSCRIPTION ",
    "USER MAPPING ",
)
PRESENT = ("pg_catalog", "public")
"""Schemas that a new database has."""
_REMARKS = tuple(f"COMMENT - {kind}" for kind in ("EXTENSION ", *_FOR_ADMINISTRATORS))
_VIEWS = "MATERIALIZED VIEW DATA "
_RULES = ("ROW SECURITY ", "POLICY ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    name: str
    schema: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A line of the list. made: whether it makes an object; rest: kind, schema, name, owner."""

    number: str
    made: bool
    rest: str

    @property
    def owned(self) -> bool:
        """By the app's role, or by nobody."""
        return self.rest.endswith((f" {APP_ROLE}", " "))

    @property
    def schema(self) -> str | None:
        """Its name, where it makes a schema."""
        named = self.of("SCHEMA - ") if self.made else None
        return named.rpartition(" ")[0] if named else None

    def of(self, kind: str) -> str | None:
        """Schema, name and owner, where it is of the kind."""
        return self.rest.removeprefix(kind) if self.rest.startswith(kind) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Lists for `pg_restore --use-list`, in the order to use them; "" where there is nothing.

    main: everything but views: the content of materialised views, and policies: what decides who
    sees which rows, behind them, so that the views see all rows. left_out: kind, name and owner.
    """

    main: str
    views: str
    policies: str
    left_out: tuple[str, ...]


def contents(listed: str, *, schemas: Iterable[str]) -> Contents:
    """From what `pg_restore --list` printed. schemas: those that are there already."""
    entries = _entries(listed)
    special = [one for one in entries if one.rest.startswith(_FOR_ADMINISTRATORS)]
    present = frozenset(schemas)
    there = [one for one in entries if one.schema in present]
    out = {one.number for one in (*special, *there, *_of_extensions(entries))}
    kept = [one for one in entries if one.number not in out]
    views = [one for one in kept if one.rest.startswith(_VIEWS)]
    rules = [one for one in kept if one.rest.startswith(_RULES)]
    behind = {one.number for one in (*views, *rules)}
    return Contents(
        main=_numbers(one for one in kept if one.number not in behind),
        views=_numbers(views),
        policies=_numbers(rules),
        left_out=tuple(one.rest.strip() for one in special),
    )


def extension_list(listed: str) -> str:
    """The list of those entries that make extensions."""
    return _numbers(one for one in _entries(listed) if one.made and one.of("EXTENSION "))


def _entries(listed: str) -> list[_Entry]:
    return [
        _Entry(number=one["number"], made=one["catalog"] != "0", rest=one["rest"])
        for one in _LINE.finditer(listed)
    ]


def _of_extensions(entries: Sequence[_Entry]) -> Iterable[_Entry]:
    """What an extension brings along, and is not the app's to change: remarks on it, rights in it,
    rows of its own tables; a table of the app's is made by the archive itself."""
    made = {one.rest.partition(" ")[2] for one in entries if one.made}
    for one in entries:
        extension = one.made and one.of("EXTENSION ")
        if extension or one.rest.startswith(_REMARKS) or (not one.owned and one.of("ACL ")):
            yield one
        elif not one.owned and not one.made:
            rows = one.of("TABLE DATA ") or one.of("SEQUENCE SET ")
            if rows and rows not in made:
                yield one


def _numbers(entries: Iterable[_Entry]) -> str:
    return "".join(f"{one.number};\n" for one in entries)


def extensions(script: str) -> tuple[Extension, ...]:
    """From the statements that `pg_restore` prints for them."""
    return tuple(
        Extension(name=_plain(name), schema=_plain(schema))
        for name, schema in _EXTENSION.findall(script)
    )


def _plain(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


TRUSTED = """
SELECT coalesce(json_agg(DISTINCT v.name), '[]') FROM pg_available_extension_versions v
WHERE (to_jsonb(v) ->> 'trusted')::boolean
"""
"""JSON of names: those that the owner of a database may make himself."""
INSTALLED = "SELECT coalesce(json_agg(extname), '[]') FROM pg_extension"
"""JSON of names: those of the database that one is connected to."""


def make_extensions(wanted: Iterable[Extension], trusted: Iterable[str]) -> str:
    """SQL for the administrator, in a database that holds nothing yet: nothing of the app's is
    there that an extension's script could meet. Trusted ones are the app's, as if it made them."""
    theirs = frozenset(trusted)
    lines = []
    for one in wanted:
        name, schema = identifier(one.name), identifier(one.schema)
        lines.append(f"SET ROLE {APP_ROLE};" if one.name in theirs else "RESET ROLE;")
        if one.schema not in PRESENT:
            lines.append(f"CREATE SCHEMA IF NOT EXISTS {schema};")
        lines.append(f"CREATE EXTENSION IF NOT EXISTS {name} WITH SCHEMA {schema};")
    return "\n".join([*lines, "RESET ROLE;"])

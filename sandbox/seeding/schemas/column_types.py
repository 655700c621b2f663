"""What the catalogue's types come down to: elements, domains' bases, fields, what ranges span."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.seeding.schemas.schema import Check, Column, Family, Sequence

_FAMILIES: Mapping[str, Family] = {
    **dict.fromkeys(("int2", "int4", "int8"), Family.INTEGER),
    **dict.fromkeys(("numeric", "money"), Family.NUMERIC),
    **dict.fromkeys(("float4", "float8"), Family.FLOAT),
    **dict.fromkeys(("text", "varchar", "bpchar", "name", "citext", "char"), Family.TEXT),
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

_SPECIAL = {"e": Family.ENUM, "c": Family.COMPOSITE, "r": Family.RANGE, "m": Family.MULTIRANGE}
"""By the catalogue's kind of type."""

Types = Mapping[str, Mapping[str, Any]]
"""The document's types, by key; built-in ones that need no telling are missing."""


@dataclass(slots=True, kw_only=True)
class _Resolved:
    """What following a type down to what holds the value has found."""

    type: str
    modified: str
    mod: int
    family: Family
    array: bool = False
    dimensions: int = 0
    entry: Mapping[str, Any] = field(default_factory=dict)
    domain: str | None = None
    checks: list[Check] = field(default_factory=list)
    element_checks: list[Check] = field(default_factory=list)
    not_null: bool = False
    default: str | None = None


def read_column(entry: Mapping[str, Any], types: Types) -> Column:
    """A column, or a field of a composite type, with all that its type leads to."""
    found = _resolved(entry, types)
    sequence, sizes = entry.get("sequence"), _sizes(entry, found)
    return Column(
        name=entry["name"],
        type=found.type,
        family=found.family,
        declared=entry["declared"],
        modified=found.modified,
        array=found.array,
        dimensions=found.dimensions,
        length=sizes.get("length"),
        precision=sizes.get("precision"),
        scale=sizes.get("scale"),
        labels=tuple(entry.get("labels") or found.entry.get("labels") or ()),
        domain=entry.get("domain") or found.domain,
        domain_checks=tuple(found.checks),
        element_checks=tuple(found.element_checks),
        fields=_fields(found, types),
        subtype=_subtype(entry["name"], found, types),
        not_null=bool(entry.get("not_null")) or found.not_null,
        default=entry.get("default") or found.default,
        identity=entry.get("identity"),
        generated=bool(entry.get("generated")),
        collation=entry.get("collation"),
        comment=entry.get("comment"),
        sequence=Sequence(**sequence) if sequence else None,
    )


def _resolved(entry: Mapping[str, Any], types: Types) -> _Resolved:
    found = _Resolved(
        type=entry["type"],
        modified=entry["declared"].removesuffix("[]"),
        mod=entry.get("mod", -1),
        family=Family.OTHER,
        array=bool(entry.get("array")),
        dimensions=entry.get("dimensions") or 0,
        checks=[read_check(check) for check in entry.get("domain_checks") or []],
    )
    key = entry["type"]
    while key in types and types[key]["kind"] in "ad":
        known = types[key]
        if known["kind"] == "a" and found.array:
            # A list of lists through a domain: nothing is known to make but empty ones.
            return found
        if known["kind"] == "a":
            found.array, found.dimensions = True, max(found.dimensions, 1)
            key = known["element"]
        else:
            _through_domain(found, known)
            key = known["base"]
    found.entry = types.get(key, {})
    found.type = found.entry.get("name", key)
    found.family = _family(entry, found)
    return found


def _through_domain(found: _Resolved, known: Mapping[str, Any]) -> None:
    checks = [read_check(check) for check in known.get("checks") or []]
    if found.array:
        found.element_checks += checks
    else:
        found.checks += checks
        found.not_null = found.not_null or bool(known.get("not_null"))
        found.default = found.default or known.get("default")
        found.dimensions = known.get("dimensions") or 0
        found.domain = found.domain or f"{known['schema']}.{known['name']}"
    if found.mod == -1:
        found.mod = known.get("mod", -1)
    found.modified = known["declared"].removesuffix("[]")


def _family(entry: Mapping[str, Any], found: _Resolved) -> Family:
    kind = found.entry.get("kind") or entry.get("category")
    return _SPECIAL.get(kind or "b") or _FAMILIES.get(found.type, Family.OTHER)


def _fields(found: _Resolved, types: Types) -> tuple[Column, ...]:
    return tuple(read_column(entry, types) for entry in found.entry.get("fields") or ())


def _subtype(name: str, found: _Resolved, types: Types) -> Column | None:
    """What a range spans, under the column's own name."""
    key = found.entry.get("subtype")
    if key is None:
        return None
    declared = types[key]["name"] if key in types else key
    return read_column({"name": name, "type": key, "declared": declared}, types)


def _sizes(entry: Mapping[str, Any], found: _Resolved) -> dict[str, int]:
    """Length, precision and scale: as the document says, else as the type's modifier does."""
    mod, sizes = found.mod, dict[str, int]()
    if found.type in ("varchar", "bpchar") and mod > 4:
        sizes["length"] = mod - 4
    elif found.type in ("bit", "varbit") and mod > 0:
        sizes["length"] = mod
    elif found.type == "char":
        sizes["length"] = 1
    elif found.type == "numeric" and mod > 4:
        # The scale has eleven bits with a sign since PostgreSQL 15, sixteen without before.
        sizes["precision"] = (mod - 4) >> 16 & 65535
        sizes["scale"] = ((mod - 4 & 2047) ^ 1024) - 1024
    said = {name: entry[name] for name in ("length", "precision", "scale") if name in entry}
    return {**sizes, **said}


def read_check(entry: Mapping[str, Any]) -> Check:
    return Check(name=entry["name"], expression=entry["expression"])

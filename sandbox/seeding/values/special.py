"""Values of the types that few columns have: figures, the server's own, those of extensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values import figures
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool

One = Callable[[int], str]
"""The text of an index; different indexes, different values."""

_COMMON = 2_000
"""Rows that need not differ draw from so many values."""


def _letters(index: int) -> str:
    """a, b … z, ba, bb …"""
    text = ""
    while True:
        index, letter = divmod(index, 26)
        text = chr(97 + letter) + text
        if not index:
            return text


def _pairs(index: int) -> str:
    return f'"number"=>"{index + 1}", "colour"=>"{("red", "green", "blue")[index % 3]}"'


def _label(index: int) -> str:
    top = ("catalogue", "science", "sport", "travel")[index % 4]
    return f"{top}.n{index // 40}.n{index + 1}"


def _ean13(digits: str) -> str:
    """The digits with their check digit."""
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits))
    return f"{digits}{-total % 10}"


def _weighted(digits: str) -> str:
    """ISBN's and ISSN's check digit, modulo 11."""
    total = sum(int(d) * (len(digits) + 1 - place) for place, d in enumerate(digits))
    return digits + "0123456789X"[-total % 11]


_INDEXED: Mapping[str, tuple[One, int]] = {
    "oid": (lambda n: str(16_384 + n), 2**31),
    "xid": (lambda n: str(3 + n), 2**31),
    "xid8": (lambda n: str(3 + n), 2**62),
    "cid": (str, 2**31),
    "tid": (lambda n: f"({n // 100},{n % 100 + 1})", 2**31),
    "pg_lsn": (lambda n: f"{n >> 24:X}/{(n & 0xFFFFFF) << 8:X}", 2**40),
    "pg_snapshot": (lambda n: f"{n + 10}:{n + 20}:{n + 12}", 2**40),
    "txid_snapshot": (lambda n: f"{n + 10}:{n + 20}:{n + 12}", 2**40),
    "tsquery": (lambda n: f"'report' & '{_letters(n)}'", 10**12),
    "jsonpath": (lambda n: f"$.items[{n}].price", 2**31),
    "refcursor": (lambda n: f"cursor_{n + 1}", 10**12),
    "int2vector": (lambda n: f"{n // 30_000} {n % 30_000}", 9 * 10**8),
    "oidvector": (lambda n: f"{n} {n + 1}", 2**31),
    "hstore": (_pairs, 10**12),
    "ltree": (_label, 10**9),
    "lquery": (lambda n: f"*.n{n + 1}.*", 10**9),
    "ltxtquery": (lambda n: f"science & n{n + 1}", 10**9),
    "query_int": (lambda n: f"{n}&{n + 1}", 2**30),
    "cube": (lambda n: f"({n},{n % 7},{n % 11})", 10**9),
    "seg": (lambda n: f"{n}.5 .. {n + 2}.5", 10**6),
    "ean13": (lambda n: _ean13(f"20{n:010d}"), 10**10),
    "isbn13": (lambda n: _ean13(f"978{n:09d}"), 10**9),
    "isbn": (lambda n: _weighted(f"{n:09d}"), 10**9),
    "ismn13": (lambda n: _ean13(f"9790{n:08d}"), 10**8),
    "ismn": (lambda n: _ean13(f"9790{n:08d}"), 10**8),
    "issn13": (lambda n: _ean13(f"977{n:07d}00"), 10**7),
    "issn": (lambda n: _weighted(f"{n:07d}"), 10**7),
    "upc": (lambda n: _ean13(f"0{n:011d}")[1:], 10**11),
    "ip4": (lambda n: f"198.18.{n // 256 % 256}.{n % 256}", 2**16),
    "ip4r": (lambda n: f"198.18.{n // 256 % 256}.{n % 256}", 2**16),
    "ipaddress": (lambda n: f"198.18.{n // 256 % 256}.{n % 256}", 2**16),
    "iprange": (lambda n: f"198.18.{n % 256}.0/24", 2**8),
    "semver": (lambda n: f"{n // 100 + 1}.{n // 10 % 10}.{n % 10}", 10**9),
    "uri": (lambda n: f"https://www.example.com/{n + 1}", 10**12),
    "email": (lambda n: f"person{n + 1}@example.org", 10**12),
    "emailaddr": (lambda n: f"person{n + 1}@example.org", 10**12),
}

_POOLS: Mapping[str, tuple[str, ...]] = {
    "regclass": ("pg_class", "pg_type", "pg_proc", "pg_attribute"),
    "regtype": ("integer", "text", "boolean", "uuid", "date"),
    "regproc": ("now", "pi", "version"),
    "regprocedure": ("now()", "pi()", "length(text)", "upper(text)"),
    "regoper": ("||/", "|/", "!!"),
    "regoperator": ("+(integer,integer)", "-(integer,integer)", "=(text,text)"),
    "regconfig": ("english", "simple", "french", "german"),
    "regdictionary": ("simple", "english_stem", "german_stem"),
    "regnamespace": ("pg_catalog", "public", "information_schema"),
    "regrole": ("pg_monitor", "pg_signal_backend"),
    "regcollation": ('"C"', '"POSIX"', '"default"'),
    "aclitem": ("pg_monitor=r/pg_monitor", "pg_monitor=rw/pg_monitor", "=r/pg_monitor"),
    "hll": ("\\x118b7f", "\\x128b7f"),
}


def special(spec: Spec) -> Value | None:
    """The rule for the column's type, by the type's name; None for one that nobody knows."""
    kind = spec.column.type
    if kind in figures.FIGURES:
        return _counted(spec, figures.FIGURES[kind], 10**9)
    if kind in figures.MEASURED:
        return _counted(spec, figures.MEASURED[kind](spec.column.modified), 10**9)
    if kind in _INDEXED:
        return _counted(spec, *_INDEXED[kind])
    if kind in _POOLS:
        return _of_the_server(spec, _POOLS[kind])
    if spec.column.examples:
        return from_pool(spec.column.examples, spec.random(), "a value that the schema itself uses")
    unknown = spec.column.family is Family.OTHER
    if unknown and spec.column.not_null and spec.column.default is None:
        return from_pool(_GUESSES, spec.random(), "texts that its input may take")
    return None


_GUESSES = ("1", "a", "0.5", "{}", "[1,2,3]", "(1,2)", "a.b", "1.0.0", "2025-01-01", "192.0.2.1")
"""For what has to have a value: the server tries them, the rows it refuses are left out."""


def _counted(spec: Spec, one: One, size: int) -> Value:
    random, common = spec.random().random, min(size, _COMMON)

    def draw(rows: Rows) -> list[Raw]:
        return [one(int(random() * common)) for _ in range(rows.count)]

    return Value(
        why=f"any {spec.column.type}",
        draw=draw,
        pick=lambda indexes: [one(index) for index in indexes],
        size=size,
    )


def _of_the_server(spec: Spec, pool: Sequence[str]) -> Value:
    """Names that every server has; where they must differ, numbers stand for names."""
    value = from_pool(pool, spec.random(), f"a {spec.column.type} that every server has")
    if not spec.column.type.startswith("reg"):
        return value
    return Value(
        why=value.why,
        draw=value.draw,
        pick=lambda indexes: [str(100_000 + index) for index in indexes],
        size=2**31,
    )

"""Schemas that nobody wrote: DDL that hypothesis draws, each of it a schema that can hold rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[object]], object]

_NAMES = """
name email city code status kind title note amount price rate total count created_at updated_at
starts_on ends_on phone url slug is_active token payload tags parent_ref level weight x
"""
NAMES = _NAMES.split()

TYPES: dict[str, tuple[str, ...]] = {
    "integer": (
        "{c} > 0",
        "{c} BETWEEN 3 AND 900",
        "{c} <> 7",
        "{c} % 2 = 0",
        "{c} IN (1, 2, 3, 5, 8)",
    ),
    "smallint": ("{c} >= -5", "abs({c}) < 100"),
    "bigint": ("{c} > 1000000000000", "{c} >= 0 AND {c} < 500"),
    "numeric(8,2)": ("{c} >= 0", "{c} > 10.5 AND {c} < 99.75", "round({c}) = {c}"),
    "numeric": ("{c} < 0", "{c} <> 0"),
    "real": ("{c} >= 0 AND {c} <= 1",),
    "double precision": ("{c} > -90 AND {c} < 90",),
    "boolean": ("{c}", "{c} IS NOT TRUE"),
    "text": (
        "length({c}) >= 12",
        "length({c}) BETWEEN 1 AND 4",
        "{c} IN ('red', 'green', 'deep blue')",
        "{c} ~ '^[A-Z]{{3}}-[0-9]{{2,4}}$'",
        "{c} LIKE 'ab%'",
        "{c} = lower({c})",
        "{c} <> ''",
        "position('@' in {c}) > 1",
    ),
    "varchar(3)": ("{c} = upper({c})", "{c} ~ '^[a-z0-9]+$'"),
    "varchar(40)": ("char_length(btrim({c})) > 2", "{c} !~ '[0-9]'"),
    "char(5)": ("{c} ~ '^[0-9]{{5}}$'",),
    "date": (
        "{c} > '2020-01-01'",
        "{c} BETWEEN '1990-01-01' AND '1999-12-31'",
        "extract(isodow from {c}) < 6",
    ),
    "timestamptz": ("{c} >= '2021-06-01 00:00+00'",),
    "timestamp": ("{c} < '2020-01-01'",),
    "time": ("{c} >= '08:00' AND {c} < '18:00'",),
    "interval": ("{c} > interval '0'",),
    "uuid": (),
    "jsonb": ("jsonb_typeof({c}) = 'object'", "jsonb_typeof({c}) = 'array'"),
    "json": (),
    "bytea": ("length({c}) > 0", "octet_length({c}) <= 64"),
    "inet": (),
    "macaddr": (),
    "mood": ("{c} <> 'sad'",),
    "share": (),
    "integer[]": ("cardinality({c}) >= 1", "array_length({c}, 1) = 2"),
    "text[]": ("array_length({c}, 1) BETWEEN 1 AND 3",),
    "int4range": ("NOT isempty({c})",),
    "tstzrange": (),
    "pair": (),
    "bit(8)": (),
    "point": (),
    "tsvector": (),
    "money": (),
}
"""Types, each with conditions that its values can meet."""

_UNIQUE = """
integer bigint numeric text varchar(40) date timestamptz uuid smallint boolean mood inet varchar(3)
char(5)
"""
UNIQUE = _UNIQUE.split()
BETWEEN: dict[str, tuple[str, ...]] = {
    "numbers": ("{a} < {b}", "{a} <= {b}", "{a} <> {b}", "{a} + 10 > {b}"),
    "any": (
        "{a} IS NULL OR {b} IS NOT NULL",
        "num_nonnulls({a}, {b}) = 1",
        "({a} IS NULL) = ({b} IS NULL)",
        "{a} IS NOT NULL OR {b} IS NOT NULL",
    ),
}
NUMBERS = ("integer", "bigint", "numeric(8,2)", "numeric", "smallint")

PRELUDE = """
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN share AS numeric(5, 2) CHECK (VALUE >= 0 AND VALUE <= 1);
CREATE TYPE pair AS (one integer, two text);
CREATE SCHEMA other;
CREATE EXTENSION btree_gist;
CREATE FUNCTION is_even(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 % 2 = 0';
CREATE FUNCTION moody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF extract(isodow FROM NEW.mood_at) = 3 THEN RAISE EXCEPTION 'not on that day'; END IF;
  RETURN NEW;
END $$;
"""

EXTRAS = (
    "doubled integer GENERATED ALWAYS AS (base_number * 2) STORED, base_number integer",
    "room integer NOT NULL, during tstzrange NOT NULL, EXCLUDE USING gist (room WITH =, during "
    "WITH &&)",
    "even_number integer NOT NULL CHECK (is_even(even_number))",
    "one_of integer, other_of integer, CHECK ((one_of IS NULL) <> (other_of IS NULL))",
    "state text NOT NULL CHECK (state IN ('open', 'done')), done_at timestamptz, "
    "CHECK (state <> 'done' OR done_at IS NOT NULL)",
    "quantity integer NOT NULL, unit_price numeric(8,2) NOT NULL, total_sum numeric(14,2) NOT "
    "NULL, CHECK (total_sum = quantity * unit_price)",
    "loose integer, UNIQUE NULLS NOT DISTINCT (loose)",
    "began timestamptz NOT NULL, finished timestamptz, "
    "CHECK (finished > began + interval '1 hour')",
    "data_doc jsonb NOT NULL CHECK (data_doc ? 'kind')",
    "odd_text text NOT NULL CHECK (length(odd_text) % 2 = 1)",
)
"""Columns with constraints that only go together, each of which a table has at most once."""

PARTITIONED = {
    "LIST (region)": [
        "region text NOT NULL",
        "CREATE TABLE {n}_a PARTITION OF {n} FOR VALUES IN ('north', 'east');",
        "CREATE TABLE {n}_b PARTITION OF {n} FOR VALUES IN ('south');",
    ],
    "RANGE (happened_on)": [
        "happened_on date NOT NULL",
        "CREATE TABLE {n}_a PARTITION OF {n} FOR VALUES FROM ('2025-01-01') TO ('2025-07-01');",
        "CREATE TABLE {n}_b PARTITION OF {n} FOR VALUES FROM ('2025-09-01') TO ('2026-01-01');",
    ],
    "HASH (bucket)": [
        "bucket integer NOT NULL",
        "CREATE TABLE {n}_a PARTITION OF {n} FOR VALUES WITH (MODULUS 2, REMAINDER 0);",
        "CREATE TABLE {n}_b PARTITION OF {n} FOR VALUES WITH (MODULUS 2, REMAINDER 1);",
    ],
}


@dataclass(slots=True)
class Draft:
    """A table in the making. key: the columns that others refer to, with their types."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    key: tuple[tuple[str, str], ...] = ()
    lines: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    by: str = ""
    checked: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)

    @property
    def ddl(self) -> str:
        return f"CREATE TABLE {self.name} (\n  " + ",\n  ".join(self.lines) + f"\n){self.by};"


@st.composite
def schemas(draw: Draw) -> str:
    """DDL of one to six tables; every one of them can hold a row."""
    tables: list[Draft] = []
    for number in range(int(str(draw(st.integers(1, 6))))):
        tables.append(_table(draw, number, tables))
    if draw(st.integers(0, 3)) == 0:
        tables.append(_partitioned(draw, "parts"))
    script = [PRELUDE, *(table.ddl for table in tables)]
    script += [line for table in tables for line in table.after]
    keyed = [table for table in tables if table.key]
    if len(keyed) > 1 and draw(st.booleans()):
        hard = any(word in text for word in ("is_even", "moody") for text in script[1:])
        script.append(_circle(draw, keyed[0], keyed[-1], loose=hard))
    return "\n".join(script)


def _table(draw: Draw, number: int, before: list[Draft]) -> Draft:
    where = draw(st.sampled_from(["", "", "other."]))
    table = Draft(name=f"{where}t{number}")
    _key(draw, table, before)
    names = draw(st.lists(st.sampled_from(NAMES), max_size=6, unique=True))
    assert isinstance(names, list)
    for name in names:
        _column(draw, table, name)
    for parent in before:
        if draw(st.integers(0, 2)) == 0:
            _reference(draw, table, parent)
    if draw(st.integers(0, 3)) == 0:
        _tree(draw, table)
    _uniques(draw, table, number)
    _comparison(draw, table)
    table.lines += [extra for extra in EXTRAS if draw(st.integers(0, 11)) == 0]
    _after(draw, table)
    return table


def _partitioned(draw: Draw, name: str) -> Draft:
    """A table that nobody refers to, in two parts that leave gaps."""
    by = str(draw(st.sampled_from(sorted(PARTITIONED))))
    key, *parts = PARTITIONED[by]
    table = Draft(name=name, by=f" PARTITION BY {by}")
    table.lines = ["id serial", key, "note text", "amount numeric(8,2) CHECK (amount > 0)"]
    table.after = [part.format(n=name) for part in parts]
    return table


def _after(draw: Draw, table: Draft) -> None:
    """A trigger that refuses some rows, row security, a view that keeps its rows."""
    if draw(st.integers(0, 9)) == 0:
        table.lines.append("mood_at timestamptz NOT NULL")
        trigger = f"CREATE TRIGGER moody BEFORE INSERT ON {table.name}"
        table.after.append(f"{trigger} FOR EACH ROW EXECUTE FUNCTION moody();")
    if draw(st.integers(0, 9)) == 0:
        table.after.append(f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY;")
    if draw(st.integers(0, 9)) == 0:
        view = f"CREATE MATERIALIZED VIEW {table.name}_seen"
        table.after.append(f"{view} AS SELECT count(*) FROM {table.name};")


def _key(draw: Draw, table: Draft, before: list[Draft]) -> None:
    kinds = ["serial", "always", "uuid", "text", "pair"]
    kind = draw(st.sampled_from([*kinds, "parent"] if before else kinds))
    if kind == "parent":
        parent = draw(st.sampled_from(before))
        assert isinstance(parent, Draft)
        table.key = tuple((f"k{i}", of) for i, (_, of) in enumerate(parent.key))
        own = ", ".join(name for name, _ in table.key)
        table.lines += [f"{name} {of} NOT NULL" for name, of in table.key]
        table.lines += [f"PRIMARY KEY ({own})", f"FOREIGN KEY ({own}) REFERENCES {_target(parent)}"]
    elif kind == "pair":
        table.key = (("a", "integer"), ("b", "varchar(20)"))
        table.lines += ["a integer", "b varchar(20)", "PRIMARY KEY (a, b)"]
    else:
        identity = "integer GENERATED ALWAYS AS IDENTITY"
        declared = {"serial": "serial", "always": identity, "uuid": "uuid", "text": "text"}[
            str(kind)
        ]
        of = {"serial": "integer", "always": "integer"}.get(str(kind), str(kind))
        table.key = (("id", of),)
        table.lines.append(f"id {declared} PRIMARY KEY")


def _target(parent: Draft) -> str:
    return f"{parent.name} ({', '.join(name for name, _ in parent.key)})"


def _column(draw: Draw, table: Draft, name: str) -> None:
    of = str(draw(st.sampled_from(sorted(TYPES))))
    line = f"{name} {of}"
    if draw(st.booleans()):
        line += " NOT NULL"
        table.needed.add(name)
    if TYPES[of] and draw(st.integers(0, 2)) == 0:
        line += f" CHECK ({str(draw(st.sampled_from(TYPES[of]))).format(c=name)})"
        table.checked.add(name)
    table.columns[name] = of
    table.lines.append(line)


def _reference(draw: Draw, table: Draft, parent: Draft) -> None:
    """To the parent's key; deferrable, or one row for each parent, or with a column that two
    references share."""
    stem = parent.name.replace("other.", "")
    must = " NOT NULL" if draw(st.booleans()) else ""
    columns = [f"{stem}_{name}" for name, _ in parent.key]
    for column, (_, of) in zip(columns, parent.key, strict=True):
        table.lines.append(f"{column} {of}{must}")
    deferred = draw(st.sampled_from(["", " ON DELETE CASCADE", " DEFERRABLE INITIALLY DEFERRED"]))
    listed = ", ".join(columns)
    table.lines.append(f"FOREIGN KEY ({listed}) REFERENCES {_target(parent)}{deferred}")
    if draw(st.integers(0, 3)) == 0:
        table.lines.append(f"UNIQUE ({listed})")


def _tree(draw: Draw, table: Draft) -> None:
    columns = [f"up_{name}" for name, _ in table.key]
    table.lines += [f"{c} {of}" for c, (_, of) in zip(columns, table.key, strict=True)]
    table.lines.append(f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {_target(table)}")


def _uniques(draw: Draw, table: Draft, number: int) -> None:
    free = [name for name, of in table.columns.items() if of in UNIQUE]
    if not free or draw(st.booleans()):
        return
    one = str(draw(st.sampled_from(free)))
    two = str(draw(st.sampled_from(free)))
    forms = ["({one})", "({one}, {two})"] if one != two else ["({one})"]
    forms.append("({one}) WHERE {one} IS NOT NULL")
    if table.columns[one] in ("text", "varchar(40)"):
        forms.append("(lower({one}))")
    form = str(draw(st.sampled_from(forms))).format(one=one, two=two)
    table.after.append(f"CREATE UNIQUE INDEX u{number} ON {table.name} {form};")


def _comparison(draw: Draw, table: Draft) -> None:
    """A check over two columns that have none of their own."""
    free = [name for name in table.columns if name not in table.checked]
    numbers = [name for name in free if table.columns[name] in NUMBERS]
    loose = [name for name in free if name not in table.needed]
    kind = draw(st.sampled_from(["numbers", "any"]))
    pool = numbers if kind == "numbers" else loose
    if len(pool) < 2 or draw(st.booleans()):
        return
    text = str(draw(st.sampled_from(BETWEEN[str(kind)]))).format(a=pool[0], b=pool[1])
    table.lines.append(f"CHECK ({text})")


def _circle(draw: Draw, first: Draft, last: Draft, *, loose: bool) -> str:
    """The first table refers to the last one, which may well refer to it.

    loose: the rows of a circle that must not be NULL are known beforehand or not at all, which
    rules out those that only the server can judge.
    """
    must = "" if loose else draw(st.sampled_from(["", " NOT NULL"]))
    late = " DEFERRABLE INITIALLY DEFERRED" if must else ""
    columns = [f"round_{name}" for name, _ in last.key]
    added = ", ".join(f"ADD {c} {of}{must}" for c, (_, of) in zip(columns, last.key, strict=True))
    key = f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {_target(last)}{late}"
    return f"ALTER TABLE {first.name} {added};\nALTER TABLE {first.name} ADD {key};"

"""How made-up data come about, for somebody who has never seen a schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sandbox.frontends.cli.wording import WIDTH, wrapped

if TYPE_CHECKING:
    from sandbox.seeding.explain import ColumnAccount

LONGEST = 40
"""Characters of a value that are shown."""
_TYPES = (
    (r"(?:character varying|character|varchar|char|bpchar)\((\d+)\)", r"text, up to \1 characters"),
    (r"character varying|character|bpchar|citext", "text"),
    (r"bigint|smallint|integer", "whole number"),
    (r"(?:numeric|decimal)\(\d+,0\)", "whole number"),
    (r"(?:numeric|decimal)\(\d+,(\d+)\)", r"number with \1 decimals"),
    (r"numeric|double precision|real", "number"),
    (r"boolean", "yes or no"),
    (r"timestamp(?:\(\d\))? with(?:out)? time zone", "date and time"),
    (r"time(?:\(\d\))? with(?:out)? time zone", "time"),
    (r"jsonb?", "document"),
    (r"bytea", "bytes"),
)
_RULES = (
    (
        r"^refers to (\S+?)\.\S+: any parent, unevenly$",
        r"a row of \1: some come often, most seldom",
    ),
    (r"^refers to (\S+?)\.\S+: each parent once$", r"a row of \1, each once"),
    (r"^refers to (\S+?)\.\S+: each parent as often$", r"a row of \1, each as often"),
    (r"^refers to (\S+?)\.\S+: (?:any parent, )?(.*)$", r"a row of \1: \2"),
    (r"^refers to (\S+?)\.\S+$", r"a row of \1"),
    (r"^awkward, or ", "something awkward, or "),
    (r"^true in ", "yes in "),
    (
        r"^a row before it, mostly a top one$",
        "a row above it in the same table, mostly one at the top",
    ),
    (r"^the default, (.*)$", r"what the database puts in by itself: \1"),
    (r"^NULL$", "left empty"),
)
_REASONS = (
    (r"^its name$", "told by its name"),
    (r"^its type, .*$", "told by its type"),
    (r"^its type lists the values$", "its type lists what there is"),
    (r"^a check lists the values$", "a rule of the database lists what there is"),
    (r"^the foreign key .*$", ""),
    (r"^its sequence counts$", "the database counts"),
    (r"^the column is generated$", "the database computes it"),
    (r"^the table has rows already, and stays as it is$", "they stay as they are"),
)


def explanation(accounts: Iterable[ColumnAccount]) -> str:
    """Table by table, each column with what is made and three values, within a terminal."""
    lines: list[str] = []
    for (schema, table), columns in groupby(accounts, key=lambda one: (one.schema, one.table)):
        lines.append(f"\n{table if schema == 'public' else f'{schema}.{table}'}")
        for one in columns:
            lines += _column(one)
    return "\n".join(lines)


def _column(one: ColumnAccount) -> Iterator[str]:
    yield wrapped(f"{one.column} ({_said(_TYPES, one.type, whole=True)})", "  ", "    ")
    rule, why = _said(_RULES, one.rule), _said(_REASONS, one.why)
    rule = rule.replace("a parent ", "one ")
    nulls = f"empty in {_share(one.nulls)}" if one.nulls and one.rule != "NULL" else ""
    reasons = ["" if rule.startswith("the recipe's ") else why, nulls]
    behind = "; ".join(reason for reason in reasons if reason)
    yield wrapped(f"{rule} ({behind})" if behind else rule, "      ", "      ")
    if one.samples:
        yield f"      {_row([_value(one.type, sample) for sample in one.samples])}"


def _said(words: Sequence[tuple[str, str]], text: str, *, whole: bool = False) -> str:
    """In plain words, where there are some for it."""
    for pattern, plain in words:
        match = re.fullmatch(pattern, text) if whole else re.search(pattern, text)
        if match is not None:
            return text[: match.start()] + match.expand(plain) + text[match.end() :]
    return text


def _share(nulls: float) -> str:
    return "less than 1%" if nulls < 0.01 else f"{nulls:.0%}"


def _value(declared: str, sample: str) -> str:
    if declared == "boolean":
        return {"t": "yes", "f": "no"}.get(sample, sample)
    text = sample.replace("\n", " ")
    if text != text.strip() or not text:
        text = f'"{text}"'
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _row(values: Sequence[str]) -> str:
    """As many of the values as there is room for."""
    row = values[0]
    for value in values[1:]:
        if len(row) + len(value) + 9 > WIDTH:
            break
        row += f" | {value}"
    return row

"""What a maintainer wants of the data: a small TOML text.

    seed = 1                        # another number gives other data
    rows = 1500                     # rows of an ordinary table that is not named below
    [login]                         # who to log in as; shown by `sandbox up`
    user = "guest@example.org"
    password = "sandbox"
    [tables.users]                  # or [tables."other_schema.users"]
    rows = 12                       # or: per = { table = "customers", mean = 2.5 }
    fixed = [{ email = "guest@example.org", role = "admin" }]     # these rows come first
    [tables.users.columns]
    password_hash = { constant = "…" }
    role = { choice = { viewer = 70, admin = 30 } }               # or a list
    code = { template = "{reference}-X" }                         # other columns, and {row}
    height = { between = [1, 10] }
    motto = { faker = "catch_phrase" }
    left_at = { when = { role = ["viewer"] }, null = 0.5 }        # null where the condition fails
    status = { choice = { open = 9, shut = 91 }, recent = ["open"] }  # the youngest rows are open

Only the text is looked at here; `check_recipe` compares it with a schema.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from sandbox.errors import UsageError


class RecipeError(UsageError):
    """The recipe says something that cannot be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The named person to log in as."""

    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PerParent:
    """So many rows for each row of another table, on average."""

    table: str
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """How one column is filled; at most one of constant … faker is set, values as in the TOML."""

    constant: Any = None
    choice: Mapping[Any, float] | None = None
    template: str | None = None
    between: tuple[Any, Any] | None = None
    faker: str | None = None
    null: float | None = None
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    recent: tuple[Any, ...] = ()

    @property
    def gives_value(self) -> bool:
        """Whether it says what the values are, not only where there are none."""
        sources = (self.constant, self.choice, self.template, self.between, self.faker)
        return any(source is not None for source in sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecipe:
    rows: int | None = None
    per: PerParent | None = None
    fixed: tuple[Mapping[str, Any], ...] = ()
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """`tables` is keyed as written: a table's name, or schema.table."""

    seed: int | None = None
    rows: int | None = None
    login: Login | None = None
    tables: Mapping[str, TableRecipe] = field(default_factory=dict)


EMPTY_RECIPE = Recipe()

_SOURCES = ("constant", "choice", "template", "between", "faker")


def parse_recipe(text: str) -> Recipe:
    """The recipe in a TOML text; RecipeError says what is wrong and what would be right."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"the seed recipe is no valid TOML: {error}") from error
    _known(document, ("seed", "rows", "login", "tables"), "the seed recipe")
    tables = _mapping(document.get("tables", {}), "tables")
    return Recipe(
        seed=_whole(document.get("seed"), "seed"),
        rows=_whole(document.get("rows"), "rows"),
        login=_login(document.get("login")),
        tables={name: _table(entry, f"tables.{name}") for name, entry in tables.items()},
    )


def _login(entry: Any) -> Login | None:
    if entry is None:
        return None
    entry = _mapping(entry, "login")
    _known(entry, ("user", "password"), "login")
    for key in ("user", "password"):
        if not isinstance(entry.get(key), str):
            raise RecipeError(f"login.{key} is missing in the seed recipe", f'{key} = "…"')
    return Login(user=entry["user"], password=entry["password"])


def _table(entry: Any, where: str) -> TableRecipe:
    entry = _mapping(entry, where)
    _known(entry, ("rows", "per", "fixed", "columns"), where)
    if "rows" in entry and "per" in entry:
        raise RecipeError(f"{where} has both rows and per", "keep one of the two")
    fixed = entry.get("fixed", [])
    if not isinstance(fixed, list) or not all(isinstance(row, dict) for row in fixed):
        raise RecipeError(f"{where}.fixed is no list of rows", 'fixed = [{ name = "…" }]')
    columns = _mapping(entry.get("columns", {}), f"{where}.columns")
    return TableRecipe(
        rows=_whole(entry.get("rows"), f"{where}.rows"),
        per=_per(entry["per"], f"{where}.per") if "per" in entry else None,
        fixed=tuple(fixed),
        columns={name: _rule(rule, f"{where}.columns.{name}") for name, rule in columns.items()},
    )


def _per(entry: Any, where: str) -> PerParent:
    entry = _mapping(entry, where)
    _known(entry, ("table", "mean"), where)
    mean = entry.get("mean")
    if not isinstance(entry.get("table"), str) or not _is_number(mean) or mean < 0:
        raise RecipeError(f"{where} wants a table and a mean", 'per = { table = "…", mean = 3 }')
    return PerParent(table=entry["table"], mean=float(mean))


def _rule(entry: Any, where: str) -> ColumnRule:
    entry = _mapping(entry, where)
    _known(entry, (*_SOURCES, "null", "when", "recent"), where)
    if sum(source in entry for source in _SOURCES) > 1:
        raise RecipeError(f"{where} says more than one way to fill it", "keep one of them")
    between = entry.get("between")
    if between is not None and (not isinstance(between, list) or len(between) != 2):
        raise RecipeError(f"{where}.between wants two values", "between = [1, 10]")
    null = entry.get("null")
    if null is not None and not (_is_number(null) and 0 <= null <= 1):
        raise RecipeError(f"{where}.null is no share from 0 to 1", "null = 0.25")
    recent = entry.get("recent", [])
    if not isinstance(recent, list):
        raise RecipeError(f"{where}.recent is no list", 'recent = ["open"]')
    for key in ("template", "faker"):
        if key in entry and not isinstance(entry[key], str):
            raise RecipeError(f"{where}.{key} is no text")
    return ColumnRule(
        constant=entry.get("constant"),
        choice=_choice(entry["choice"], where) if "choice" in entry else None,
        template=entry.get("template"),
        between=(between[0], between[1]) if between is not None else None,
        faker=entry.get("faker"),
        null=float(null) if null is not None else None,
        when=_when(entry.get("when", {}), f"{where}.when"),
        recent=tuple(recent),
    )


def _choice(entry: Any, where: str) -> Mapping[Any, float]:
    if isinstance(entry, list) and entry:
        return dict.fromkeys(entry, 1.0)
    if not isinstance(entry, dict) or not entry:
        raise RecipeError(f"{where}.choice has no values", "choice = { open = 70, closed = 30 }")
    weights = list(entry.values())
    if not all(_is_number(weight) and weight >= 0 for weight in weights) or not sum(weights):
        raise RecipeError(f"{where}.choice has a weight that is no number above zero")
    return {value: float(weight) for value, weight in entry.items()}


def _when(entry: Any, where: str) -> Mapping[str, tuple[Any, ...]]:
    entry = _mapping(entry, where)
    return {
        name: tuple(values) if isinstance(values, list) else (values,)
        for name, values in entry.items()
    }


def _mapping(entry: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise RecipeError(f"{where} is no table of the seed recipe", f"[{where}]")
    return entry


def _whole(value: Any, where: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise RecipeError(f"{where} is no whole number: {value!r}", f"{where} = 100")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _known(entry: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for key in entry:
        if key not in known:
            raise RecipeError(f"{where} has an unknown key: {key}", nearest(key, known))


def nearest(name: str, known: Sequence[str]) -> str:
    """A hint that names what may have been meant."""
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    listed = ", ".join(close) if close else ", ".join(sorted(known)[:12])
    return f"did you mean {listed}?" if close else f"there are: {listed}"

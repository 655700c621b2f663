"""Reads what a maintainer wants of the data: a small TOML text, described in docs/recipes.md.

Only the text is looked at here; `check_recipe` compares it with a schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sandbox.model.data.sqltext import is_more_than_sql, is_one_expression
from sandbox.seeding.recipes.document import UNNAMED, read_document
from sandbox.seeding.recipes.fields import Fields, dotted, is_endless, is_number, nearest
from sandbox.seeding.recipes.model import (
    EMPTY_RECIPE,
    SOURCES,
    ColumnRule,
    Login,
    Password,
    PerParent,
    Recipe,
    RecipeError,
    ScenarioRecipe,
    TableRecipe,
)

__all__ = [
    "EMPTY_RECIPE",
    "ColumnRule",
    "Login",
    "Password",
    "PerParent",
    "Recipe",
    "RecipeError",
    "TableRecipe",
    "nearest",
    "parse_recipe",
]

BUILT_IN = ("empty", "busy-week", "awkward")
"""The scenarios that need no recipe."""
HASHES = ("bcrypt", "argon2", "django-pbkdf2", "werkzeug-scrypt")


def parse_recipe(text: str, file: str = UNNAMED) -> Recipe:
    """The recipe in a TOML text; RecipeError says where, what is wrong and what would be right.

    file: what it is called, for messages.
    """
    return _Reader(text, file or UNNAMED).recipe(read_document(text, file or UNNAMED))


class _Reader(Fields):
    _plain: str | None = None
    """The password under [login], for hashes that name none."""

    def recipe(self, document: Mapping[str, Any]) -> Recipe:
        self.known(document, Recipe, ())
        tables = self.mapping(document.get("tables", {}), ("tables",))
        scenarios = self.mapping(document.get("scenarios", {}), ("scenarios",))
        login = self.optional(document, "login", (), self._login)
        self._plain = login.password if login else None
        return Recipe(
            seed=self.whole(document, "seed", ()),
            rows=self.whole(document, "rows", ()),
            locales=self.locales(document, ()),
            login=login,
            tables={name: self._table(one, ("tables", name)) for name, one in tables.items()},
            scenarios={
                name: self._scenario(one, ("scenarios", name)) for name, one in scenarios.items()
            },
            text=self.text,
            file=self.file,
        )

    def _login(self, entry: Any, at: tuple[str, ...]) -> Login:
        entry = self.mapping(entry, at)
        self.known(entry, Login, at)
        for key in ("user", "password"):
            if not isinstance(entry.get(key), str):
                raise self.error(at, f"{dotted((*at, key))} is missing", f'{key} = "…"')
        return Login(user=entry["user"], password=entry["password"])

    def _scenario(self, entry: Any, at: tuple[str, ...]) -> ScenarioRecipe:
        entry = self.mapping(entry, at)
        self.known(entry, ScenarioRecipe, at)
        like = self.text_at(entry, "like", at) or ""
        if like and like not in BUILT_IN:
            message = f"{dotted(at)}.like is no built-in scenario: {like}"
            raise self.error((*at, "like"), message, nearest(like, BUILT_IN))
        tables = self.mapping(entry.get("tables", {}), (*at, "tables"))
        return ScenarioRecipe(
            about=self.text_at(entry, "about", at) or "",
            like=like,
            rows=self.whole(entry, "rows", at),
            tables={name: self._table(one, (*at, "tables", name)) for name, one in tables.items()},
        )

    def _table(self, entry: Any, at: tuple[str, ...]) -> TableRecipe:
        entry = self.mapping(entry, at)
        self.known(entry, TableRecipe, at)
        if "rows" in entry and "per" in entry:
            raise self.error(at, f"{dotted(at)} has both rows and per", "keep one of the two")
        fixed = entry.get("fixed", [])
        if not isinstance(fixed, list) or not all(isinstance(row, dict) for row in fixed):
            message = f"{dotted(at)}.fixed is no list of rows"
            raise self.error((*at, "fixed"), message, 'fixed = [{ name = "…" }]')
        skip = self.truth(entry, "skip", at)
        if skip and ({"rows", "per", "fixed"} & set(entry)):
            raise self.error(at, f"{dotted(at)} is skipped and has rows", "keep one of the two")
        columns = self.mapping(entry.get("columns", {}), (*at, "columns"))
        return TableRecipe(
            rows=self.whole(entry, "rows", at),
            per=self.optional(entry, "per", at, self._per),
            fixed=tuple(fixed),
            skip=skip,
            triggers=self.truth(entry, "triggers", at),
            locales=self.locales(entry, at),
            columns={
                name: self._rule(rule, (*at, "columns", name)) for name, rule in columns.items()
            },
        )

    def _per(self, entry: Any, at: tuple[str, ...]) -> PerParent:
        entry = self.mapping(entry, at)
        self.known(entry, PerParent, at)
        mean, spread = entry.get("mean"), entry.get("spread", "uneven")
        if not isinstance(entry.get("table"), str) or not is_number(mean) or mean < 0:
            message = f"{dotted(at)} wants a table and a mean"
            raise self.error(at, message, 'per = { table = "…", mean = 3 }')
        if spread not in ("uneven", "even"):
            message = f"{dotted(at)}.spread is neither even nor uneven: {spread!r}"
            raise self.error(at, message, 'spread = "even"')
        return PerParent(table=entry["table"], mean=float(mean), spread=spread)

    def _rule(self, entry: Any, at: tuple[str, ...]) -> ColumnRule:
        entry = self.mapping(entry, at)
        self.known(entry, ColumnRule, at)
        said = [source for source in SOURCES if source in entry]
        if not entry:
            message = f"{dotted(at)} says nothing"
            raise self.error(at, message, 'say how it is filled, such as { constant = "…" }')
        if len(said) > 1:
            message = f"{dotted(at)} says more than one way to fill it: {', '.join(said)}"
            raise self.error(at, message, "keep one of them")
        between = entry.get("between")
        if between is not None and (not isinstance(between, list) or len(between) != 2):
            message = f"{dotted(at)}.between wants two values"
            raise self.error(at, message, "between = [1, 10]")
        if between is not None and any(is_endless(bound) for bound in between):
            message = f"{dotted(at)}.between has an end that is no number: {between}"
            raise self.error(at, message, "between = [1, 10]")
        null = entry.get("null")
        if null is not None and not (is_number(null) and 0 <= null <= 1):
            message = f"{dotted(at)}.null is no share from 0 to 1"
            raise self.error(at, message, "null = 0.25")
        recent = entry.get("recent", [])
        if not isinstance(recent, list):
            raise self.error(at, f"{dotted(at)}.recent is no list", 'recent = ["open"]')
        if "arguments" in entry and "faker" not in entry:
            message = f"{dotted(at)}.arguments belong to a Faker provider"
            raise self.error(at, message, 'faker = "…"')
        return ColumnRule(
            constant=entry.get("constant"),
            choice=self.optional(entry, "choice", at, self._choice),
            template=self.text_at(entry, "template", at),
            between=(between[0], between[1]) if between is not None else None,
            faker=self.text_at(entry, "faker", at),
            sql=self._sql(entry, at),
            password=self.optional(entry, "password", at, self._password),
            rule=self.text_at(entry, "rule", at),
            arguments=self.mapping(entry.get("arguments", {}), (*at, "arguments")),
            locales=self.locales(entry, at),
            null=float(null) if null is not None else None,
            when=self._when(entry.get("when", {}), (*at, "when")),
            recent=tuple(recent),
        )

    def _sql(self, entry: Mapping[str, Any], at: tuple[str, ...]) -> str | None:
        sql, where = self.text_at(entry, "sql", at), dotted((*at, "sql"))
        if sql is not None and is_more_than_sql(sql):
            message = f"{where}: a backslash outside of quotes is no SQL"
            raise self.error((*at, "sql"), message, "psql's own commands are not taken here")
        if sql is not None and not is_one_expression(sql):
            message = f"{where} is not one expression: {sql.strip()!r}"
            raise self.error((*at, "sql"), message, 'sql = "lower(email)"')
        return sql

    def _password(self, entry: Any, at: tuple[str, ...]) -> Password:
        entry = self.mapping(entry, at)
        self.known(entry, Password, at)
        found = entry.get("hash")
        if found not in HASHES:
            message = f"{dotted(at)}.hash is none of {', '.join(HASHES)}: {found!r}"
            raise self.error(at, message, nearest(str(found), HASHES))
        return Password(hash=found, of=self.text_at(entry, "of", at) or self._plain)

    def _choice(self, entry: Any, at: tuple[str, ...]) -> Mapping[Any, float]:
        if isinstance(entry, list) and entry:
            return dict.fromkeys(map(_hashable, entry), 1.0)
        if not isinstance(entry, dict) or not entry:
            message = f"{dotted(at)} has no values"
            raise self.error(at, message, "choice = { open = 70, closed = 30 }")
        return self.weights(entry, at)

    def _when(self, entry: Any, at: tuple[str, ...]) -> Mapping[str, tuple[Any, ...]]:
        entry = self.mapping(entry, at)
        return {
            name: tuple(values) if isinstance(values, list) else (values,)
            for name, values in entry.items()
        }


def _hashable(value: Any) -> Any:
    """Lists as tuples; documents as the text that a JSON column takes."""
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return tuple(map(_hashable, value)) if isinstance(value, list) else value

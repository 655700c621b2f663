"""Values that the recipe asks for, and where it wants NULL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sandbox.seeding.copytext.raw import Raw, parse, text_of
from sandbox.seeding.recipes.fit import template_fields
from sandbox.seeding.recipes.model import ColumnRule
from sandbox.seeding.recipes.passwords import PLAIN, password_hash
from sandbox.seeding.schemas.schema import Column, Family, Table
from sandbox.seeding.steps.step import CannotFill
from sandbox.seeding.values.provided import ENGLISH, provided
from sandbox.seeding.values.value import Rows, Spec, Value, constant, from_pool, weighted


def asked_for(spec: Spec, rule: ColumnRule) -> Value | None:
    """The value that a recipe's rule describes; None where it leaves that open."""
    column = spec.column
    if rule.constant is not None:
        return constant(parse(column, rule.constant), "the recipe says so")
    if rule.choice is not None:
        values = [parse(column, _as_list(value)) for value in rule.choice]
        return weighted(values, list(rule.choice.values()), spec.random(), "the recipe's choice")
    if rule.between is not None:
        low, high = (parse(column, bound) for bound in rule.between)
        return _between(spec, low, high)
    if rule.faker is not None:
        return _provided(spec, rule)
    if rule.password is not None:
        scheme = rule.password.hash
        made = password_hash(scheme, rule.password.of or PLAIN, spec.seed)
        return constant(made, f"the recipe's password, hashed by {scheme}")
    return _template(spec, rule.template) if rule.template is not None else None


def _as_list(value: object) -> object:
    """A list among the choices of an array column: TOML's, made hashable when it was read."""
    return list(value) if isinstance(value, tuple) else value


def _between(spec: Spec, low: Raw, high: Raw) -> Value:
    random = spec.random().random
    if spec.column.family is Family.FLOAT:
        return Value(
            why="the recipe's range",
            draw=lambda rows: [round(low + random() * (high - low), 4) for _ in range(rows.count)],
        )
    width = int(high - low) + 1
    return Value(
        why="the recipe's range",
        draw=lambda rows: [low + int(random() * width) for _ in range(rows.count)],
        pick=lambda indexes: [low + index for index in indexes],
        size=width,
    )


def _provided(spec: Spec, rule: ColumnRule) -> Value:
    assert rule.faker is not None
    why = f"Faker's {rule.faker}"
    wanted: Mapping[str, float] = rule.locales or {ENGLISH: 1.0}
    pool: dict[Raw, float] = {}
    for locale, weight in wanted.items():
        made = provided(rule.faker, spec.seed, rule.arguments, locale)
        values = list(dict.fromkeys(_parsed(spec.column, value) for value in made))
        for value in values:
            pool.setdefault(value, weight / len(values))
    if len(wanted) == 1:
        return from_pool(list(pool), spec.random(), why)
    return weighted(list(pool), list(pool.values()), spec.random(), why)


def _parsed(column: Column, value: object) -> Raw:
    """As the column takes it, cut to its length."""
    try:
        made = parse(column, value)
    except ValueError:
        made = parse(column, str(value))
    if column.length is not None and isinstance(made, str) and column.family is Family.TEXT:
        return made[: column.length].rstrip() or made[: column.length]
    return made


def _template(spec: Spec, template: str) -> Value:
    names = tuple(dict.fromkeys(name for name in template_fields(template) if name != "row"))
    columns = {column.name: column for column in spec.table.columns}

    def draw(rows: Rows) -> list[Raw]:
        made = [_shown(columns[name], rows.columns[name]) for name in names]
        given = zip(*made, strict=True) if names else ((),) * rows.count
        try:
            return [
                _fitting(
                    spec.column,
                    template.format_map({"row": number + 1, **dict(zip(names, row, strict=True))}),
                )
                for number, row in zip(rows.numbers, given, strict=True)
            ]
        except (ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
            raise CannotFill(
                f"the recipe's template for {spec.column.name} gives no value of it: {error}"
            ) from error

    return Value(why="the recipe's template", draw=draw, needs=names)


def _fitting(column: Column, text: str) -> Raw:
    """The value; ValueError where the column's type does not take it or it is too long."""
    made = parse(column, text)
    if column.length is not None and isinstance(made, str) and len(made) > column.length:
        raise ValueError(f"{text!r} is longer than {column.length} characters")
    return made


def _shown(column: Column, values: Sequence[Raw]) -> list[Raw]:
    """Whole numbers stay numbers, so that a template can pad them."""
    if column.family is Family.INTEGER and not column.array:
        return list(values)
    return [text_of(column, value) for value in values]


def null_where(rule: ColumnRule, table: Table) -> tuple[tuple[str, ...], Callable[..., bool]]:
    """The columns that `when` looks at, and whether their values make the column NULL."""
    names = tuple(rule.when)
    allowed = [{parse(table.column(n), value) for value in rule.when[n]} for n in names]

    def is_null(*values: Raw) -> bool:
        return any(value not in good for value, good in zip(values, allowed, strict=True))

    return names, is_null

"""What may be wrong with a Faker provider that a recipe names."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.seeding.copytext.raw import parse
from sandbox.seeding.recipes.fit import Path, Problem
from sandbox.seeding.recipes.model import ColumnRule
from sandbox.seeding.recipes.recipe import nearest
from sandbox.seeding.schemas.schema import Column, Table
from sandbox.seeding.values.provided import ENGLISH, faker, locales, providers, refusal


def faker_problems(table: Table, column: Column, rule: ColumnRule, at: Path) -> Iterator[Problem]:
    """Unknown or refused providers, arguments it does not take, values the column does not."""
    assert rule.faker is not None
    where = f"{table.name}.{column.name}"
    reason = refusal(rule.faker)
    if reason is not None:
        message = f"{where} may not use Faker's {rule.faker}: {reason}"
        hint = "leave the column out (its name brings such values), or give a choice or a range"
        yield Problem(message=message, hint=hint, at=at)
        return
    for locale in rule.locales or (ENGLISH,):
        if locale not in locales():
            continue  # named already
        known = providers(locale)
        if rule.faker not in known:
            message = f"{where} names no Faker provider: {rule.faker}"
            yield Problem(message=message, hint=nearest(rule.faker, known), at=at)
            return
        try:
            parse(column, str(getattr(faker(locale), rule.faker)(**rule.arguments)))
        except ValueError as error:
            yield Problem(message=f"{where}: Faker's {rule.faker} gives {error}", hint=None, at=at)
            return
        except Exception as error:  # whatever the provider raises for arguments it does not take
            message = f"{where}: Faker's {rule.faker} does not take these arguments: {error}"
            yield Problem(message=message, hint="its documentation lists them", at=at)
            return

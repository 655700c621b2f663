"""The recipe's reference is what the model says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from sandbox.seeding.recipes.fields import keys_of
from sandbox.seeding.recipes.model import (
    ColumnRule,
    Login,
    Password,
    PerParent,
    Recipe,
    TableRecipe,
)
from sandbox.seeding.recipes.recipe import parse_recipe
from sandbox.seeding.recipes.reference import PARTS, keys, reference

ROOT = Path(__file__).parents[3]
# Where a part's example stands in a whole document.
WHOLE = {
    "Recipe": "{}",
    "TableRecipe": "[tables.users]\n{}",
    "ColumnRule": "[tables.users.columns]\n{}",
    "PerParent": "[tables.users]\nper = {{ table = 'a', mean = 1, {} }}",
    "Password": "[tables.users.columns]\na = {{ password = {{ hash = 'bcrypt', {} }} }}",
    "Login": "[login]\n{}",
    "ScenarioRecipe": "[scenarios.strike]\n{}",
}
OTHER_HALF = {
    "PerParent.table": "[tables.users]\nper = {{ mean = 1, {} }}",
    "PerParent.mean": "[tables.users]\nper = {{ table = 'a', {} }}",
    "Password.hash": "[tables.users.columns]\na = {{ password = {{ {} }} }}",
    "Login.user": "[login]\npassword = 'x'\n{}",
    "Login.password": "[login]\nuser = 'x'\n{}",
}
EXAMPLES = [
    (model.__name__, name, example) for _, _, model in PARTS for name, _, example in keys(model)
]


def test_the_written_reference_is_current() -> None:
    """`make docs` writes it anew."""
    assert (ROOT / "docs" / "recipes.md").read_text() == reference()


@pytest.mark.parametrize(("model", "name", "example"), EXAMPLES)
def test_every_example_is_a_recipe(model: str, name: str, example: str) -> None:
    """It can be copied as it stands, and says something."""
    form = OTHER_HALF.get(f"{model}.{name}", WHOLE[model])
    text = example if example.startswith("[scenarios.") else form.format(example)
    assert name.removesuffix("s") in text
    said = parse_recipe(text)
    assert said != parse_recipe("")


@pytest.mark.parametrize("model", [Recipe, TableRecipe, ColumnRule, PerParent, Password, Login])
def test_every_key_that_is_read_is_in_the_reference(model: type) -> None:
    """A key without a text would be a riddle."""
    told = {name for name, _, _ in keys(model)}
    assert told | {"locale"} >= set(keys_of(model))
    assert told <= {one.name for one in fields(model)}

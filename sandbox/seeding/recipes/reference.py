"""The recipe's reference, written from the model: docs/recipes.md, and `sandbox seeds --help`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from textwrap import wrap
from typing import get_type_hints

from typing_extensions import Doc

from sandbox.seeding.recipes.model import (
    ColumnRule,
    Example,
    Login,
    Password,
    PerParent,
    Recipe,
    ScenarioRecipe,
    TableRecipe,
)
from sandbox.seeding.recipes.scenarios import ABOUT

PARTS: tuple[tuple[str, str, type], ...] = (
    ("The document", "", Recipe),
    ("A table", "[tables.NAME]", TableRecipe),
    ("A column", "[tables.NAME.columns]", ColumnRule),
    ("Rows for each parent", "per = { … }", PerParent),
    ("Known passwords", "password = { … }", Password),
    ("Who to log in as", "[login]", Login),
    ("Scenarios", "[scenarios.NAME]", ScenarioRecipe),
)

HEAD = """# Seed recipes

<!-- Written by `make docs` from sandbox/seeding/recipes/model.py: change it there. -->

A sandbox's data is made up, without a recipe: believable, the same every time, belonging to
nobody. A recipe says what only the app's maintainers know: who can log in, how many of what, which
states are common. It is a TOML file in the app's repository that `sandbox.toml` names:

```toml
[seed]
recipe = "seeds/sandbox.toml"
```

Whatever a recipe says either happens or is refused in one sentence with file and line: names that
the schema does not have, with the nearest ones, and values that a type, a check or a key forbids.
`sandbox seeds explain` says how every column is filled and why, `sandbox seeds check` what an
upgrade of the schema broke in the recipe.
"""

RULES = '''## Rules of your own

A Python package that is installed beside `sandbox` can bring rules for values. It names them in its
`pyproject.toml`:

```toml
[project.entry-points."sandbox.values"]
vin = "our_values:vin"
```

```python
from sandbox.seeding.values.value import Spec, Value, from_pool


def vin(spec: Spec) -> Value | None:
    """Chassis numbers, for columns of that name or where a recipe asks for them."""
    if not spec.asked and spec.column.name not in ("vin", "chassis_number"):
        return None  # it does not concern us
    numbers = [f"SBX{number:014d}" for number in range(100_000)]
    return from_pool(numbers, spec.random(), "a chassis number that no car has")
```

A rule gets the column with its table, type and limits, and gives a `Value`: `draw` makes one value
a row, `pick` different ones where the column is unique. Every random choice comes from
`spec.random()`, so that the same seed gives the same data. A rule of a package goes before ours, a
recipe before both; what a package's rule fails at is left out and named in the report. Another
version of the package makes the data anew.
'''


def reference() -> str:
    """The whole of docs/recipes.md."""
    parts = [HEAD]
    for title, where, model in PARTS:
        parts.append(_part(title, where, model))
        if model is ScenarioRecipe:
            parts.append(_built_in())
    return "\n".join([*parts, RULES])


def keys(model: type) -> Iterator[tuple[str, str, str]]:
    """(key, what it says, example) of every key that a table of the document may have."""
    hints = get_type_hints(model, include_extras=True)
    for one in fields(model):
        said = getattr(hints[one.name], "__metadata__", ())
        text = next((part.documentation for part in said if isinstance(part, Doc)), None)
        if text is not None:
            example = next((part.text for part in said if isinstance(part, Example)), "")
            yield one.name, text, example


def _part(title: str, where: str, model: type) -> str:
    lines = [f"## {title}", ""]
    if where:
        lines += [f"`{where}`", ""]
    lines.append("```toml")
    for _, text, example in keys(model):
        lines += [*(f"# {line}" for line in wrap(text, 96)), example]
    return "\n".join([*lines, "```", ""])


def _built_in() -> str:
    lines = [
        "There are for every app, without a recipe:",
        "",
        *(f"- `{name}`: {text}" for name, text in ABOUT.items()),
        "",
        "`sandbox up --scenario NAME` and `sandbox reset --scenario NAME` take one; the sandbox "
        "stays with it until another is named.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(reference(), end="")

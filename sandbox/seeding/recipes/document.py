"""Reads a recipe's text as TOML; what is wrong with it is said with the file and the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from sandbox.seeding.recipes.model import RecipeError

UNNAMED = "the seed recipe"
"""What a recipe is called whose file nobody knows."""
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_TWICE = re.compile(r"^Cannot (?:declare|mutate immutable namespace|overwrite) \((.*?),?\)")
_WORDS = {
    "Expected '=' after a key in a key/value pair": "a key wants `=` and a value",
    "Expected ']' at the end of a table declaration": "a table's name ends with `]`",
    "Invalid value": "this is no value: texts stand in quotes",
    "Invalid statement": "this is neither a [table] nor `key = value`",
    "Cannot overwrite a value": "a key is there twice",
    "Unclosed array": "a list lacks its `]`",
    "Unclosed inline table": "a { lacks its }",
    "Unterminated string": "a text lacks its closing quote",
    "Expected newline or end of document after a statement": "one line says two things",
}


def read_document(text: str, file: str) -> Mapping[str, Any]:
    """The document. file: its name, for messages. Raises RecipeError."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line or "\x00" in line:
            message = f"line {number} of {file} is not in UTF-8"
            raise RecipeError(message, "save the file as UTF-8; your editor can do it")
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _PLACE.search(said)
        line = place[1] if place and place[1] else str(len(text.splitlines()) or 1)
        raise RecipeError(
            f"line {line} of {file} is no TOML: {_plain(_PLACE.sub('', said))}",
            "`sandbox seeds --help` and docs/recipes.md show how a recipe is written",
        ) from error
    except RecursionError as error:
        raise RecipeError(f"{file} is nested too deeply") from error


def _plain(said: str) -> str:
    """The parser's words in those of somebody who has not written it."""
    twice = _TWICE.match(said)
    if twice:
        parts = re.findall(r"'([^']*)'", twice[1])
        return f"[{'.'.join(parts)}] is there twice"
    return _WORDS.get(said, said[:1].lower() + said[1:])

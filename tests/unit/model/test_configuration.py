"""sandbox.toml: what is wrong with it is said so that it can be mended."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import get_type_hints

import pytest
from typing_extensions import Doc

from sandbox.errors import UsageError
from sandbox.model.configuration import Configuration, parse_configuration


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[app]\nprot = 1\n",
            "sandbox.toml: there is no key app.prot",
            "did you mean `port`?",
        ),
        (
            "[databse]\n",
            "sandbox.toml: there is no key databse",
            "did you mean `database`?",
        ),
        (
            "[seed]\nzzz = 1\n",
            "sandbox.toml: there is no key seed.zzz",
            "known keys: recipe, rows",
        ),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest(text: str, message: str, hint: str) -> None:
    """A slip of the keyboard is pointed out, with what was probably meant."""
    with pytest.raises(UsageError) as caught:
        parse_configuration(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_value_of_the_wrong_kind_names_its_key() -> None:
    """The key's whole path is in the message and in the hint."""
    with pytest.raises(UsageError) as caught:
        parse_configuration('[limits]\nmemory_mb = "lots"\n')
    assert caught.value.message.startswith("sandbox.toml: limits.memory_mb: ")
    assert caught.value.hint == "change limits.memory_mb in sandbox.toml"
    with pytest.raises(UsageError, match=r"limits\.memory_mb"):
        parse_configuration("[limits]\nmemory_mb = 1\n")


def test_a_file_that_is_no_toml_names_the_line() -> None:
    """The reader's own words say where."""
    with pytest.raises(UsageError, match="line 2"):
        parse_configuration("[app]\nport 8000\n")


def test_a_wrong_value_among_free_keys_is_named() -> None:
    """The environment takes any name, but only text."""
    with pytest.raises(UsageError, match=r"env\.DEBUG"):
        parse_configuration("[env]\nDEBUG = 1\n")


def test_an_impossible_port_is_refused() -> None:
    """Ports end at 65535."""
    with pytest.raises(UsageError, match=r"app\.port"):
        parse_configuration("[app]\nport = 70000\n")


def described(section: type) -> list[str]:
    """The keys of a section, and of those in it, that have no description."""
    missing = []
    for name, hint in get_type_hints(section, include_extras=True).items():
        if is_dataclass(hint):
            missing += described(hint)  # type: ignore[arg-type]
        elif not any(isinstance(one, Doc) for one in getattr(hint, "__metadata__", ())):
            missing.append(f"{section.__name__}.{name}")
    return missing


def test_every_key_is_optional_and_documented() -> None:
    """An empty file is a configuration; every key says what it is."""
    assert parse_configuration("") == Configuration()
    assert described(Configuration) == []

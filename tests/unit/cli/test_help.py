"""Every command explains itself."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import click
import pytest

from sandbox.frontends.cli.main import COMMANDS, cli
from tests.unit.cli.conftest import Call


def command_of(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(call: Call, name: str) -> None:
    """The example is a line that begins with `sandbox NAME`."""
    said = call(name, "--help")
    assert said.code == 0
    assert re.search(rf"Examples?:\n(.*\n)*?\s+sandbox {name}\b", said.out)
    assert said.err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_common_options(name: str) -> None:
    """--json, --verbose, --quiet and --user."""
    options = {option for one in command_of(name).params for option in one.opts}
    assert {"--json", "--verbose", "--quiet", "--user"} <= options


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    """Options without help are riddles."""
    for one in command_of(name).params:
        if isinstance(one, click.Option):
            assert one.help, one.name


def test_the_list_of_commands_and_their_own_help_agree(call: Call) -> None:
    """`sandbox --help` is written without loading the commands; it must not drift from them."""
    listed = call("--help").out
    for name, (_, text) in COMMANDS.items():
        assert name in listed
        assert (
            command_of(name).get_short_help_str(200).split(".")[0] == text.rstrip(".").split(".")[0]
        )


def test_every_command_of_the_modules_is_listed() -> None:
    """A command that `sandbox --help` does not show is lost."""
    folder = Path(importlib.import_module("sandbox.frontends.cli.commands").__path__[0])
    written = {
        node.name.removesuffix("_command")
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_command")
    }
    assert written == set(COMMANDS)


def test_without_a_command_the_help_is_shown(call: Call) -> None:
    """It says where to start."""
    said = call()
    assert said.code == 0
    assert "sandbox up --demo" in said.out


def test_the_version_is_said(call: Call) -> None:
    """For reports of bugs."""
    assert re.fullmatch(r"sandbox \d+\.\d+.*\n", call("--version").out)

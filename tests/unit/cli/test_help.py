"""Every command explains itself."""

from __future__ import annotations

import ast
import importlib
import json
import re
from pathlib import Path

import click
import pytest

from sandbox.frontends.cli.main import COMMANDS, cli
from tests.unit.cli.conftest import Call

FOR_MAINTAINERS = ("seeds", "render", "init", "prove", "egress", "mail")
OURS = [one for one in COMMANDS if one != "seeds"]


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


@pytest.mark.parametrize("words", [("--help", "--json"), ("--json", "--help"), ("-h", "--json")])
def test_help_for_programs_names_every_command(call: Call, words: tuple[str, ...]) -> None:
    """One JSON document with all commands, and nothing else."""
    said = call(*words)
    assert (said.code, said.err) == (0, "")
    document = json.loads(said.out)
    assert document["command"] == "sandbox"
    assert document["usage"] == "sandbox [OPTIONS] COMMAND [ARGS]..."
    listed = {one["name"]: one["help"] for one in document["commands"]}
    assert listed == {name: text for name, (_, text) in COMMANDS.items()}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_for_programs_names_every_option(call: Call, name: str) -> None:
    """With its help, whether it takes a value, and the arguments."""
    for words in ((name, "--help", "--json"), (name, "--json", "-h")):
        said = call(*words)
        assert (said.code, said.err) == (0, "")
        document = json.loads(said.out)
        assert document["usage"].startswith(f"sandbox {name} [OPTIONS]")
        assert f"sandbox {name}" in document["help"]
        described = {names: one for one in document["options"] for names in one["names"]}
        own = {option for one in command_of(name).params for option in one.opts if "-" in option}
        assert set(described) == own | {"-h", "--help"}
        assert all(one["help"] for one in described.values())
        assert described["--json"]["value"] is None
        assert described["--user"]["value"] == "text"


def test_help_of_a_command_inside_is_not_ours(call: Call) -> None:
    """`sandbox run -- pytest --help --json` wants a sandbox."""
    assert call("run", "--", "pytest", "--help", "--json").code == 5


def test_the_version_for_programs(call: Call) -> None:
    """`--version` is a line, with --json a document, whichever comes first."""
    number = call("--version").out.removeprefix("sandbox ").strip()
    assert json.loads(call("--version", "--json").out) == {"version": number}
    assert json.loads(call("--json", "--version").out) == {"version": number}


def test_json_in_front_of_the_command_is_an_error(call: Call) -> None:
    """It would be without effect there."""
    said = call("--json", "list")
    assert said.code == 2
    assert json.loads(said.out)["hint"] == "type it behind: `sandbox list --json`"


@pytest.mark.parametrize("command", ["", *OURS])
def test_help_fits_a_terminal(call: Call, command: str) -> None:
    """No line is wider than 80 columns."""
    said = call(*filter(None, [command]), "--help").out
    assert [line for line in said.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("command", ["", *(one for one in OURS if one not in FOR_MAINTAINERS)])
def test_help_needs_no_word_of_the_trade(call: Call, command: str) -> None:
    """What everybody uses is explained without the insides."""
    said = call(*filter(None, [command]), "--help").out.lower()
    for word in ("golden", "buildx", "migrat", "container", "network", "schema"):
        assert word not in said, word

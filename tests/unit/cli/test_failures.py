"""How failures read, and which code they end with."""

from __future__ import annotations

import json

import pytest

from sandbox import errors, wiring
from sandbox.frontends.cli.failure import show_failure
from sandbox.frontends.cli.main import COMMANDS
from sandbox.seeding.recipes.recipe import RecipeError
from tests.unit.cli.conftest import Call

CODES = {
    errors.WorkFailed: 1,
    errors.BuildFailed: 1,
    errors.MigrationFailed: 1,
    errors.SeedFailed: 1,
    errors.StatementRefused: 1,
    errors.AppUnhealthy: 1,
    errors.UsageError: 2,
    RecipeError: 2,
    errors.ToolMissing: 3,
    errors.EngineDown: 3,
    errors.ImageUnavailable: 3,
    errors.DiskFull: 3,
    errors.PortTaken: 3,
    errors.Refused: 4,
    errors.NotFound: 5,
    errors.Busy: 5,
    errors.InternalError: 70,
    errors.Interrupted: 130,
}


def every(base: type[errors.SandboxError]) -> set[type[errors.SandboxError]]:
    found = {one for one in base.__subclasses__() if not one.__name__.startswith("_")}
    return found.union(*(every(one) for one in found))


def test_every_failure_has_the_code_that_was_promised() -> None:
    """Other programs tell failures apart by it."""
    assert {one: one.exit_code for one in every(errors.SandboxError)} == CODES


def test_every_failure_stands_in_the_tree_at_the_top() -> None:
    """The drawing and the classes agree."""
    drawn = errors.__doc__ or ""
    assert [one.__name__ for one in CODES if one.__name__ not in drawn] == []


def test_a_failure_says_what_happened_what_was_kept_and_what_to_type(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On standard error, each in a paragraph of its own."""
    error = errors.NotFound("it is gone", "type this", kept="Your work is kept.")
    assert show_failure(error, []) == 5
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "error: it is gone\n\nYour work is kept.\n\nhint: type this\n"


@pytest.mark.parametrize(
    "error", [one for one in CODES if one not in (errors.Refused, errors.Interrupted)]
)
def test_there_is_always_something_to_type(
    error: type[errors.SandboxError], capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where nobody knew what, as far down as it happened."""
    show_failure(error("no"), [])
    assert "\n\nhint: " in capsys.readouterr().err
    show_failure(error("no"), ["up", "--json"])
    assert json.loads(capsys.readouterr().out)["hint"]


def test_the_apps_own_last_lines_are_shown_where_the_work_failed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Otherwise raw output waits for --verbose."""
    show_failure(errors.BuildFailed("no", detail="one\ntwo"), [])
    assert "  | one\n  | two\n" in capsys.readouterr().err
    show_failure(errors.EngineDown("no", detail="raw"), [])
    assert "raw" not in capsys.readouterr().err
    show_failure(errors.EngineDown("no", detail="raw"), ["status", "--verbose"])
    assert "raw" in capsys.readouterr().err


def test_with_json_the_same_fields_are_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, and nothing else there."""
    show_failure(errors.Refused("no", "so", kept="all", detail="raw"), ["up", "--json"])
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "error": "no",
        "hint": "so",
        "kept": "all",
        "detail": "raw",
        "code": 4,
    }
    assert printed.err == ""


def test_options_of_the_command_inside_are_not_ours(capsys: pytest.CaptureFixture[str]) -> None:
    """`sandbox run -- pytest --json` fails as text."""
    show_failure(errors.NotFound("no"), ["run", "--", "pytest", "--json"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_an_error_of_usage(call: Call, name: str) -> None:
    """With the way to the command's help."""
    words = ("run", "--nonsense", "x") if name == "run" else (name, "--nonsense")
    said = call(*words)
    if name == "run":  # options behind it are the command's own
        assert said.code == 5
        return
    assert said.code == 2
    assert said.err.startswith("error: no such option")
    assert f"hint: `sandbox {name} --help` shows how it is used" in said.err


def test_an_unknown_command_is_an_error_of_usage(call: Call) -> None:
    """In our voice, not the library's."""
    said = call("upp")
    assert said.code == 2
    assert said.err.startswith("error: no such command 'upp'")
    assert "hint: `sandbox --help` shows how it is used" in said.err


def test_our_own_bug_says_so(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code 70, without a traceback unless asked for."""

    def broken(user: str | None) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(wiring, "wire", broken)
    said = call("list")
    assert said.code == 70
    assert "error: something went wrong inside sandbox itself" in said.err
    assert "ZeroDivisionError: oh" in said.err
    assert "Your files and data are kept." in said.err
    assert "Traceback" not in said.err
    assert "hint: type `sandbox status`, then `sandbox up`" in said.err
    assert "Traceback" in call("list", "--verbose").err


def test_ctrl_c_ends_with_its_own_code(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """130, as shells expect."""

    def pressed(user: str | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(wiring, "wire", pressed)
    said = call("list")
    assert said.code == 130
    assert said.err.lstrip().startswith("error: stopped")


def test_without_docker_up_says_what_to_start(call: Call) -> None:
    """Code 3, and nothing was begun."""
    said = call("up", "--demo")
    assert said.code == 3
    assert said.err.startswith("error: Docker is not running")
    assert "hint: start Docker" in said.err


def test_doctor_tells_of_a_missing_docker_and_goes_on(call: Call) -> None:
    """It is a finding, not a failure of the doctor."""
    said = call("doctor", "--json")
    assert said.code == 3
    checks = {one["check"]: one for one in json.loads(said.out)["checks"]}
    assert checks["git"]["ok"] is True
    assert checks["Docker"]["ok"] is False
    assert checks["Docker"]["hint"]


@pytest.mark.parametrize("name", ["status", "reset", "logs", "shell", "down", "render", "open"])
def test_without_a_sandbox_commands_say_how_to_make_one(call: Call, name: str) -> None:
    """Code 5."""
    said = call(name)
    assert said.code == 5
    assert (
        "error: you have no sandbox as the user anna\n\nhint: make one with `sandbox up ADDRESS`"
        in said.err
    )


def test_an_unknown_name_is_not_found(call: Call) -> None:
    """The name that was typed is in the message."""
    said = call("status", "nobody")
    assert said.code == 5
    assert said.err.startswith("error: there is no sandbox nobody")


def test_a_name_and_all_exclude_each_other(call: Call) -> None:
    """Nothing is removed where it is not clear what was meant."""
    assert call("down", "shop-anna", "--all").code == 2


def test_a_setting_that_is_no_number_is_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code 2, with the variable's name."""
    monkeypatch.setenv("SANDBOX_PORT", "many")
    said = call("list")
    assert said.code == 2
    assert "SANDBOX_PORT is 'many', not a number" in said.err


def test_a_negative_number_of_rows_is_refused(call: Call) -> None:
    """Before anything is begun."""
    assert call("up", "--demo", "--rows", "-1").code == 2


def test_an_empty_list_is_no_failure(call: Call) -> None:
    """As text it says what to do, as JSON it is an empty list, and quiet it is silent."""
    assert "sandbox up --demo" in call("list").out
    assert json.loads(call("list", "--json").out) == []
    assert call("list", "--quiet").out == ""


def test_a_folder_that_was_removed_under_our_feet_is_no_bug(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal may stand in a folder that `down` moved away."""

    def gone() -> None:
        raise FileNotFoundError

    monkeypatch.setattr("sandbox.frontends.cli.options.Path.cwd", gone)
    assert call("status").code == 5

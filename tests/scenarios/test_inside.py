"""`logs`, `shell`, `run`, `data`, `open`, `render`: at the app itself."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.scenarios import engine
from tests.scenarios.person import Sandbox
from tests.scenarios.web import eventually


def test_logs_show_what_the_app_says(demo: Sandbox) -> None:
    """A page that was asked for is in the log, as text and as one JSON object a line."""
    demo.browser().get("/login?asked=for-the-log")

    def logged() -> bool:
        return "asked=for-the-log" in demo.person.sandbox("logs").out

    eventually(logged)
    lines = demo.person.sandbox("logs", "--json", "--lines", "3").out.splitlines()
    assert len(lines) == 3
    assert {json.loads(line)["service"] for line in lines} == {"app"}


def test_logs_of_the_database(demo: Sandbox) -> None:
    """`logs --database` shows what PostgreSQL says."""
    assert "ready to accept connections" in demo.person.sandbox("logs", "--database").out


def test_logs_can_be_followed(demo: Sandbox) -> None:
    """`logs --follow` shows what comes, until it is ended."""
    following = demo.person.begin("logs", "--follow", "--lines", "1")
    assert following.stdout is not None
    try:
        following.stdout.readline()
        demo.browser().get("/login?asked=while-following")
        lines = iter(following.stdout.readline, "")
        assert any("asked=while-following" in line for line in lines)
    finally:
        following.terminate()
        following.communicate(timeout=60)


def test_run_gives_the_commands_output_and_its_exit_code(demo: Sandbox) -> None:
    """`run` is as if the command had been typed inside: its output, its errors, its code."""
    words = ("sh", "-c", "echo out; echo err >&2; exit 7")
    done = demo.person.sandbox("run", "--", *words, code=7)
    assert done.out == "out\n"
    assert done.err == "err\n"
    document = demo.person.sandbox("run", "--json", "--", *words, code=7).json
    assert document == {"code": 7, "output": "out\n", "errors": "err\n"}


def test_run_stands_in_the_apps_own_folder(demo: Sandbox) -> None:
    """A command runs where the app's code is, and sees the files of the workspace."""
    (demo.workspace / "seen.txt").write_text("from the host")
    assert demo.inside("cat", "seen.txt") == "from the host"
    (demo.workspace / "seen.txt").unlink()


def test_the_apps_own_tests_run_inside(demo: Sandbox) -> None:
    """The app's tools are there: its pure tests pass inside the sandbox."""
    out = demo.inside("python", "-c", "import shipments.lib.money as m; print(m.__name__)")
    assert out == "shipments.lib.money\n"


def test_a_shell_takes_commands(demo: Sandbox) -> None:
    """`shell` carries out what is typed, and ends with its exit code."""
    done = demo.person.sandbox("shell", stdin="echo from-$((40 + 2)); exit 3\n", code=3)
    assert "from-42" in done.out


def test_a_shell_for_programs(demo: Sandbox) -> None:
    """With --json `shell` carries out its input and gives one document, also of nothing."""
    typed = "echo from-$((40 + 2)); echo oops >&2; exit 3\n"
    document = demo.person.sandbox("shell", "--json", stdin=typed, code=3).json
    assert document == {"code": 3, "output": "from-42\n", "errors": "oops\n"}
    nothing = demo.person.sandbox("shell", "--json").json
    assert nothing == {"code": 0, "output": "", "errors": ""}


def test_a_command_that_the_app_does_not_have(demo: Sandbox) -> None:
    """`run` names it: code 5; a file that is no program: code 2. In text as in JSON."""
    done = demo.person.sandbox("run", "--", "nosuch", "-x", code=5)
    assert done.err.startswith("error: there is no command nosuch in the app\n")
    assert done.out == ""
    document = demo.person.sandbox("run", "--json", "--", "nosuch", code=5).json
    assert (document["error"], document["code"]) == ("there is no command nosuch in the app", 5)
    assert (
        "sandbox run -- sh ./README.md"
        in demo.person.sandbox("run", "--", "./README.md", code=2).err
    )


def test_data_lists_all_tables(demo: Sandbox) -> None:
    """`data` without SQL shows each table and how many rows it has."""
    document = demo.person.sandbox("data", "--json").json
    assert {"customers", "shipments", "users"} <= {cell for row in document["rows"] for cell in row}
    assert "customers" in demo.person.sandbox("data").out


def test_data_answers_sql_with_types(demo: Sandbox) -> None:
    """Numbers, texts, truth values and nothing keep their types in JSON."""
    sql = "select 1 as number, 'ü' as text, true as yes, null as nothing"
    document = demo.person.sandbox("data", sql, "--json").json
    assert document == {
        "columns": ["number", "text", "yes", "nothing"],
        "rows": [[1, "ü", True, None]],
    }


@pytest.mark.parametrize(
    "sql",
    [
        "delete from shipment_events",
        "drop table invoices",
        "begin; set transaction read write; delete from shipment_events; commit",
        "set default_transaction_read_only = off; delete from shipment_events",
        "insert into shipment_events select * from shipment_events returning id",
        "reset role; delete from shipment_events",
    ],
)
def test_data_refuses_to_change_anything_unasked(demo: Sandbox, sql: str) -> None:
    """However it is worded, SQL that changes data is refused without --write."""
    before = demo.rows("select count(*) from shipment_events")
    done = demo.person.sandbox("data", sql, code=4)
    assert "--write" in done.err
    assert demo.rows("select count(*) from shipment_events") == before


def test_data_changes_what_it_is_asked_to(demo: Sandbox) -> None:
    """With --write the data is changed, how much is said, and the app shows it."""
    same = "update customers set name = name where id = 1;"
    assert demo.person.sandbox("data", "--write", same).out == "  1 row changed.\n"
    demo.change("update customers set name = 'Renamed Ltd' where id = 1")
    assert "Renamed Ltd" in demo.logged_in().get("/customers/1").text


def test_data_says_what_was_wrong_with_the_sql(demo: Sandbox) -> None:
    """A slip in the SQL is told with the database's own words, as a mistake in what was typed."""
    done = demo.person.sandbox("data", "selct 1", code=2)
    assert "syntax error" in done.err


def test_open_hands_the_address_to_the_browser(demo: Sandbox) -> None:
    """`open` calls the person's browser with the sandbox's address."""
    log = demo.person.folder / "opened"
    browser = demo.person.folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {log}\n')
    browser.chmod(0o755)
    demo.person.sandbox("open", env={"BROWSER": str(browser)})
    eventually(log.exists)
    assert eventually(lambda: log.read_text().strip()) == demo.url
    assert demo.person.sandbox("open", "--json").json["url"] == demo.url


def test_render_gives_a_file_that_compose_accepts(demo: Sandbox, tmp_path: Path) -> None:
    """`render` prints a Compose file that `docker compose` accepts, hardened as the sandbox is."""
    file = tmp_path / "compose.yaml"
    file.write_text(demo.person.sandbox("render").out)
    command = ["docker", "compose", "-f", str(file), "config", "-q"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    model = yaml.safe_load(file.read_text())
    assert model == demo.person.sandbox("render", "--json").json
    for service in model["services"].values():
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
    assert all(network.get("internal") for network in model["networks"].values())


def test_a_stopped_app_is_told_apart(demo: Sandbox) -> None:
    """Where the app does not run, `run` and `open` say what to type; its log is still there."""
    engine.docker("stop", "--time", "1", demo.app)
    for words in (("run", "--", "true"), ("open",)):
        done = demo.person.sandbox(*words, code=5)
        assert "sandbox up" in done.err
    assert demo.person.sandbox("logs").out
    demo.person.up("--demo")

"""What somebody reads who sees the tool for the first time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.errors import AppUnhealthy, NotFound
from sandbox.frontends.cli import wording
from sandbox.frontends.cli.commands import data, doctor, prove, status
from sandbox.frontends.cli.failure import show_failure
from sandbox.model.data.sqlrows import Rows, parse_plain, plain_script
from sandbox.model.proof.probes import Proof, Proven
from sandbox.model.records import Work
from sandbox.seeding.filling import TableReport
from sandbox.seeding.outcome import TAKEN
from sandbox.verbs.doctor import Check
from sandbox.verbs.grow import _short
from sandbox.verbs.locate import find
from sandbox.verbs.restore import _candidates
from sandbox.verbs.status import SandboxStatus
from tests.unit.cli.conftest import Call
from tests.unit.cli.test_whose import make, ports_of

SHOWN = SandboxStatus(
    name="shipments-somebody-second",
    state="running",
    url="http://shipments-somebody-second.localhost:8700",
    workspace="/srv/sandboxes/shipments-somebody-second",
    branch="",
    since=1.0,
    memory=300 << 20,
    disk=1 << 20,
    work=Work(branch="", head="", changed=("shipments/main.py", "shipments/pages.py"), commits=1),
    differs=(),
    can_undo=True,
)


@pytest.mark.parametrize("command", ["status", "down", "reset", "open", "logs"])
def test_a_name_that_is_nearly_right(call: Call, tmp_path: Path, command: str) -> None:
    """The one that may be meant is asked for."""
    make("anna", tmp_path)
    said = call(command, "shop-ana")
    assert said.code == 5
    assert "did you mean `shop-anna`?" in said.err


def test_a_name_that_is_nothing_like_it_gets_the_list(home: Path, tmp_path: Path) -> None:
    """A wrong guess would lead astray."""
    make("anna", tmp_path)
    with pytest.raises(NotFound) as caught:
        find("billing", tmp_path, ports_of("anna"))
    assert caught.value.hint == "there are: shop-anna"


def test_restore_of_a_name_that_is_nearly_right(home: Path, tmp_path: Path) -> None:
    """As everywhere."""
    make("anna", tmp_path)
    with pytest.raises(NotFound) as caught:
        _candidates("shop-ana", None, ports_of("anna"), None)
    assert caught.value.hint == "did you mean `shop-anna`?"


def test_a_number_where_only_a_reset_kept_something(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What brings that is said; it has no number."""
    record = find(make("anna", tmp_path), tmp_path, ports_of("anna"))
    monkeypatch.setattr("sandbox.verbs.restore._can_undo", lambda record, ports: True)
    with pytest.raises(NotFound) as caught:
        _candidates(record.name, record, ports_of("anna"), "9")
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("`sandbox restore` alone brings the data")


def test_down_all_without_dashes(call: Call) -> None:
    """It was meant as the option."""
    assert "did you mean `--all`?" in call("down", "all").err


def test_a_user_without_a_sandbox_is_named(call: Call) -> None:
    """It may be misspelt."""
    assert "you have no sandbox as the user zoe" in call("status", "--user", "zoe").err
    assert "no sandbox as the user zoe" in call("list", "--user", "zoe").out


def test_the_list_fits_a_terminal_and_says_how_to_start() -> None:
    """80 columns; what does not run takes no memory that would be worth a figure."""
    still = replace(SHOWN, state="absent", memory=0, work=None)
    text = status._table([SHOWN, still])
    assert max(map(len, text.splitlines())) <= 80
    assert "stopped:\n    `sandbox up shipments-somebody-second` starts it" in text
    assert "300 MB of memory" in text
    assert "not there" not in text
    assert " 0 MB" not in text


def test_other_tables_are_spoken_of_only_where_there_were() -> None:
    """After a reset alone there is one thing to go back to."""
    assert "new tables" not in status._text(SHOWN)
    assert "new tables" in status._text(replace(SHOWN, older=True))


def test_seeds_alone_shows_its_help(call: Call) -> None:
    """Not an error."""
    said = call("seeds")
    assert said.code == 0
    assert "sandbox seeds explain" in said.out


def test_doctor_begins_with_what_matters() -> None:
    """All is well; what only technicians want to know is for --verbose."""
    checks = [
        Check(check="git", ok=True, found="2.39"),
        Check(check="user namespaces", ok=True, found="none"),
    ]
    text = doctor._text(checks, verbose=False)
    assert text.startswith("  All is well.")
    assert "user namespaces" not in text
    assert "user namespaces" in doctor._text(checks, verbose=True)
    broken = [replace(checks[0], ok=False)]
    assert doctor._text(broken, verbose=False).startswith("  1 to mend.")


def test_a_broken_app_is_told_what_to_do_before_its_last_lines(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """They are many, and the end of them would be all that is seen."""
    show_failure(AppUnhealthy("the app did not start", "mend it", detail="last line"), [])
    said = capsys.readouterr().err
    assert said.index("hint: mend it") < said.index("| last line")


def test_what_changed_is_counted() -> None:
    """By the server; what makes a table has no count."""
    one = parse_plain("\ue000count 1\n")
    assert data._table(one, "row") == "  1 row changed."
    assert data._table(parse_plain("\ue000count 3\n"), "row") == "  3 rows changed."
    assert data._table(parse_plain(""), "row") == "  Done."
    assert ":ROW_COUNT" in plain_script("update a set b = 1;")
    assert ":ROW_COUNT" not in plain_script("create table a (b int)")
    assert ":ROW_COUNT" not in plain_script("delete from a; delete from b")


def test_a_table_that_is_too_wide_comes_record_by_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line a column; in a wide terminal and in a file it stays a table."""
    rows = Rows(columns=("id", "reference"), rows=((1, "a" * 30), (2, "b" * 30)))
    assert "  --" in data._table(rows, "row")
    monkeypatch.setattr(data, "screen_width", lambda: 30)
    lines = data._table(rows, "row").splitlines()
    assert lines[:4] == ["  id         1", f"  reference  {'a' * 30}", "", "  id         2"]
    assert wording.screen_width() > 1000


def test_the_table_of_attempts_fits_a_terminal() -> None:
    """However long the targets are."""
    long = Proven(
        group="Production",
        origin="app",
        tried="a connection to a host of production that has a long name",
        target="db.internal.of-a-company-with-a-long-name.example.com:5432",
        expected="no answer",
        observed="no route to that network",
        ok=True,
    )
    proof = Proof(
        name="shop", probes=(long, replace(long, origin="database")), seconds=1.0, at=1.0, on={}
    )
    lines = prove.text_of(proof).splitlines()
    assert max(map(len, lines)) <= 80
    assert "from app and database" in " ".join(" ".join(lines).split())


def test_a_table_without_room_is_told_so_in_plain_words() -> None:
    """That every combination is in use is nothing to mend."""
    full = TableReport(schema="public", table="stock", rows=0, wanted=5, left_out=TAKEN)
    assert _short([full]) == "stock did not grow: every combination is in use, and that is fine"

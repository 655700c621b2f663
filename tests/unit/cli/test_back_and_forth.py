"""What `down`, `restore` and `reset` say of what is kept and what came back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.frontends.cli.commands import down, reset, restore
from sandbox.frontends.cli.commands.up import text_of
from sandbox.frontends.cli.wording import paragraph
from sandbox.model.observed import DatabaseState
from sandbox.model.records import KeptRecord, SandboxRecord
from sandbox.model.stack import LIVE, UNDO
from sandbox.verbs.down import DownResult
from sandbox.verbs.kept import Kept
from sandbox.verbs.restore import RestoreResult
from sandbox.verbs.sides import FRESH, OLDER, YOURS, start_again, went_back
from sandbox.verbs.up import UpResult
from tests.unit.cli.conftest import Call

RECORD = SandboxRecord(
    name="shop-anna", app="shop", user="anna", label=None, source="", workspace="", branch=""
)
ENTRY = KeptRecord(
    id="x", name="shop-anna", at=1.0, ref=None, workspace=None, snapshot="/s", record=RECORD
)
KEPT = Kept(number=2, when="2030-01-31 09:15:00", what=("data",), waiting=True, record=ENTRY)
DOWN = DownResult(
    name="shop-anna",
    removed=(),
    ref=None,
    snapshot="/s",
    workspace="/w",
    work=None,
    restore="sandbox restore shop-anna",
    seconds=1.0,
    data=(LIVE,),
)
UP = UpResult(
    name="shop-anna",
    url="http://shop-anna.localhost:8700",
    branch="",
    workspace="/srv/a-rather-long-folder/of-somebody/sandboxes/shop-anna",
    engine="",
    image="",
    rows=0,
    tables=0,
    login=None,
    left_out={},
    steps=(),
    seconds=1.0,
    kept="sandbox restore shop-anna",
)
RESTORED = RestoreResult(up=UP, what="the code and the data that `down` put away", at=1.0)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("databases", "said"),
    [
        ((LIVE,), "Kept: the data you typed in."),
        ((), "Kept: the data you typed in."),
        ((UNDO,), "Kept: the data you typed in before a reset."),
        ((UNDO, LIVE), "Kept: the data you typed in (and the data from before a reset)."),
    ],
)
def test_down_says_which_data_it_kept(databases: tuple[str, ...], said: str) -> None:
    """What was typed in before a reset is not what was seen last."""
    assert said in flat(down._text(replace(DOWN, data=databases)))


def test_down_after_a_restore_that_crashed_names_both_entries() -> None:
    """The files come first, then the data by its number, which is one less by then."""
    said = flat(down._text(replace(DOWN, apart=KEPT)))
    assert "`sandbox restore shop-anna` brings that back" in said
    assert "everything" not in said
    assert "kept by itself: after it, `sandbox restore shop-anna --at 1` brings it." in said
    alone = flat(down._text(replace(DOWN, restore=None, apart=replace(KEPT, number=1))))
    assert "kept by itself: `sandbox restore shop-anna --at 1` brings it." in alone


def test_restore_after_down_is_as_before_down() -> None:
    """Where a reset came before it, what one more `restore` shows is said."""
    whole = replace(RESTORED, whole=True)
    assert restore.back(whole).startswith("Back as it was before `down`, ")
    assert "once more" not in restore.back(whole)
    earlier = restore.back(replace(whole, earlier=True))
    assert "`sandbox restore` once more shows the data from before the reset." in earlier


def test_restore_where_one_runs_says_what_became_of_that() -> None:
    """It is kept, under a number that is named."""
    said = restore.back(replace(RESTORED, whole=True, replaced=replace(KEPT, number=1)))
    assert "What ran until now is kept, as number 1 of `sandbox list`" in said
    assert "`sandbox restore shop-anna --at 1`" in said


def test_restore_to_and_fro_says_which_side_is_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First yours, then the fresh data; after another reset yours again."""
    ports = wiring.wire("anna")
    state = DatabaseState(golden={LIVE: "g", UNDO: "g"}, migrations={LIVE: "a", UNDO: "a"})
    said = [went_back("shop-anna", state, ports) for _ in range(3)]
    start_again("shop-anna", ports)
    assert [*said, went_back("shop-anna", state, ports)] == [YOURS, FRESH, YOURS, YOURS]
    moved = replace(state, migrations={LIVE: "b", UNDO: "a"})
    assert went_back("shop-anna", moved, ports) == OLDER
    again = [restore.back(replace(RESTORED, at=None, what=what)) for what in (YOURS, FRESH)]
    assert again[0].endswith("`sandbox restore` again shows the fresh data.")
    assert again[1].endswith("`sandbox restore` again brings yours.")


def test_reset_says_what_became_of_the_old_data() -> None:
    """In two sentences."""
    assert reset._before("sandbox restore") == (
        "Your old data is kept: `sandbox restore` brings it back. "
        "The next reset after new changes replaces it."
    )


def test_the_list_of_commands_says_which_data_reset_gives(call: Call) -> None:
    """Those of the scenario that was chosen, not always the usual."""
    assert "(of the scenario you chose)" in flat(call("--help").out)
    assert "(of the scenario you chose)" in flat(call("reset", "--help").out)


def test_what_is_said_in_the_end_fits_a_terminal() -> None:
    """80 columns, and no command that is to be typed is broken in two."""
    told = (
        text_of(UP),
        down._text(replace(DOWN, data=(UNDO, LIVE), apart=KEPT)),
        paragraph(restore.back(replace(RESTORED, whole=True, earlier=True, replaced=KEPT))),
        paragraph(reset._before("sandbox restore")),
    )
    lines = [line for text in told for line in text.splitlines()]
    assert max(map(len, lines)) <= 80
    assert all(line.count("`") % 2 == 0 for line in lines)


def test_the_page_of_an_unknown_address_names_commands_that_work() -> None:
    """`sandbox up` alone asks "which app?" where none is known."""
    page = Path(__file__).parents[3] / "compose" / "gateway" / "pages" / "unknown.html"
    text = page.read_text()
    assert "<code>sandbox up --demo</code>" in text
    assert "<code>sandbox up</code>" not in text

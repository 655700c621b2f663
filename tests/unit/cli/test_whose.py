"""Whose sandbox a command works on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.fake import FakeEngine
from sandbox.errors import UsageError
from sandbox.ports import Ports
from sandbox.verbs.locate import Request, find, find_or_describe
from tests.unit.cli.conftest import Call

ADDRESS = "https://git.test/team/shop.git"


def ports_of(user: str) -> Ports:
    return replace(wiring.wire(user), engine=FakeEngine())


def make(user: str, here: Path, **asked: str) -> str:
    """Register the sandbox that `up ADDRESS` would make; its name."""
    ports = ports_of(user)
    record = find_or_describe(Request(here=here, source=ADDRESS, **asked), ports)  # type: ignore[arg-type]
    ports.registry.save(record)
    return record.name


def test_the_only_sandbox_needs_no_name(home: Path, tmp_path: Path) -> None:
    """Whoever has one means it."""
    name = make("anna", tmp_path)
    make("zoe", tmp_path)
    assert find(None, tmp_path, ports_of("anna")).name == name == "shop-anna"


def test_of_several_sandboxes_the_one_meant_has_to_be_said(call: Call, tmp_path: Path) -> None:
    """They are listed, and nothing is done."""
    make("anna", tmp_path)
    make("anna", tmp_path, label="second")
    said = call("reset")
    assert said.code == 2
    assert "shop-anna, shop-anna-second" in said.err


def test_a_user_with_odd_characters_finds_their_own(home: Path, tmp_path: Path) -> None:
    """Accounts are called "Anna Lee" or anna.lee@example.org as well."""
    name = make("Anna Lee", tmp_path)
    assert find(None, tmp_path, ports_of("Anna Lee")).name == name


def test_list_shows_the_sandboxes_of_a_user_with_odd_characters(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is not empty for somebody called Anna Lee."""
    name = make("Anna Lee", tmp_path)
    real = wiring.wire
    monkeypatch.setattr(wiring, "wire", lambda user: replace(real(user), engine=FakeEngine()))
    said = call("list", "--user", "Anna Lee", "--json")
    assert [one["name"] for one in json.loads(said.out)] == [name]


@pytest.mark.parametrize(
    ("first", "second"),
    [(("anna", {"label": "b"}), ("anna-b", {})), (("anna.b", {}), ("anna-b", {}))],
)
def test_nobody_is_handed_anothers_sandbox(
    home: Path,
    tmp_path: Path,
    first: tuple[str, dict[str, str]],
    second: tuple[str, dict[str, str]],
) -> None:
    """Two people whose names read alike on a shared server never share a sandbox."""
    one = make(first[0], tmp_path, **first[1])
    try:
        other = make(second[0], tmp_path, **second[1])
    except UsageError:
        return  # refused, with the way out
    assert other != one


def test_up_again_with_the_address_finds_the_same(home: Path, tmp_path: Path) -> None:
    """And with --name another one."""
    assert make("anna", tmp_path) == make("anna", tmp_path)
    assert make("anna", tmp_path, label="Second") == "shop-anna-second"


def test_the_folder_one_stands_in_says_which(home: Path, tmp_path: Path) -> None:
    """Inside a workspace no name is needed, however many there are."""
    make("anna", tmp_path)
    second = make("anna", tmp_path, label="second")
    ports = ports_of("anna")
    record = ports.registry.get(second)
    assert record is not None
    inside = Path(record.workspace) / "deep" / "down"
    inside.mkdir(parents=True)
    assert find(None, inside, ports).name == second


def test_another_of_the_same_app_by_the_first_ones_name(home: Path, tmp_path: Path) -> None:
    """`up NAME --name x` is a second sandbox; with its own label it is the one that is there."""
    name, ports = make("anna", tmp_path), ports_of("anna")

    def asked(source: str, label: str) -> str:
        request = Request(here=tmp_path, source=source, label=label)
        return find_or_describe(request, ports).name

    assert asked(name, "second") == "shop-anna-second"
    second = make("anna", tmp_path, label="second")
    assert asked(second, "second") == second
    assert asked(second, "third") == "shop-anna-third"


def test_a_folder_that_is_gone_is_said_to_be(home: Path, tmp_path: Path) -> None:
    """`up` in a folder that `down` or somebody removed says so, not that it is no app's copy."""
    with pytest.raises(UsageError, match="the folder you stand in is gone"):
        find_or_describe(Request(here=tmp_path / "gone"), ports_of("anna"))

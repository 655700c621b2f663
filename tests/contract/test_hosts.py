"""Pull requests at review hosts: made once, brought up to date, never made twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.adapters.hosts.bitbucket import Bitbucket
from sandbox.adapters.hosts.chosen import ChosenHosts, Host
from sandbox.adapters.hosts.client import Client
from sandbox.adapters.hosts.gitea import Gitea
from sandbox.adapters.hosts.github import GitHub
from sandbox.adapters.hosts.gitlab import GitLab
from sandbox.errors import NotFound, Refused, SandboxError, ToolMissing, WorkFailed
from sandbox.model.handover.address import Repository
from sandbox.model.handover.request import PullRequest
from tests.contract.forge import TOKEN, WHEN, Forge

REQUEST = PullRequest(
    title="Board", body="It shows all.", branch="sandbox/anna/board", base="main", draft=False
)
SHOP = Repository(host="forge.example", path="acme/shop")
DEEP = Repository(host="forge.example", path="acme/team/shop")
HOSTS: dict[str, tuple[Callable[[Client, Repository], Host], Repository]] = {
    "github": (GitHub, SHOP),
    "gitlab": (GitLab, DEEP),
    "gitea": (Gitea, SHOP),
    "bitbucket": (Bitbucket, SHOP),
}


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge().open() as opened:
        yield opened


def host_at(address: str, kind: str, *, secret: str = TOKEN, waits: list[float]) -> Host:
    make, where = HOSTS[kind]
    headers = {"Authorization": f"Bearer {secret}", "Accept": "application/json"}
    return make(Client(address, headers, host="forge.example", wait=waits.append), where)


@pytest.fixture
def waits() -> list[float]:
    """The pauses that were made, in seconds."""
    return []


every_kind = pytest.mark.parametrize("kind", HOSTS)


@every_kind
def test_one_is_made_and_then_brought_up_to_date(
    kind: str, forge: Forge, waits: list[float]
) -> None:
    """Also by a command that was killed before it knew the number."""
    host = host_at(forge.address, kind, waits=waits)
    made = host.publish(REQUEST, None)
    assert (made.number, made.url.rpartition("/")[2]) == (1, "1")
    changed = replace(REQUEST, title="Better board", body="It shows more.")
    assert host.publish(changed, made.number) == host.publish(changed, None) == made
    assert list(forge.pulls) == [1]
    one = forge.pulls[1]
    assert (one["title"], one["body"], one["branch"], one["base"]) == (
        *("Better board", "It shows more."),
        *("sandbox/anna/board", "main"),
    )


@every_kind
def test_a_draft_becomes_ready_and_a_draft_again(
    kind: str, forge: Forge, waits: list[float]
) -> None:
    """By a mark or by its title, as each host has it."""
    host = host_at(forge.address, kind, waits=waits)
    seen = []
    for draft in (True, False, True):
        host.publish(replace(REQUEST, draft=draft), 1 if seen else None)
        one = forge.pulls[1]
        seen.append(one["draft"] or one["title"].startswith(("Draft: ", "WIP: ")))
    assert seen == [True, False, True]


@every_kind
@pytest.mark.parametrize("state", ["closed", "merged"])
def test_one_that_was_closed_or_merged_is_followed_by_a_new_one(
    kind: str, state: str, forge: Forge, waits: list[float]
) -> None:
    """What developers decided stays decided."""
    host = host_at(forge.address, kind, waits=waits)
    host.publish(REQUEST, None)
    forge.pulls[1]["state"] = state
    assert host.review(1).state == state
    assert host.publish(REQUEST, 1).number == 2
    assert host.review(2).state == "open"


PLACED = {"path": "a.py", "line": 3}
REMARKS: dict[str, dict[str, object]] = {
    "github": {"user": {"login": "dev"}, "body": "why?", "created_at": WHEN, **PLACED},
    "gitlab": {
        "author": {"name": "dev"},
        "body": "why?",
        "created_at": WHEN,
        "position": {"new_path": "a.py", "new_line": 3},
    },
    "bitbucket": {
        "user": {"display_name": "dev"},
        "content": {"raw": "why?"},
        "created_on": WHEN,
        "inline": {"path": "a.py", "to": 3},
    },
}


@pytest.mark.parametrize(("kind", "remark"), REMARKS.items())
def test_what_reviewers_say(
    kind: str, remark: dict[str, object], forge: Forge, waits: list[float]
) -> None:
    """Who, what, and where in the code."""
    host = host_at(forge.address, kind, waits=waits)
    host.publish(REQUEST, None)
    forge.remarks.append(remark)
    said = host.review(1).remarks
    assert [(one.by, one.text, one.place) for one in said] == [("dev", "why?", "a.py:3")]


def test_where_drafts_are_not_allowed_the_title_says_it(forge: Forge, waits: list[float]) -> None:
    """GitHub's free private repositories have none."""
    forge.drafts_allowed = False
    host_at(forge.address, "github", waits=waits).publish(replace(REQUEST, draft=True), None)
    assert (forge.pulls[1]["title"], forge.pulls[1]["draft"]) == ("Draft: Board", False)


Trouble = tuple[int, dict[str, str], dict[str, object]]


@pytest.mark.parametrize(
    ("troubles", "error", "says"),
    [
        ([(401, {}, {"message": "Bad credentials"})], ToolMissing, "Bad credentials"),
        ([(403, {}, {"message": "Resource not accessible"})], ToolMissing, "not accessible"),
        ([(404, {}, {"message": "Not Found"})], NotFound, "hides it from you"),
        ([(422, {}, {"message": "No commits"})], WorkFailed, "did not take .*: No commits"),
        ([(403, {}, {"message": "API rate limit exceeded"})], ToolMissing, "busy"),
        ([(429, {"Retry-After": "3600"}, {})], ToolMissing, "busy or in trouble"),
        ([(502, {}, {})] * 4, ToolMissing, "it answers 502"),
    ],
)  # fmt: skip
def test_a_host_that_refuses(
    troubles: list[Trouble],
    error: type[SandboxError],
    says: str,
    forge: Forge,
    waits: list[float],
) -> None:
    """In plain words, with the branch safe, and the token never said."""
    forge.troubles = list(troubles)
    with pytest.raises(error, match=says) as raised:
        host_at(forge.address, "github", waits=waits).publish(REQUEST, None)
    assert TOKEN not in f"{raised.value.message}{raised.value.hint}{raised.value.detail}"
    assert "Your branch is with the developers already" in str(raised.value.kept)
    assert forge.pulls == {}


def test_a_host_that_is_busy_for_a_moment(forge: Forge, waits: list[float]) -> None:
    """It is asked again after the time it names; what makes something is not sent twice."""
    forge.troubles = [(429, {"Retry-After": "7"}, {}), (503, {}, {})]
    host_at(forge.address, "github", waits=waits).publish(REQUEST, None)
    assert waits == [7.0, 1.0]
    forge.pulls.clear()
    forge.troubles = [(200, {}, []), (502, {}, {})]  # type: ignore[list-item]
    with pytest.raises(ToolMissing):
        host_at(forge.address, "github", waits=waits).publish(REQUEST, None)
    assert [one[0] for one in forge.asked].count("POST") == 3  # with the label of the first


def test_a_host_that_is_not_there(waits: list[float]) -> None:
    """Nothing answers at its address."""
    with Forge().open() as gone:
        address = gone.address
    with pytest.raises(ToolMissing, match=r"forge.example does not answer"):
        host_at(address, "github", waits=waits).publish(REQUEST, None)


def test_the_token_of_one_host_never_goes_to_another(
    tmp_path: Path, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an app's address or its settings say."""
    monkeypatch.setenv("GH_TOKEN", TOKEN)
    monkeypatch.delenv("GH_HOST", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    hosts = ChosenHosts(tmp_path, lambda _: None)
    remote = f"{forge.address}/acme/shop.git"
    for address in (remote, "https://github.com.evil.example/acme/shop"):
        with pytest.raises(ToolMissing, match="asks who you are"):
            hosts.publish(address, REQUEST, None, said="github")
    with pytest.raises(Refused, match="would send your token to"):
        hosts.publish("git@github.com:acme/shop", REQUEST, None, api=forge.address)
    assert forge.asked == []
    monkeypatch.setenv("GH_HOST", f"127.0.0.1:{forge.port}")
    made = hosts.publish(remote, REQUEST, None, said="github", api=forge.address)
    assert made.number == 1


def test_a_plain_remote_gets_a_text(tmp_path: Path) -> None:
    """One file for each branch, written anew each time."""
    hosts = ChosenHosts(tmp_path, lambda _: None)
    first = hosts.publish("/srv/app.git", replace(REQUEST, draft=True), None)
    assert Path(first.url).read_text().startswith("# Board (draft)\n")
    again = hosts.publish("/srv/app.git", REQUEST, None)
    assert again == first
    assert Path(first.url).read_text().startswith("# Board\n")

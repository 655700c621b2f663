"""What is sent to GitHub is what GitHub's own description of its API allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sandbox.adapters.hosts.client import Client
from sandbox.adapters.hosts.github import GitHub
from sandbox.errors import WorkFailed
from tests.contract.forge import TOKEN, WHEN, Forge
from tests.contract.prism import prism
from tests.contract.test_hosts import REQUEST, SHOP


@pytest.fixture(scope="module")
def forge() -> Iterator[Forge]:
    with Forge().open() as opened:
        yield opened


@pytest.fixture(scope="module")
def client(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
    with prism(forge.address, tmp_path_factory.mktemp("prism")) as address:
        yield Client(address, headers, host="forge.example")


def test_every_question_is_allowed(forge: Forge, client: Client) -> None:
    """One is made, changed, looked for by its branch, labelled, and its review is read."""
    host = GitHub(client, SHOP)
    made = host.publish(REQUEST, None)
    host.publish(replace(REQUEST, title="Better", draft=False), made.number)
    host.publish(REQUEST, None)
    user = {"login": "dev"}
    forge.remarks += [
        {"user": user, "body": "no", "submitted_at": WHEN},
        {"user": user, "body": "why?", "path": "a.py", "line": 3, "created_at": WHEN},
        {"user": user, "body": "hm", "created_at": WHEN},
    ]
    assert {one.text for one in host.review(1).remarks} == {"no", "why?", "hm"}
    assert forge.pulls[1]["labels"] == ["sandbox"]
    assert [one for one in forge.asked if one[2] >= 400] == []


def test_what_is_not_allowed_would_be_seen(client: Client) -> None:
    """The rules are really held against what is sent."""
    with pytest.raises(WorkFailed, match="did not take"):
        client.ask("POST", "/repos/acme/shop/pulls", body={"titel": "Board", "head": 1})

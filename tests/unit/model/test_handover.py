"""Names on the way to review: branches, people, hosts."""

from __future__ import annotations

import pytest

from sandbox.model.handover.address import Repository, kind_of, repository
from sandbox.model.handover.naming import is_review_branch, read_author, review_branch


@pytest.mark.parametrize(
    ("address", "kind", "host", "path"),
    [
        ("https://github.com/acme/shop.git", "github", "github.com", "acme/shop"),
        ("git@github.com:acme/shop.git", "github", "github.com", "acme/shop"),
        ("ssh://git@gitlab.com:22/a/b/c", "gitlab", "gitlab.com", "a/b/c"),
        ("https://gitlab.acme.example:8443/a/b", "gitlab", "gitlab.acme.example:8443", "a/b"),
        ("https://codeberg.org/acme/shop", "gitea", "codeberg.org", "acme/shop"),
        ("git@bitbucket.org:acme/shop.git", "bitbucket", "bitbucket.org", "acme/shop"),
        ("https://git.acme.example/acme/shop", "plain", "git.acme.example", "acme/shop"),
        ("https://github.com.evil.example/a/b", "github", "github.com.evil.example", "a/b"),
    ],
)
def test_the_host_of_an_address(address: str, kind: str, host: str, path: str) -> None:
    """By its name, whatever protocol leads there."""
    where = repository(address)
    assert where == Repository(host=host, path=path)
    assert kind_of(where) == kind
    assert kind_of(where, "gitea") == "gitea"


@pytest.mark.parametrize("address", ["/srv/git/app.git", "./app", "file:///srv/app.git", "app"])
def test_a_folder_is_no_host(address: str) -> None:
    """Its reviews are a file."""
    assert repository(address) is None
    assert kind_of(None) == "plain"


def test_branches_of_reviews_are_told_from_all_others() -> None:
    """Whatever a title or a user is called."""
    for user, title in (("anna", "Board"), ("Ä/..", "../main"), ("x", "🚚 " * 50), ("a", "refs/x")):
        assert is_review_branch(review_branch(user, title))
    for name in ("main", "sandbox/anna", "sandbox/anna/x/y", "sandbox/a/b\n", "Sandbox/a/b"):
        assert not is_review_branch(name)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Anna Lee <anna@example.org>", "Anna Lee <anna@example.org>"),
        ("  Anna  <a@b>  ", "Anna <a@b>"),
        ("Anna", None),
        ("<anna@example.org>", None),
        ("Anna <anna>", None),
        ("Anna\nLee <a@b>", None),
    ],
)
def test_a_name_with_an_address(text: str, known: str | None) -> None:
    """One line, both there."""
    author = read_author(text)
    assert (str(author) if author else None) == known

"""Names: whatever is typed, everything made of it is valid and tells people apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.model.names import MAX_NAME, SandboxName, slug

DNS_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
IMAGE = re.compile(r"[a-z0-9]+([-/][a-z0-9]+)*:[a-z0-9]+")
ODD = [
    "Shop",
    "ANNA LEE",
    "a" * 200,
    "ünïcödé",
    "日本語",
    "--",
    "",
    "a.b_c/d",
    "🦊",
    "x" * 41,
    "-a-",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shop", "shop"),
        ("Anna Lee", "anna-lee"),
        ("a.b_c/d", "a-b-c-d"),
        ("Ünal", "unal"),
        ("--x--", "x"),
        ("a" * 40, "a" * 40),
    ],
)
def test_a_slug_reads_like_its_text(text: str, expected: str) -> None:
    """Letters and digits stay, accents go, everything else becomes one hyphen."""
    assert slug(text) == expected


@pytest.mark.parametrize("text", ["a" * 200, "日本語", "🦊", "", "--", "x" * 41])
def test_what_cannot_stay_gets_a_hash(text: str) -> None:
    """Too long or without a usable character: shortened, with six digits of its hash."""
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{6}", slug(text))
    assert len(slug(text)) <= 40


def test_long_texts_that_differ_at_the_end_do_not_become_one() -> None:
    """200 characters and one more are two names."""
    assert slug("a" * 200) != slug("a" * 201)
    assert slug("日本") != slug("日本語")


@pytest.mark.parametrize("app", ODD)
@pytest.mark.parametrize("label", [None, "Zweiter Versuch", "é" * 200])
def test_every_name_is_valid_whatever_was_typed(app: str, label: str | None) -> None:
    """Host, containers, networks and images keep the limits of DNS and Docker."""
    name = SandboxName.of(app=app, user="Anna " * 40, label=label)
    assert len(str(name)) <= MAX_NAME
    assert DNS_LABEL.fullmatch(str(name))
    for role in ("app", "database", "job", "job-database", "previous"):
        assert DNS_LABEL.fullmatch(name.container(role))
    assert DNS_LABEL.fullmatch(name.host.removesuffix(".localhost"))
    assert DNS_LABEL.fullmatch(name.network)
    assert IMAGE.fullmatch(name.image("0123456789ab"))
    assert IMAGE.fullmatch(name.golden_image("0123456789ab"))


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_valid_slug(text: str) -> None:
    """There is no text that a name cannot be made of, and a slug's slug is itself."""
    made = slug(text)
    assert DNS_LABEL.fullmatch(made)
    assert slug(made) == made


def test_the_name_is_app_user_and_label() -> None:
    """As the command line's contract has it."""
    assert str(SandboxName.of(app="Shop", user="Anna")) == "shop-anna"
    assert str(SandboxName.of(app="Shop", user="Anna", label="Second try")) == (
        "shop-anna-second-try"
    )


def test_the_branch_names_the_user_and_the_label() -> None:
    """Without a label the branch is the user's work."""
    assert SandboxName.of(app="shop", user="Anna").branch == "sandbox/anna/work"
    assert SandboxName.of(app="shop", user="Anna", label="Fix 1").branch == "sandbox/anna/fix-1"


def test_the_labels_say_whose_it_is_and_show_the_stack_to_compose() -> None:
    """Everything in Docker can be found by app, user, name and role, and by Compose's tools."""
    assert SandboxName.of(app="shop", user="anna").labels("app") == {
        "sandbox.app": "shop",
        "sandbox.user": "anna",
        "sandbox.name": "shop-anna",
        "sandbox.role": "app",
        "com.docker.compose.project": "shop-anna",
        "com.docker.compose.service": "app",
    }

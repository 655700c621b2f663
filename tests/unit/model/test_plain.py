"""Documents that fit as they are, and those that are left to the library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
from annotated_types import Ge, Le

from sandbox.model.plain import from_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    port: Annotated[Annotated[int, Ge(1), Le(65535)] | None, "any word"] = None
    share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    section: Section = field(default_factory=Section)
    words: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    on: bool = False


def test_a_document_that_fits_is_taken_as_it_is() -> None:
    """Sections, lists and mappings included; what it leaves out has its default."""
    found = from_plain(Whole, {"section": {"port": 80}, "words": ["a"], "names": {"A": "b"}})
    assert found == Whole(section=Section(port=80), words=["a"], names={"A": "b"})


@pytest.mark.parametrize(
    "document",
    [
        {"unknown": 1},
        {"section": {"prot": 80}},
        {"section": 80},
        {"section": {"port": 0}},
        {"section": {"port": 65536}},
        {"section": {"port": "80"}},
        {"section": {"port": True}},
        {"section": {"share": 1}},
        {"words": "a"},
        {"words": [1]},
        {"names": {"A": 1}},
        {"on": 1},
    ],
)
def test_a_document_that_does_not_fit_is_left_to_the_library(document: dict[str, Any]) -> None:
    """Which converts it or says what is wrong."""
    assert from_plain(Whole, document) is None

"""Stages that what comes out is made of, and those that it is not."""

from __future__ import annotations

import pytest

from sandbox.model.builds.plainbuild import plain_build
from sandbox.model.builds.stages import needed_stages


def kept(*lines: str) -> list[str]:
    text = "\n".join(lines) + "\n"
    found = needed_stages(text).splitlines()
    assert len(found) == len(lines)
    return [line for line in found if line]


def test_a_stage_that_nothing_is_taken_from_is_left_out() -> None:
    """The others stay at their lines, and are known by their new numbers."""
    assert kept(
        "ARG V=1",
        "FROM a:$V AS deps",
        "RUN one",
        "FROM deps AS test",
        "RUN pytest",
        "FROM b",
        "COPY x /",
        "FROM deps AS Build",
        "RUN --mount=type=bind,from=2,source=/x,target=/y two",
        "FROM c",
        "COPY --from=build /one /",
        "COPY --chown=a:b --from=0 /two /",
    ) == [
        "ARG V=1",
        "FROM a:$V AS deps",
        "RUN one",
        "FROM b",
        "COPY x /",
        "FROM deps AS Build",
        "RUN --mount=type=bind,from=1,source=/x,target=/y two",
        "FROM c",
        "COPY --from=build /one /",
        "COPY --chown=a:b --from=0 /two /",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FROM a\nRUN x\n",
        "FROM a AS one\nFROM ONE\n",
        "FROM a\nFROM b\nCOPY --from=0 /x /\n",
        "ARG S=one\nFROM a AS one\nFROM b AS two\nFROM $S\n",
        "FROM a AS one\nFROM b\nRUN --mount=from=one,target=/x y\n",
    ],
)
def test_what_is_needed_stays_as_it_is(text: str) -> None:
    """Also where a variable says which."""
    assert needed_stages(text) == text


def test_what_is_left_out_is_not_built_nor_refused() -> None:
    """A line that cannot be held matters only where it would run; later lines keep their number."""
    text = "FROM a AS dev\nRUN --network=host x\nFROM debian\nCOPY y /\n"
    build = plain_build(text)
    assert build.text == "\n\nFROM debian\nCOPY y /\n"
    assert not build.runs
    assert [(one.line, one.image) for one in build.images] == [(3, "debian")]

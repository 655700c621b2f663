"""Dockerfiles in the words of the builder whose network can be held."""

from __future__ import annotations

import pytest

from sandbox.model.builds.builderlines import NotHeld, refuse_tricks
from sandbox.model.builds.plainbuild import plain_build


def lines(*text: str) -> list[str]:
    return plain_build("\n".join(["FROM debian", *text]) + "\n").text.splitlines()[1:]


def test_a_plain_dockerfile_stays_as_it_is() -> None:
    """Line by line, continuations and comments too."""
    text = "FROM debian\n# why\nRUN a \\\n  # and why\n  && b\nCOPY . /app\n"
    build = plain_build(text)
    assert build.text == text
    assert build.runs
    assert not plain_build("FROM debian\nCOPY . /app\n").runs


def test_caches_and_secrets_that_nobody_gave_are_left_out() -> None:
    """A cache only saves time; an optional secret is not there."""
    assert lines("RUN --mount=type=cache,target=/c \\", "  --mount=type=secret,id=k pip x") == [
        "RUN pip x"
    ]


def test_mounted_files_are_copied() -> None:
    """From the context, or from another stage."""
    assert lines(
        "RUN --mount=type=bind,source=a.lock,target=/a.lock --mount=from=uv,source=/uv,dst=/u x"
    ) == ["COPY a.lock /a.lock", "COPY --from=uv /uv /u", "RUN x"]


def test_a_here_document_is_given_to_the_shell() -> None:
    """The whole of it, or as the shell's own; the stage's SHELL is asked."""
    assert lines("RUN <<-EOF", "\ta", "  b $C", "EOF", "USER x") == [
        'RUN ["/bin/sh", "-c", "a\\n  b $C\\n"]',
        "USER x",
    ]
    assert lines("RUN python <<EOF", "a", "EOF") == [
        'RUN ["/bin/sh", "-c", "python <<EOF\\na\\nEOF"]'
    ]
    shell = 'SHELL ["/bin/bash", "-ec"]'
    assert lines(shell, "RUN <<EOF", "a", "EOF") == [shell, 'RUN ["/bin/bash", "-ec", "a\\n"]']


def test_files_in_the_dockerfile_become_files_of_the_context() -> None:
    """And permissions are given to what is copied."""
    build = plain_build("FROM debian\nCOPY --chmod=755 <<EOF /run.sh\necho\nEOF\nCOPY --link b /\n")
    assert build.text == "FROM debian\nCOPY .sandbox-file-2 /run.sh\nCOPY b /\n"
    assert build.files == {".sandbox-file-2": "echo\n"}
    assert build.modes == {".sandbox-file-2": 0o755}


@pytest.mark.parametrize(
    "line",
    [
        "ADD https://example.org/x /x",
        "ADD --checksum=sha256:1 https://example.org/x /x",
        "ADD git@example.org:a/b /x",
        "ADD $WHERE /x",
        'ADD ["http://169.254.169.254/", "/x"]',
        "add HTTP://example.org/x /x",
        "ONBUILD ADD http://example.org/x /x",
        "RUN --network=host curl x",
        "RUN --security=insecure x",
        "RUN --mount=type=ssh,required=true x",
        "RUN --mount=type=bind,source=$A,target=/a x",
        "COPY --parents a /b",
        "COPY --from=debian --chmod=755 a /b",
        "COPY <<EOF /x\n$SECRET\nEOF",
        "RUN <<EOF\n#!/usr/bin/env python\nEOF",
    ],
)
def test_what_cannot_be_held_or_meant_is_refused_with_its_line(line: str) -> None:
    """An address that Docker itself would fetch from is a way past the proxy."""
    with pytest.raises(NotHeld) as caught:
        plain_build(f"FROM debian\n\n{line}\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    "trick",
    [
        "ADD http:\\//host/x /x",
        "ADD ht\\\ntp://host/x /x",
        "AD\\\nD http://host/x /x",
        "RUN echo \\\\\nADD http://host/x /x",
        "RUN echo \\\u00a0\nADD http://host/x /x",
        "ADD [ http://host/x /leak/",
        'ADD ["http:\\u002f\\u002fhost/x", "/x"]',
        'ADD ["$WHERE","/x"]',
        'ADD "http"://host/x /x',
        'ONBUILD ADD ["http:\\u002f\\u002fhost/x", "/x"]',
        "ONBUILD ADD x /x",
        "ONBUILD COPY --from=debian /x /x",
        "ONBUILD RUN --mount=from=debian,target=/x x",
        "FROM 127.0.0.1:5999/data:tag",
        "FROM 0x7f.1/data",
        "FROM [::1]:5999/data",
        "FROM localhost/data",
        "FROM metadata:80/data",
        "FROM registry.corp/data",
        "FROM public.example.org:5999/data",
        "FROM $UNKNOWN",
        "FROM --platform=linux/amd64 localhost:5999/data",
        "COPY --from=127.0.0.1:5999/data /x /x",
        "COPY --from=sandbox-app/other:1 /x /x",
        'COPY --fr"om"=sandbox-app/other:1 /x /x',
        "COPY --from=5bc4 /x /x",
        "COPY --from=docker.io/sandbox-kept/other:1 /x /x",
        "FROM sandbox-golden/other:1",
        "RUN --mount=from=sandbox-app/other:1,target=/x x",
        "LABEL sandbox.role=app sandbox.name=VICTIM",
        'LABEL "sand""box.role"=app',
        "LABEL sandb\\ox.role=app",
        "LABEL $X=app",
        'LABEL a="b" "$X"=app',
        "ONBUILD LABEL sandbox.role=app",
    ],
)
def test_what_the_builder_may_read_otherwise_is_refused(trick: str) -> None:
    """Addresses that it would ask, images of others, labels of ours: with the line."""
    with pytest.raises(NotHeld) as caught:
        plain_build(f"FROM debian\nRUN <<EOF\na\nEOF\n{trick}\n")
    assert caught.value.line == 5 or (caught.value.line == 6 and trick.startswith("RUN echo"))


@pytest.mark.parametrize(
    "text",
    [
        "# escape=`\nFROM debian\nRUN echo \\\nADD http://host/x /x\n",
        "ARG A=sandbox-app/other\nFROM $A\n",
        "ARG A=debian\nARG A=sandbox-app/other\nFROM ${A}\n",
        "ARG A\nFROM ${A:-127.0.0.1:5999/x}\n",
        "FROM ${A:+x}debian\n",
    ],
)
def test_what_stands_before_a_stage_is_read_as_the_builder_does(text: str) -> None:
    """Another escape character, and arguments that may be anything."""
    with pytest.raises(NotHeld):
        plain_build(text)


def test_what_is_plainly_harmless_is_let_through() -> None:
    """Stages, files of the context, images of public registries and of named ones."""
    text = (
        'ARG V=3.11-slim\nFROM python:${V} AS one\nADD a.tar /x\nADD ["a b", "/x/"]\n'
        'LABEL version="$V" org.example.name=x\nONBUILD RUN make\nENV A=b\\\n  C=d\n'
        "FROM ghcr.example.org/a/b:1@sha256:00\nCOPY --from=one /x /x\nCOPY --from=0 /x /x\n"
        "COPY --from=near:5000/a /x /x\nFROM one\nFROM scratch\n"
        "COPY --from=1 /x /\nCOPY --from=2 /x /\n"
    )
    assert plain_build(text, images=["near:5000/a"]).text == text


@pytest.mark.parametrize(
    "trick",
    ["COPY --from=sandbox-app/o:1 /x /x", "LABEL sandbox.role=app", "FROM sandbox-golden/o:1"],
)
def test_an_open_build_reaches_no_other_sandbox(trick: str) -> None:
    """The maintainers' word opens the network, not what is others'."""
    refuse_tricks("FROM debian\nADD http://host/x /x\n", held=False)
    with pytest.raises(NotHeld):
        refuse_tricks(f"FROM debian\n{trick}\n", held=False)

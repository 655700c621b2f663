"""Dockerfiles in the words of the builder whose network can be held."""

from __future__ import annotations

import pytest

from sandbox.model.plainbuild import NotHeld, plain_build


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
    build = plain_build("FROM a\nCOPY --chmod=755 <<EOF /run.sh\necho\nEOF\nCOPY --link b /\n")
    assert build.text == "FROM a\nCOPY .sandbox-file-2 /run.sh\nCOPY b /\n"
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
        "COPY --from=a --chmod=755 a /b",
        "COPY <<EOF /x\n$SECRET\nEOF",
        "RUN <<EOF\n#!/usr/bin/env python\nEOF",
    ],
)
def test_what_cannot_be_held_or_meant_is_refused_with_its_line(line: str) -> None:
    """An address that Docker itself would fetch from is a way past the proxy."""
    with pytest.raises(NotHeld) as caught:
        plain_build(f"FROM debian\n\n{line}\n")
    assert caught.value.line == 3

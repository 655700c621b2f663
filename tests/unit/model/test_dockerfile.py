"""Dockerfiles as developers write them, read and made buildable."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sandbox.model.builds.certificates import (
    with_certificates,
    with_copied_certificates,
    without_syntax_line,
)
from sandbox.model.builds.dockerfile import facts, instructions


def text(raw: str) -> str:
    return dedent(raw).lstrip()


ORDINARY = text(
    """
    # An ordinary one
    FROM python:3.11-slim

    WORKDIR /srv/app
    COPY requirements.txt .
    RUN pip install \\
        # the pinned ones
        -r requirements.txt
    COPY . .
    EXPOSE 8080/tcp
    HEALTHCHECK CMD curl -f http://localhost:8080/healthz || exit 1
    CMD ["uvicorn", "shop:app", "--port", "8080"]
    """
)


def test_an_ordinary_dockerfile_says_what_the_app_is() -> None:
    """Base, folder, port, command, health path and what is copied."""
    found = facts(ORDINARY)
    assert found.bases == ("python:3.11-slim",)
    assert found.workdir == "/srv/app"
    assert found.port == 8080
    assert found.command == ("uvicorn", "shop:app", "--port", "8080")
    assert found.health_path == "/healthz"
    assert found.copies == (("requirements.txt", "/srv/app"), (".", "/srv/app"))


def test_continued_lines_are_one_instruction() -> None:
    """Comments in between do not end it."""
    run = next(step for step in instructions(ORDINARY) if step.word == "RUN")
    assert run.arguments == "pip install -r requirements.txt"
    assert run.line == 6
    assert run.raw.count("\n") == 2


def test_a_blank_line_does_not_end_a_continued_instruction() -> None:
    """Docker warns of it and reads on."""
    steps = list(instructions("RUN one && \\\n\n    two\nCMD x\n"))
    assert [step.word for step in steps] == ["RUN", "CMD"]


def test_words_may_be_set_apart_by_tabs_and_be_lower_case() -> None:
    """Docker takes any white space and any case."""
    assert facts("from\tpython:3.11-slim\nworkdir\t/app\n").workdir == "/app"


def test_a_here_document_is_part_of_its_instruction() -> None:
    """What looks like instructions inside it is none."""
    found = text(
        """
        FROM debian
        RUN <<EOF
        FROM nothing
        WORKDIR /wrong
        EOF
        COPY <<-"ONE" <<TWO /etc/
        CMD wrong
        ONE
        CMD wrong
        TWO
        WORKDIR /right
        """
    )
    assert [step.word for step in instructions(found)] == ["FROM", "RUN", "COPY", "WORKDIR"]
    assert facts(found).bases == ("debian",)
    assert facts(found).workdir == "/right"
    assert facts(found).copies == ()


@pytest.mark.parametrize("shell", ["echo $((1<<2))", "bash -c 'cat <<< hello'", 'cat <<<"word"'])
def test_what_only_looks_like_a_here_document_swallows_nothing(shell: str) -> None:
    """A shift and a here-string are the shell's."""
    words = [step.word for step in instructions(f"FROM debian\nRUN {shell}\nCMD x\n")]
    assert words == ["FROM", "RUN", "CMD"]


def test_only_the_last_stage_counts() -> None:
    """The front end's stage says nothing of the app, and stages are no base images."""
    found = facts(
        text(
            """
            FROM node:20 AS front
            WORKDIR /web
            EXPOSE 3000
            CMD ["npm", "start"]
            FROM python:3.11-slim AS base
            FROM base
            WORKDIR /app
            COPY --from=front /web/dist ./static
            COPY shop/ ./shop/
            """
        )
    )
    assert found.bases == ("node:20", "python:3.11-slim")
    assert found.port is None
    assert found.command == ()
    assert found.copies == (("shop", "/app/shop"),)


def test_a_stage_built_on_another_starts_from_what_that_one_says() -> None:
    """Folder, port and command come along from the stage that FROM names."""
    found = facts(
        text(
            """
            FROM python:3.11-slim AS base
            WORKDIR /app
            COPY . .
            EXPOSE 8000
            CMD ["uvicorn", "shop:app"]
            FROM base AS production
            RUN true
            """
        )
    )
    assert found.workdir == "/app"
    assert found.port == 8000
    assert found.command == ("uvicorn", "shop:app")
    assert found.copies == ((".", "/app"),)


def test_a_stage_may_be_named_in_another_case() -> None:
    """Docker compares the names of stages without regard to case."""
    assert facts("FROM debian AS Base\nFROM base\n").bases == ("debian",)


@pytest.mark.parametrize(
    ("arguments", "base", "expected"),
    [
        ("ARG V=3.11", "python:${V}-slim", "python:3.11-slim"),
        ('ARG V="3.11"', "python:$V", "python:3.11"),
        ("ARG V", "python:${V:-3.12}", "python:3.12"),
        ("ARG REPO=debian TAG=12", "${REPO}:${TAG}", "debian:12"),
    ],
)
def test_arguments_in_from_are_filled_in(arguments: str, base: str, expected: str) -> None:
    """With their defaults, several in a line as well."""
    assert facts(f"{arguments}\nFROM {base}\n").bases == (expected,)


def test_platforms_digests_and_scratch_are_understood() -> None:
    """The platform's option is no image; scratch is none that could be fetched."""
    digest = "debian@sha256:" + "a" * 64
    found = facts(
        f"FROM --platform=linux/amd64 {digest} AS one\nFROM scratch\nCOPY --from=one / /\n"
    )
    assert found.bases == (digest,)


def test_the_shell_form_of_a_command_runs_in_a_shell() -> None:
    """As Docker does it."""
    assert facts("FROM a\nCMD python -m shop\n").command == ("/bin/sh", "-c", "python -m shop")


@pytest.mark.parametrize(
    "line",
    ['COPY ["a file.txt", "/app/"]', 'COPY --chown=app:app ["a file.txt", "/app/"]'],
)
def test_files_copied_in_the_json_form_are_found(line: str) -> None:
    """With options in front of it, too."""
    assert facts(f"FROM a\n{line}\n").copies == (("a file.txt", "/app/a file.txt"),)


def test_a_malformed_copy_is_left_to_the_builder() -> None:
    """Its own message is better than ours."""
    assert facts('FROM a\nCOPY ["a", /app/\n').copies == ()


def test_relative_folders_add_up() -> None:
    """WORKDIR may be relative to the one before."""
    assert facts("FROM a\nWORKDIR /srv\nWORKDIR app/../web\n").workdir == "/srv/web"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("# syntax=docker/dockerfile:1", False),
        ("#syntax = docker/dockerfile", False),
        ("# syntax=docker/dockerfile:1.7-labs", False),
        ("# syntax=example/frontend:1", True),
    ],
)
def test_the_syntax_line_of_the_ordinary_front_end_goes(line: str, kept: bool) -> None:
    """It would need a registry; another front end is somebody's wish. Line numbers stay."""
    found = without_syntax_line(f"{line}\nFROM debian\n")
    assert ("syntax" in found) is kept
    assert found.splitlines()[1] == "FROM debian"


def test_every_run_is_offered_the_certificates() -> None:
    """Each stage gets them, options and here-documents stay, nothing else changes."""
    found = with_certificates(
        text(
            """
            FROM debian AS one
            RUN --mount=type=cache,target=/c pip install x
            FROM one
            RUN <<EOF
            RUN is a word here
            EOF
            run \\
              true
            CMD RUN
            """
        )
    ).splitlines()
    mount = "--mount=type=secret,id=sandbox-ca,target=/run/sandbox-ca/ca.crt,mode=0444"
    assert found[1].startswith("ARG SSL_CERT_FILE=/run/sandbox-ca/ca.crt PIP_CERT=")
    assert found[2] == f"RUN {mount} --mount=type=cache,target=/c pip install x"
    assert found[4].startswith("ARG SSL_CERT_FILE")
    assert found[5:8] == [f"RUN {mount} <<EOF", "RUN is a word here", "EOF"]
    assert found[8:] == [f"run {mount} \\", "  true", "CMD RUN"]


def test_certificates_too_large_for_a_secret_come_from_a_context() -> None:
    """The path in the build is the same."""
    found = with_certificates("FROM debian\nRUN true\n", as_context=True).splitlines()
    assert found[2] == "RUN --mount=type=bind,from=sandbox-ca,target=/run/sandbox-ca true"


def test_without_buildkit_the_certificates_are_copied() -> None:
    """RUN lines stay as they are; at the end there is an empty file, whatever the last line is."""
    for end in ("", " \\"):
        found = with_copied_certificates(f"FROM debian\nRUN true{end}\n", "ca:1").splitlines()
        assert found[1] == "COPY --from=ca:1 /full.crt /run/sandbox-ca/ca.crt"
        assert found[2].startswith("ARG SSL_CERT_FILE=")
        assert found[3].rstrip() == "RUN true"
        assert found[4:] == ["COPY --from=ca:1 /empty.crt /run/sandbox-ca/ca.crt"]


def test_an_empty_stage_gets_no_certificates() -> None:
    """Nothing runs in scratch."""
    assert with_certificates("FROM scratch\nCOPY a /\n") == "FROM scratch\nCOPY a /\n"


def test_a_from_without_an_image_is_left_to_the_builder() -> None:
    """Reading such a file does not break; the build says what is wrong."""
    assert facts("FROM\n").bases == ()
    assert with_certificates("FROM\n").startswith("FROM\n")


def test_variables_of_the_stage_are_filled_in() -> None:
    """The folder that the code is in is often named once, in ENV or ARG."""
    found = facts(
        text(
            """
            ARG PLACE=/srv/web
            FROM debian
            ARG PLACE
            ARG PORT=1
            ENV PORT=9000 NAME="the app"
            ENV OLD form of it
            WORKDIR $PLACE
            COPY . ${PLACE}/code
            EXPOSE $PORT
            """
        )
    )
    assert (found.workdir, found.port) == ("/srv/web", 9000)
    assert found.copies == ((".", "/srv/web/code"),)


def test_a_file_as_a_windows_editor_begins_it_is_read() -> None:
    """The mark in front of the first character means nothing."""
    assert facts("\ufeffFROM debian\n").bases == ("debian",)

"""Making a Dockerfile buildable without a registry and behind a company's own authority."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sandbox.model.builds.dockerfile import instructions

CA_VARIABLES = (
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "NODE_EXTRA_CA_CERTS",
)
CA_NAME = "sandbox-ca"
CA_PATH = "/run/sandbox-ca/ca.crt"
BACKSLASH = "\\"
FULL, EMPTY = "/full.crt", "/empty.crt"
"""Of the image that the bundle is copied from."""
MOST_OF_SECRET = 500_000
"""Bytes that BuildKit takes as a secret: more comes from a context of its own."""


def without_syntax_line(text: str) -> str:
    """The text without `# syntax=docker/dockerfile…`, which would need a registry.

    The engine's own front end understands what the stable one does; another front end is kept.
    """
    return re.sub(r"(?im)^#\s*syntax\s*=\s*docker/dockerfile(:\S+)?\s*$", "#", text, count=1)


def with_certificates(text: str, *, as_context: bool = False) -> str:
    """The Dockerfile with the host's CA bundle offered to every RUN and left out of the image.

    It is BuildKit's secret `sandbox-ca`, which every BuildKit knows, or the build context of that
    name, which engines before 23 do not; build arguments are visible in RUN only.
    """
    arguments = "ARG " + " ".join(f"{name}={CA_PATH}" for name in CA_VARIABLES)
    mount = f"--mount=type=secret,id={CA_NAME},target={CA_PATH},mode=0444"
    if as_context:
        mount = f"--mount=type=bind,from={CA_NAME},target=/run/sandbox-ca"
    return _rewrite(text, after_from=[arguments], run=mount)


def with_copied_certificates(text: str, image: str) -> str:
    """The same for an engine without BuildKit: each stage gets the bundle from an image that has
    it, and what comes out has an empty file in its place.
    """
    copy = f"COPY --from={image} {{}} {CA_PATH}"
    arguments = "ARG " + " ".join(f"{name}={CA_PATH}" for name in CA_VARIABLES)
    written = _rewrite(text, after_from=[copy.format(FULL), arguments], run=None)
    # A backslash at the very end would take the line for a part of its own.
    return f"{written.rstrip().removesuffix(BACKSLASH)}\n{copy.format(EMPTY)}\n"


def with_label(text: str, name: str, value: str) -> str:
    """The Dockerfile with a label on every stage, from its first layer on."""
    return _rewrite(text, after_from=[f'LABEL {name}="{value}"'], run=None)


def with_arguments(text: str, names: Iterable[str]) -> str:
    """The Dockerfile with build arguments that every RUN sees and no image keeps."""
    wanted = " ".join(names)
    return _rewrite(text, after_from=[f"ARG {wanted}"], run=None) if wanted else text


def _rewrite(text: str, *, after_from: list[str], run: str | None) -> str:
    lines = text.splitlines()
    for step in reversed(list(instructions(text))):
        at = step.line - 1
        if step.word == "RUN" and run:
            lines[at] = re.sub(r"(?i)^(\s*RUN)\s+", rf"\1 {run} ", lines[at], count=1)
        if step.word == "FROM" and not _is_empty(step.arguments):
            end = at + step.raw.count("\n") + 1
            lines[end:end] = after_from
    return "\n".join(lines) + "\n"


def _is_empty(arguments: str) -> bool:
    """Nothing runs in `scratch`, and a FROM without an image is left to the builder to refuse."""
    words = [word for word in arguments.split() if not word.startswith("--")]
    return not words or words[0] == "scratch"

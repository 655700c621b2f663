"""Reading a Dockerfile, and making it buildable behind a company's own certificate authority."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

CA_VARIABLES = (
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "NODE_EXTRA_CA_CERTS",
)
CA_CONTEXT = "sandbox-ca"
CA_PATH = "/run/sandbox-ca/ca.crt"
_HEREDOC = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """word: upper case; arguments: the rest with continuations joined; line: from 1; raw: as is."""

    word: str
    arguments: str
    line: int
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DockerfileFacts:
    """What the last stage of a Dockerfile says of the app. Paths are absolute in the image."""

    bases: tuple[str, ...]
    workdir: str
    port: int | None
    command: tuple[str, ...]
    health_path: str | None
    copies: tuple[tuple[str, str], ...]


def instructions(text: str) -> Iterator[Instruction]:
    """The instructions in order; comments and blank lines between them are passed over."""
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        start, raw = index, [lines[index]]
        index += 1
        if not lines[start].strip() or lines[start].lstrip().startswith("#"):
            continue
        while _continues(raw[-1]) and index < len(lines):
            raw.append(lines[index])
            index += 1
        ends = _HEREDOC.findall(" ".join(raw)) if _may_hold_heredoc(raw[0]) else []
        for end in ends:
            while index < len(lines):
                raw.append(lines[index])
                index += 1
                if raw[-1].strip() == end:
                    break
        yield _instruction(raw, start + 1)


def _continues(line: str) -> bool:
    return line.rstrip().endswith("\\") or (line.lstrip().startswith("#") and bool(line.strip()))


def _may_hold_heredoc(line: str) -> bool:
    return line.lstrip().upper().startswith(("RUN", "COPY", "ADD"))


def _instruction(raw: list[str], line: int) -> Instruction:
    kept = [part for part in raw if not part.lstrip().startswith("#")]
    joined = " ".join(part.rstrip().removesuffix("\\").strip() for part in kept)
    word, _, arguments = joined.strip().partition(" ")
    return Instruction(
        word=word.upper(), arguments=arguments.strip(), line=line, raw="\n".join(raw)
    )


def facts(text: str) -> DockerfileFacts:
    """What the Dockerfile says; values it leaves out are the image format's defaults."""
    bases, stages = _bases(text)
    workdir, port, health = "/", None, None
    command: tuple[str, ...] = ()
    copies: list[tuple[str, str]] = []
    for step in instructions(text):
        match step.word:
            case "FROM":
                workdir, port, command, health, copies = "/", None, (), None, []
            case "WORKDIR":
                workdir = _absolute(step.arguments.strip("\"'"), workdir)
            case "EXPOSE":
                found = re.match(r"(\d+)", step.arguments)
                port = port or (int(found[1]) if found else None)
            case "CMD":
                command = _command(step.arguments)
            case "HEALTHCHECK":
                health = _health_path(step.arguments)
            case "COPY":
                copies += _copies(step.arguments, workdir)
    real = tuple(base for base in bases if base not in stages and base != "scratch")
    return DockerfileFacts(
        bases=tuple(dict.fromkeys(real)),
        workdir=workdir,
        port=port,
        command=command,
        health_path=health,
        copies=tuple(copies),
    )


def _bases(text: str) -> tuple[list[str], set[str]]:
    arguments: dict[str, str] = {}
    bases: list[str] = []
    stages: set[str] = set()
    for step in instructions(text):
        if step.word == "ARG" and not bases:
            name, _, value = step.arguments.partition("=")
            arguments[name.strip()] = value.strip().strip("\"'")
        if step.word == "FROM":
            words = [word for word in step.arguments.split() if not word.startswith("--")]
            bases.append(_substitute(words[0], arguments) if words else "")
            if len(words) >= 3 and words[1].upper() == "AS":
                stages.add(words[2])
    return bases, stages


def _substitute(text: str, values: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name, default = found[1] or found[3], found[2] or ""
        return values.get(name) or default

    return re.sub(r"\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)", value, text)


def _absolute(path: str, base: str) -> str:
    joined = path if path.startswith("/") else f"{base.rstrip('/')}/{path}"
    parts: list[str] = []
    for part in joined.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def _command(arguments: str) -> tuple[str, ...]:
    if arguments.startswith("["):
        try:
            return tuple(str(part) for part in json.loads(arguments))
        except ValueError:
            return ()
    return ("/bin/sh", "-c", arguments)


def _health_path(arguments: str) -> str | None:
    found = re.search(r"https?://[^/\s\"']+(/[^\s\"'\\)]*)", arguments)
    return found[1] if found else None


def _copies(arguments: str, workdir: str) -> list[tuple[str, str]]:
    """(source in the repository, absolute target) of a COPY from the build context."""
    if arguments.startswith("["):
        words = [str(word) for word in json.loads(arguments)]
    else:
        try:
            words = shlex.split(arguments)
        except ValueError:
            return []
    if any(word.startswith("--from") for word in words):
        return []
    words = [word for word in words if not word.startswith("--")]
    if len(words) < 2 or "<<" in arguments:
        return []
    *sources, target = words
    into = len(sources) > 1 or target.endswith("/")
    return [(_clean(source), _target(source, target, workdir, into)) for source in sources]


def _clean(source: str) -> str:
    return source.removeprefix("./").strip("/") or "."


def _target(source: str, target: str, workdir: str, into: bool) -> str:
    base = _absolute(target, workdir)
    is_file = "." in source.rsplit("/", 1)[-1].strip(".")
    return _absolute(source.rsplit("/", 1)[-1], base) if into and is_file else base


def without_syntax_line(text: str) -> str:
    """The text without `# syntax=docker/dockerfile…`, which would need a registry.

    The engine's own front end understands what the stable one does; another front end is kept.
    """
    return re.sub(r"(?im)^#\s*syntax\s*=\s*docker/dockerfile(:\S+)?\s*$", "#", text, count=1)


def with_certificates(text: str) -> str:
    """The Dockerfile with the host's CA bundle offered to every RUN and left out of the image.

    Mounts the build context named `sandbox-ca` (BuildKit); build arguments are visible in RUN only.
    """
    arguments = "ARG " + " ".join(f"{name}={CA_PATH}" for name in CA_VARIABLES)
    mount = f"--mount=type=bind,from={CA_CONTEXT},target=/run/sandbox-ca"
    return _rewrite(text, after_from=[arguments], run=mount)


def with_copied_certificates(text: str, file_name: str) -> str:
    """The same for an engine without BuildKit: the bundle is copied from the build context."""
    arguments = "ARG " + " ".join(f"{name}={CA_PATH}" for name in CA_VARIABLES)
    return _rewrite(text, after_from=[f"COPY {file_name} {CA_PATH}", arguments], run=None)


def _rewrite(text: str, *, after_from: list[str], run: str | None) -> str:
    lines = text.splitlines()
    for step in reversed(list(instructions(text))):
        at = step.line - 1
        if step.word == "RUN" and run:
            lines[at] = re.sub(r"(?i)^(\s*RUN)\s+", rf"\1 {run} ", lines[at], count=1)
        if step.word == "FROM" and not step.arguments.split()[0].startswith("scratch"):
            end = at + step.raw.count("\n") + 1
            lines[end:end] = after_from
    return "\n".join(lines) + "\n"

"""Reading a Dockerfile."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

# Not a here-string (<<<), and not a shift (1<<2): a word has to follow.
_HEREDOC = re.compile(r"(?<!<)<<-?\s*([\"']?)([A-Za-z_]\w*)\1")


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
    lines = text.removeprefix("\ufeff").splitlines()  # as Windows' editors begin a file
    index = 0
    while index < len(lines):
        start, raw = index, [lines[index]]
        index += 1
        if _is_passed_over(lines[start]):
            continue
        while _continues(raw) and index < len(lines):
            raw.append(lines[index])
            index += 1
        for end in _heredocs(raw):
            while index < len(lines):
                raw.append(lines[index])
                index += 1
                if raw[-1].strip() == end:
                    break
        yield _instruction(raw, start + 1)


def _is_passed_over(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _continues(raw: list[str]) -> bool:
    """By the last line that counts: comments and blank lines in between end nothing."""
    counting = [line for line in raw if not _is_passed_over(line)]
    return counting[-1].rstrip().endswith("\\")


def _heredocs(raw: list[str]) -> list[str]:
    if not raw[0].lstrip().upper().startswith(("RUN", "COPY", "ADD")):
        return []
    return [found[2] for found in _HEREDOC.finditer(" ".join(raw))]


def _instruction(raw: list[str], line: int) -> Instruction:
    kept = [part for part in raw if not _is_passed_over(part)]
    joined = " ".join(part.rstrip().removesuffix("\\").strip() for part in kept)
    word, *rest = joined.strip().split(maxsplit=1)
    arguments = rest[0].strip() if rest else ""
    return Instruction(word=word.upper(), arguments=arguments, line=line, raw="\n".join(raw))


@dataclass(slots=True, kw_only=True)
class _Stage:
    """What has been read of a stage so far."""

    workdir: str = "/"
    port: int | None = None
    command: tuple[str, ...] = ()
    health: str | None = None
    copies: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def read(self, step: Instruction, defaults: dict[str, str]) -> None:
        """defaults: the build arguments that stand before the first stage."""
        match step.word:
            case "ENV":
                self.values |= _variables(self._filled(step.arguments))
            case "ARG":
                # What ENV says of the same name holds, before and after.
                given = {one: v or defaults.get(one, "") for one, v in _defaults(step.arguments)}
                self.values = given | self.values
            case "WORKDIR":
                folder = self._filled(step.arguments).strip("\"'")
                self.workdir = _absolute(folder, self.workdir)
            case "EXPOSE":
                found = re.match(r"(\d+)", self._filled(step.arguments))
                self.port = self.port or (int(found[1]) if found else None)
            case "CMD":
                self.command = _command(step.arguments)
            case "HEALTHCHECK":
                self.health = _health_path(step.arguments)
            case "COPY":
                self.copies += _copies(self._filled(step.arguments), self.workdir)

    def _filled(self, text: str) -> str:
        return _substitute(text, self.values)

    def child(self) -> _Stage:
        """What a stage begins with that is built on this one."""
        return _Stage(
            workdir=self.workdir,
            port=self.port,
            command=self.command,
            health=self.health,
            copies=list(self.copies),
            values=dict(self.values),
        )


def facts(text: str) -> DockerfileFacts:
    """What the Dockerfile says; values it leaves out are the image format's defaults."""
    arguments: dict[str, str] = {}
    stages: dict[str, _Stage] = {}
    bases: list[str] = []
    stage = _Stage()
    for number, step in enumerate(instructions(text)):
        if step.word == "ARG" and not stages:
            arguments |= dict(_defaults(step.arguments))
        elif step.word == "FROM":
            image, name = _from(step.arguments, arguments)
            parent = stages.get(image.lower())
            if image and parent is None and image != "scratch":
                bases.append(image)
            stage = parent.child() if parent else _Stage()
            stages[name.lower() or f"#{number}"] = stage
        else:
            stage.read(step, arguments)
    return DockerfileFacts(
        bases=tuple(dict.fromkeys(bases)),
        workdir=stage.workdir,
        port=stage.port,
        command=stage.command,
        health_path=stage.health,
        copies=tuple(stage.copies),
    )


def _defaults(arguments: str) -> list[tuple[str, str]]:
    """The names and values of an ARG, one or several."""
    pairs = (word.partition("=") for word in _words(arguments))
    return [(name, value) for name, _, value in pairs]


def _variables(arguments: str) -> dict[str, str]:
    """Of an ENV, in its form with and in the old one without equals signs."""
    if re.match(r"[\w.-]+=", arguments):
        return dict(_defaults(arguments))
    name, _, value = arguments.partition(" ")
    return {name: value.strip()}


def _from(arguments: str, values: dict[str, str]) -> tuple[str, str]:
    """(image or stage, name given to this stage), each "" where there is none."""
    words = [word for word in arguments.split() if not word.startswith("--")]
    image = _substitute(words[0], values) if words else ""
    named = len(words) >= 3 and words[1].upper() == "AS"
    return image, words[2] if named else ""


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
    listed = _json_words(arguments)
    return tuple(listed) if listed is not None else ("/bin/sh", "-c", arguments)


def _json_words(text: str) -> list[str] | None:
    """The words of the JSON form, or None where it is not that; [] where it is malformed."""
    if not text.startswith("["):
        return None
    try:
        return [str(word) for word in json.loads(text)]
    except ValueError:
        return []


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return []


def _health_path(arguments: str) -> str | None:
    found = re.search(r"https?://[^/\s\"']+(/[^\s\"'\\)]*)", arguments)
    return found[1] if found else None


def _copies(arguments: str, workdir: str) -> list[tuple[str, str]]:
    """(source in the repository, absolute target) of a COPY from the build context."""
    if re.search(r"--from\b", arguments) or _HEREDOC.search(arguments):
        return []
    plain = re.sub(r"^(--\S+\s+)+", "", arguments)
    listed = _json_words(plain)
    words = _words(plain) if listed is None else listed
    if len(words) < 2:
        return []
    *sources, target = words
    sources = [source for source in sources if ".." not in source.split("/")]
    into = len(sources) > 1 or target.endswith("/")
    return [(_clean(source), _target(source, target, workdir, into)) for source in sources]


def _clean(source: str) -> str:
    return source.removeprefix("./").strip("/") or "."


def _target(source: str, target: str, workdir: str, into: bool) -> str:
    base = _absolute(target, workdir)
    is_file = "." in source.rsplit("/", 1)[-1].strip(".")
    return _absolute(source.rsplit("/", 1)[-1], base) if into and is_file else base

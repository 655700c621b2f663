"""What a Dockerfile tells Docker to fetch, to read and to mark, by the builder's own reading.

Only what is plain is let through: wherever the builder could read a line otherwise than we do, the
line is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sandbox.model.builds.baseimages import refusal

_ESCAPE = re.compile(r"(?i)^[\s\ufeff]*#\s*escape\s*=\s*(.*?)\s*$")
_FLAG = re.compile(r"--([a-z-]+)(?:=([^\s\"'\\]*))?(?:[ \t]+|$)")
_HERE_DOCUMENT = re.compile(r"(?:^|\s)\d*<<-?[^<\s]")
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x85\u2028\u2029]|\r(?!\n)")
_LABELS = re.compile(r"(\s*[\w./-]+=(\"[^\"\\]*\"|[^\s\"'\\]*))+\s*")
_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)(?::?-([\w./:@-]*))?\}|\$([A-Za-z_]\w*)")


class NotHeld(Exception):
    """line: from 1; what: the part of the Dockerfile that cannot be held, in its own words;
    ever: no word of the maintainers' lets it through either.
    """

    def __init__(self, line: int, what: str, *, ever: bool = False) -> None:
        super().__init__(f"line {line}: {what}")
        self.line, self.what, self.ever = line, what, ever


@dataclass(frozen=True, slots=True)
class Used:
    """An image that a line wants. built_on: by a FROM; what it brings along is done then."""

    line: int
    image: str
    built_on: bool


@dataclass(slots=True)
class _Read:
    """What the lines so far have said. given: values of the arguments before the first stage."""

    images: frozenset[str]
    held: bool
    stages: list[str] = field(default_factory=list)
    given: dict[str, list[str]] = field(default_factory=dict)
    used: list[Used] = field(default_factory=list)


def refuse_tricks(text: str, *, images: Iterable[str] = (), held: bool = True) -> tuple[Used, ...]:
    """images: registries' images that the maintainers name; held: whether it may fetch nothing.
    The images that it is made of. Raises NotHeld.
    """
    for number, line in enumerate(text.split("\n"), 1):
        said = _ESCAPE.match(line)
        if said and said[1] != "\\":
            raise NotHeld(number, "another escape character", ever=True)
        if _ODD.search(f"{line}\n"):
            raise NotHeld(number, "a control character", ever=True)
    read = _Read(frozenset(images), held)
    for number, line in _joined(text):
        _check(number, line, read)
    return tuple(read.used)


def refuse_triggers(triggers: Iterable[str], *, held: bool) -> bool:
    """What an image says (ONBUILD) of whatever is built on it. Whether anything runs in it.
    Raises NotHeld, without a line of its own.
    """
    words = set()
    for one in triggers:
        if "\n" in one:
            raise NotHeld(1, "several lines in one", ever=True)
        refuse_tricks(f"ONBUILD {one}\n", held=held)
        words.add(one.split(maxsplit=1)[0].upper() if one.strip() else "")
    return "RUN" in words


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """(its first line, instruction): joined as the builder does it, without a space."""
    start, so_far = 0, ""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        start = start or number
        kept = line.rstrip(" \t")
        if kept.endswith("\\\\") or (not kept.endswith("\\") and kept.rstrip().endswith("\\")):
            # Some builders go on after it, and some do not.
            raise NotHeld(number, "a line that ends in two backslashes", ever=True)
        so_far += kept.removesuffix("\\") if kept.endswith("\\") else line
        if not kept.endswith("\\"):
            yield start, so_far.strip()
            start, so_far = 0, ""
    if so_far.strip():
        yield start, so_far.strip()


def _check(line: int, text: str, read: _Read, *, later: bool = False) -> None:
    """later: of an ONBUILD."""
    word, _, rest = re.sub(r"[\t\v\f\r ]+", " ", text, count=1).partition(" ")
    word, rest = word.upper(), rest.strip()
    flags: list[tuple[str, str]] = []
    if word in ("FROM", "ADD", "COPY", "RUN"):
        flags, rest = _flags(line, rest)
    match word:
        case "FROM":
            _from(line, rest, read)
        case "ARG" if not read.stages:
            _argument(rest, read)
        case "ADD" if read.held and (later or _may_be_address(rest)):
            raise NotHeld(line, "ADD from an address")
        case "LABEL":
            _labels(line, rest)
        case "ONBUILD":
            _check(line, rest, read, later=True)
    if read.held and word in ("RUN", "ADD", "COPY") and _has_here_document(rest):
        raise NotHeld(line, "a here-document")
    for origin in _origins(flags):
        if later:
            raise NotHeld(line, f"ONBUILD {word} from another image", ever=True)
        _image(line, origin, read)


def _has_here_document(rest: str) -> bool:
    """A list's words are in quotes, where none begins."""
    try:
        json.loads(rest)
    except ValueError:
        return bool(_HERE_DOCUMENT.search(rest))
    return False


def _flags(line: int, rest: str) -> tuple[list[tuple[str, str]], str]:
    found = []
    while rest.startswith("--"):
        one = _FLAG.match(rest)
        if not one:
            raise NotHeld(line, f"the option {rest.split()[0]}", ever=True)
        found.append((one[1], one[2] or ""))
        rest = rest[one.end() :].lstrip()
    return found, rest


def _origins(flags: list[tuple[str, str]]) -> Iterator[str]:
    for name, value in flags:
        if name == "from":
            yield value
        if name == "mount":
            pairs = (part.partition("=") for part in value.split(","))
            yield from (said for key, _, said in pairs if key.strip().lower() == "from")


def _may_be_address(rest: str) -> bool:
    """Without a colon, a way to write one and a variable, no source is one."""
    sources = rest if rest.startswith("[") else " ".join(rest.split()[:-1])
    return bool(re.search(r"[:\\]", rest)) or "$" in sources


def _from(line: int, rest: str, read: _Read) -> None:
    words = rest.split()
    if words:
        _image(line, _filled(line, words[0], read), read, built_on=True)
    read.stages.append(words[2].lower() if len(words) > 2 else "")


def _image(line: int, image: str, read: _Read, *, built_on: bool = False) -> None:
    if image.isdigit() and int(image) < len(read.stages):
        return
    if image == "scratch" or (image and image.lower() in read.stages):
        return
    why = refusal(image, read.images)
    if why is not None and (read.held or why.ever):
        raise NotHeld(line, why.what, ever=why.ever)
    read.used.append(Used(line, image, built_on))


def _argument(rest: str, read: _Read) -> None:
    for word in rest.split():
        name, _, value = word.partition("=")
        read.given.setdefault(name, []).append(value.strip("\"'"))


def _filled(line: int, image: str, read: _Read) -> str:
    """With its variables, where there is no doubt of their values."""

    def value(found: re.Match[str]) -> str:
        said = read.given.get(found[1] or found[3])
        if said is None:
            return found[2] or "$"
        return said[0] if len(said) == 1 and said[0] else "$"

    filled = _VARIABLE.sub(value, image)
    if re.search(r"[$\\\"'{}]", filled):
        raise NotHeld(line, f"FROM {image}, which may be any image,", ever=True)
    return filled


def _labels(line: int, rest: str) -> None:
    plain = re.sub(r"[\"'\\]", "", rest).lower()
    if "sandbox." in plain or ("$" in rest and not _LABELS.fullmatch(rest)):
        raise NotHeld(line, "a label that may be the sandboxes' own", ever=True)

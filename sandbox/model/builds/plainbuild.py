"""A Dockerfile in the language of the engine's own builder, whose network can be held.

BuildKit gives a build the engine's usual network or the machine's, and no other; the engine's own
builder takes any. What only BuildKit understands is put in the own builder's words where that means
the same, and refused where it does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sandbox.model.builds.builderlines import NotHeld, Used, refuse_tricks
from sandbox.model.builds.dockerfile import Instruction, instructions
from sandbox.model.builds.stages import needed_stages

_FLAG = re.compile(r"^(?:\s|\\\s*\n)*--([a-z-]+)(?:=(\S+))?")
_HEREDOC = re.compile(r"<<(-?)\s*([\"']?)([A-Za-z_]\w*)\2")
# What a build is told of the machine it is for; BuildKit does it by itself.
PLATFORM_ARGUMENTS = (
    *("TARGETPLATFORM", "TARGETOS", "TARGETARCH"),
    *("BUILDPLATFORM", "BUILDOS", "BUILDARCH"),
)


@dataclass(slots=True, kw_only=True)
class PlainBuild:
    """text: of the Dockerfile; files: more for its context, contents by path; modes: permissions
    that files of the context are to have, by path; runs: whether anything runs in it; images: that
    it is made of.
    """

    text: str = ""
    files: dict[str, str] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    runs: bool = False
    images: tuple[Used, ...] = ()


def plain_build(text: str, images: Iterable[str] = ()) -> PlainBuild:
    """images: that the maintainers name. Stages that nothing is taken from are left out, as
    BuildKit leaves them out. Raises NotHeld.
    """
    build = PlainBuild()
    text = needed_stages(text)
    lines = text.removeprefix("\ufeff").splitlines()
    numbers = list(range(1, len(lines) + 1))
    steps = list(instructions(text))
    shell = ["/bin/sh", "-c"]
    for step in reversed(steps):
        at = step.line - 1
        written = _plain(step, build, _shell_before(steps, step) or shell)
        end = at + step.raw.count("\n") + 1
        lines[at:end] = written
        if written != [step.raw]:
            numbers[at:end] = [step.line] * ("\n".join(written).count("\n") + 1 if written else 0)
    build.text = "\n".join(lines) + "\n"
    try:
        used = refuse_tricks(build.text, images=images)
    except NotHeld as error:
        raise NotHeld(numbers[error.line - 1], error.what, ever=error.ever) from error
    build.images = tuple(replace(one, line=numbers[one.line - 1]) for one in used)
    build.runs = any(step.word == "RUN" for step in steps)
    return build


def _shell_before(steps: list[Instruction], step: Instruction) -> list[str]:
    """The words that a RUN's text is given to: by the last SHELL of its stage."""
    words: list[str] = []
    for one in steps:
        if one is step:
            break
        if one.word == "FROM":
            words = []
        if one.word == "SHELL":
            try:
                words = [str(word) for word in json.loads(one.arguments)]
            except ValueError:
                words = []
    return words


def _plain(step: Instruction, build: PlainBuild, shell: list[str]) -> list[str]:
    match step.word:
        case "RUN":
            return list(_run(step, shell))
        case "COPY" | "ADD":
            return [_copy(step, build)]
        case "FROM":
            return [re.sub(r"\s--platform=\S*\$\S*", "", step.raw)]
        case "ONBUILD" if re.match(r"(?i)ADD\s.*(://|git@|\$)", step.arguments):
            raise NotHeld(step.line, "ADD from an address")
        case _:
            return [step.raw]


def _flags(rest: str) -> tuple[list[tuple[str, str]], str]:
    """(the options in front, what follows them)."""
    found = []
    while one := _FLAG.match(rest):
        found.append((one[1], one[2] or ""))
        rest = rest[one.end() :]
    return found, re.sub(r"^(?:\s|\\\s*\n)+", "", rest)


def _run(step: Instruction, shell: list[str]) -> Iterator[str]:
    flags, rest = _flags(step.raw.lstrip()[len("RUN") :])
    for name, value in flags:
        if name == "mount":
            yield from _mount(step, value)
        elif (name, value) not in (("network", "none"), ("network", "default")):
            raise NotHeld(step.line, f"RUN --{name}={value}")
    yield f"RUN {_command(step, rest, shell)}"


def _mount(step: Instruction, value: str) -> Iterator[str]:
    """A cache is a matter of speed, and a secret that nobody gave is empty: both are left out."""
    pairs = (part.partition("=") for part in value.split(","))
    options = {name: said for name, _, said in pairs}
    kind = options.get("type", "bind")
    if kind in ("cache", "tmpfs"):
        return
    if kind in ("secret", "ssh") and options.get("required", "false") == "false":
        return
    target = options.get("target") or options.get("dst") or options.get("destination")
    if kind != "bind" or not target:
        raise NotHeld(step.line, f"RUN --mount=type={kind}")
    origin = options.get("from")
    source = options.get("source") or options.get("src") or ("/" if origin else ".")
    if any("$" in one or " " in one for one in (source, target)):
        raise NotHeld(step.line, f"RUN --mount={value}")
    yield f"COPY {f'--from={origin} ' if origin else ''}{source} {target}"


def _command(step: Instruction, rest: str, shell: list[str]) -> str:
    """A here-document is given to the shell as it is."""
    here = _HEREDOC.search(rest.partition("\n")[0])
    if not here or "\n" not in rest:
        return rest
    first, _, body = rest.partition("\n")
    if first.strip() != here[0].strip():  # of the shell's own: `python <<EOF`
        return json.dumps([*shell, rest])
    content = _body(body, here)
    if content.startswith("#!"):
        raise NotHeld(step.line, "RUN with a here-document that names its interpreter")
    return json.dumps([*shell, content])


def _body(body: str, here: re.Match[str]) -> str:
    lines = body.split("\n")
    end = next((n for n, line in enumerate(lines) if line.strip() == here[3]), len(lines))
    kept = [line.lstrip("\t") if here[1] else line for line in lines[:end]]
    return "".join(f"{line}\n" for line in kept)


def _copy(step: Instruction, build: PlainBuild) -> str:
    flags, rest = _flags(step.raw.lstrip()[len(step.word) :])
    here = _HEREDOC.search(rest.partition("\n")[0])
    if here:
        rest = _file(step, rest, here, build)
    words = _words(rest)
    if step.word == "ADD" and any(re.search(r"://|^git@|\$", one) for one in words[:-1]):
        raise NotHeld(step.line, "ADD from an address")
    kept = []
    for name, value in flags:
        if name == "chmod":
            _permit(step, dict(flags), words[:-1], value, build)
        elif name in ("from", "chown"):
            kept.append(f"--{name}={value} ")
        elif name != "link":
            raise NotHeld(step.line, f"{step.word} --{name}")
    return f"{step.word} {''.join(kept)}{rest}"


def _words(rest: str) -> list[str]:
    joined = re.sub(r"\\\s*\n", " ", rest).strip()
    if joined.startswith("["):
        try:
            return [str(word) for word in json.loads(joined)]
        except ValueError:
            return []
    return joined.split()


def _file(step: Instruction, rest: str, here: re.Match[str], build: PlainBuild) -> str:
    """A file that stands in the Dockerfile itself becomes one of the context."""
    first, _, body = rest.partition("\n")
    content = _body(body, here)
    if len(_HEREDOC.findall(first)) > 1 or ("$" in content and not here[2]):
        raise NotHeld(step.line, "COPY of a here-document with variables")
    path = f".sandbox-file-{step.line}"
    build.files[path] = content
    return first.replace(here[0], path)


def _permit(
    step: Instruction, flags: dict[str, str], sources: list[str], value: str, build: PlainBuild
) -> None:
    """What is copied keeps the permissions that it has in the context: it gets them there."""
    if "from" in flags or not re.fullmatch(r"0?[0-7]{3,4}", value):
        raise NotHeld(step.line, f"{step.word} --chmod={value}")
    for source in sources:
        build.modes[source.removeprefix("./").strip("/") or "."] = int(value, 8)

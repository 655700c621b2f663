"""The stages of a Dockerfile that what comes out is made of; the engine's own builder makes all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.model.builds.dockerfile import Instruction, instructions

_FLAG_FROM = re.compile(r"(--from=)(\S+)")
_MOUNT_FROM = re.compile(r"(--mount=\S*?\bfrom=)([^,\s]+)")


@dataclass(slots=True)
class _Stage:
    """first: its first line, from 0; wants: stages by name or number, as written."""

    first: int
    base: str
    name: str
    steps: list[Instruction] = field(default_factory=list)

    @property
    def wants(self) -> list[str]:
        found = [one for step in self.steps for one in _origins(step)]
        return [self.base, *found]


def needed_stages(text: str) -> str:
    """The text with those that nothing is taken from as blank lines, and stages that are named by
    their number by the new one. Line numbers stay.
    """
    stages = _stages(text)
    needed = _needed(stages)
    if len(needed) == len(stages):
        return text
    lines = text.splitlines()
    ends = [one.first for one in stages[1:]] + [len(lines)]
    places = {str(old): str(new) for new, old in enumerate(sorted(needed))}
    for number, (stage, end) in enumerate(zip(stages, ends, strict=True)):
        if number not in needed:
            lines[stage.first : end] = [""] * (end - stage.first)
            continue
        for step in stage.steps:
            at, count = step.line - 1, step.raw.count("\n") + 1
            lines[at : at + count] = _renumbered(step, places).split("\n")
    return "\n".join(lines) + "\n"


def _stages(text: str) -> list[_Stage]:
    found: list[_Stage] = []
    for step in instructions(text):
        if step.word == "FROM":
            words = [word for word in step.arguments.split() if not word.startswith("--")]
            named = len(words) > 2 and words[1].upper() == "AS"
            base = words[0] if words else ""
            found.append(_Stage(step.line - 1, base, words[2].lower() if named else ""))
        elif found:
            found[-1].steps.append(step)
    return found


def _needed(stages: list[_Stage]) -> set[int]:
    """By number, beginning with the last. A name with a variable in it may be any."""
    needed: set[int] = set()
    open_ = [len(stages) - 1] if stages else []
    while open_:
        number = open_.pop()
        needed.add(number)
        for want in stages[number].wants:
            before = range(number)
            open_ += [
                one for one in before if _may_be(want, one, stages[one]) and one not in needed
            ]
    return needed


def _may_be(want: str, number: int, stage: _Stage) -> bool:
    return "$" in want or want == str(number) or (bool(stage.name) and want.lower() == stage.name)


def _origins(step: Instruction) -> list[str]:
    if step.word not in ("COPY", "ADD", "RUN"):
        return []
    pattern = _MOUNT_FROM if step.word == "RUN" else _FLAG_FROM
    return [found[2] for found in pattern.finditer(step.arguments)]


def _renumbered(step: Instruction, places: dict[str, str]) -> str:
    if step.word not in ("COPY", "ADD", "RUN"):
        return step.raw
    pattern = _MOUNT_FROM if step.word == "RUN" else _FLAG_FROM
    return pattern.sub(lambda found: found[1] + places.get(found[2], found[2]), step.raw)

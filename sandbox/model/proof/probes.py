"""What a probe is, and how what it met is judged.

A probe asks one question from inside a container, or of the engine, and says which answers are
right. Two things show that it would have seen an open door: its control, the same kind of question
where the door is open, and the door, the answer of an open one, which the rule has to refuse. Where
either fails, or where there is no answer, the probe has failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Question = tuple[str, ...]  # a kind, and its arguments, as compose/prove/probe.py takes them
COULD_NOT_RUN = "it could not be tried"
ENGINE = "engine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """word: what happened, as the script has it; detail: more of it, bytes in hexadecimal."""

    word: str
    detail: str = ""

    @property
    def bytes(self) -> bytes:
        try:
            return bytes.fromhex(self.detail)
        except ValueError:
            return b""

    @property
    def text(self) -> str:
        return self.bytes.decode(errors="replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """expected: in plain words; met: whether an answer is right; door: an open door's answer.

    tells: what happened in plain words, where the answer's own words do not do.
    """

    expected: str
    met: Callable[[Answer], bool]
    door: Answer
    tells: Callable[[Answer], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The same kind of question, and whether its answer shows that the door there is open."""

    question: Question
    open: Callable[[Answer], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One attempt. origin: "app", "database", or "engine" for what the engine itself is asked.

    known: the answer, where it is known beforehand; control: None where the door alone shows it.
    """

    group: str
    tried: str
    target: str
    origin: str
    question: Question
    rule: Rule
    control: Control | None = None
    known: Answer | None = None


class Asker:
    """Whatever makes the probes of one container. origin: as `Probe` has it."""

    __slots__ = ()
    origin: str

    def probe(
        self, group: str, tried: str, target: str, question: Question, rule: Rule, control: Control
    ) -> Probe:
        return Probe(
            group=group,
            tried=tried,
            target=target,
            origin=self.origin,
            question=question,
            rule=rule,
            control=control,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What became of one probe, in plain words."""

    group: str
    tried: str
    target: str
    origin: str
    expected: str
    observed: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All of them. at: Unix seconds; on: what was looked at, container by container its id."""

    name: str
    at: float
    seconds: float
    probes: tuple[Proven, ...]
    on: Mapping[str, str]

    @property
    def ok(self) -> bool:
        return bool(self.probes) and all(one.ok for one in self.probes)

    @property
    def failed(self) -> tuple[Proven, ...]:
        return tuple(one for one in self.probes if not one.ok)

    @property
    def summary(self) -> str:
        """ "52 of 52 attempts to get out failed"."""
        held = len(self.probes) - len(self.failed)
        return f"{held} of {len(self.probes)} attempts to get out failed"


def judge(
    probe: Probe,
    answers: Mapping[Question, Answer],
    trouble: str = "",
) -> Proven:
    """answers: of that container, by question; trouble: why there are none."""
    answer = probe.known or answers.get(probe.question)
    problem = _problem(probe, answer, answers, trouble)
    return Proven(
        group=probe.group,
        tried=probe.tried,
        target=probe.target,
        origin=probe.origin,
        expected=probe.rule.expected,
        observed=problem or said(answer, probe.rule),
        ok=not problem and answer is not None and probe.rule.met(answer),
    )


def _problem(
    probe: Probe, answer: Answer | None, answers: Mapping[Question, Answer], trouble: str
) -> str | None:
    """Why the probe shows nothing; None where it does."""
    if answer is None or answer.word == "error":
        why = trouble or (answer.detail if answer else "")
        return f"{COULD_NOT_RUN}: {why}" if why else COULD_NOT_RUN
    if probe.rule.met(probe.rule.door):
        return f"{COULD_NOT_RUN}: an open door would not have been seen"
    if probe.control is None:
        return None
    opened = answers.get(probe.control.question)
    if opened is None or not probe.control.open(opened):
        what = WORDS.get(opened.word, opened.word) if opened else "no answer"
        return f"{COULD_NOT_RUN}: where a door is open it met the same ({what})"
    return None


WORDS = {
    "unreachable": "no way there",
    "timeout": "no answer",
    "sent": "no answer",
    "refused": "turned away",
    "unsupported": "not possible",
    "denied": "forbidden",
    "absent": "nothing there",
    "open": "REACHED",
    "answered": "ANSWERED",
    "heard": "ARRIVED on this machine",
    "allowed": "ALLOWED",
    "found": "THERE",
}


def said(answer: Answer | None, rule: Rule) -> str:
    """The answer in plain words."""
    if answer is None:
        return COULD_NOT_RUN
    if rule.tells is not None:
        return rule.tells(answer)
    word = WORDS.get(answer.word, answer.word)
    return f"{word}: {answer.detail}" if answer.word == "found" else word


def words(*allowed: str) -> Callable[[Answer], bool]:
    """Whether the answer is one of them."""
    return lambda answer: answer.word in allowed

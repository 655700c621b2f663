"""The pull request's text: what a good colleague would have written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.model.handover.change import Change, FileChange
from sandbox.model.handover.merging import Collision
from sandbox.model.handover.naming import readable
from sandbox.model.proof.probes import Proof, Proven
from sandbox.review.all_checks import by_weight
from sandbox.review.finding import Checked, Finding

MOST = 60_000
"""Characters; the strictest host takes 65,536."""
FILES = 40
HEADS = {"blocks": "Must be mended", "warns": "Worth a look", "notes": "Good to know"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Everything that the text says. address: of the app, for whoever wants to try it.

    room: what was tried in a clean copy, a line each; proof: None where none is known.
    """

    about: str
    who: str
    branch: str
    address: str
    change: Change
    checked: tuple[Checked, ...]
    collisions: tuple[Collision, ...] = ()
    room: tuple[str, ...] = ()
    proof: Proof | None = None


def body(handover: Handover) -> str:
    """Markdown, at most MOST characters: the end is cut first."""
    parts = [
        *_about(handover),
        *_collisions(handover),
        *_findings(handover),
        *_checks(handover),
        *_files(handover.change),
        *_try(handover),
        *_proof(handover.proof),
    ]
    text = readable("\n".join(parts).strip()) + "\n"
    if len(text) <= MOST:
        return text
    return text[:MOST].rsplit("\n", 1)[0] + "\n\n… (cut here: the text became too long)\n"


def _about(handover: Handover) -> Iterator[str]:
    yield _own_words(handover.about) or "_The contributor wrote nothing beside the title._"
    yield ""
    change = handover.change
    yield (
        f"By {handover.who}, made in a sandbox: a private copy of the app without production's "
        f"data and without a way to it. {len(change.files)} files, +{change.added} "
        f"−{change.removed}."
    )
    yield ""


def _own_words(about: str) -> str:
    """What the person wrote, closed in itself: nothing that follows stands within it."""
    text = about.replace("\r\n", "\n").replace("<", "&lt;").replace("~~~", "```").strip()
    fences = sum(line.lstrip().startswith("```") for line in text.split("\n"))
    return f"{text}\n```" if fences % 2 else text


def _collisions(handover: Handover) -> Iterator[str]:
    if not handover.collisions:
        return
    yield "## Does not merge yet"
    yield "Handed over nevertheless, as a draft. The marks of the conflict are in these files:"
    for one in handover.collisions:
        yield f"- `{one.file}`, changed by {one.by} in {one.commit[:10]} ({one.subject})"
    yield ""


def _findings(handover: Handover) -> Iterator[str]:
    found = by_weight(handover.checked)
    for severity, head in HEADS.items():
        these = [one for one in found if one.severity == severity]
        if these:
            yield f"## {head}"
            yield from (_finding(one) for one in these)
            yield ""


def _finding(one: Finding) -> str:
    place = f"`{one.place}`: " if one.place and f"`{one.file}`" not in one.reviewer else ""
    first, *rest = one.reviewer.split("\n")
    return "\n".join([f"- {place}{first}", *(f"  {line}".rstrip() for line in rest)])


def _checks(handover: Handover) -> Iterator[str]:
    yield "## What was checked"
    yield from (f"- {line}" for line in handover.room)
    yield ""
    yield "| check | result |"
    yield "|---|---|"
    for one in handover.checked:
        yield f"| {one.title} | {_cell(result(one))} |"
    yield ""


def result(one: Checked) -> str:
    """In words, for the table."""
    if one.unchecked:
        return f"could not check: {one.unchecked}"
    said = f" ({one.said})" if one.said else ""
    if not one.findings:
        return f"✓{said}"
    many = len(one.findings)
    sign = "✗" if any(finding.severity == "blocks" for finding in one.findings) else "•"
    return f"{sign} {many} finding{'' if many == 1 else 's'}{said}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _files(change: Change) -> Iterator[str]:
    yield "<details><summary>Files</summary>"
    yield ""
    yield from (_file(one) for one in change.files[:FILES])
    if len(change.files) > FILES:
        yield f"- and {len(change.files) - FILES} more"
    yield ""
    yield "</details>"
    yield ""


def _file(one: FileChange) -> str:
    size = f"{one.size} bytes" if one.binary else f"+{len(one.added)} −{len(one.removed)}"
    word = "" if one.how == "changed" else f" ({'new' if one.how == 'added' else 'removed'})"
    return f"- `{one.path}` {size}{word}"


def _try(handover: Handover) -> Iterator[str]:
    yield "## Try it"
    yield "```"
    yield f"sandbox up {handover.address} --branch {handover.branch} --name review"
    yield "```"
    yield ""


def _proof(proof: Proof | None) -> Iterator[str]:
    """By kind of attempt; the addresses are of the person's machine, and nobody else's business."""
    if proof is None:
        return
    yield f"<details><summary>Cut off from production: {proof.summary}</summary>"
    yield ""
    yield "| tried | times | from | |"
    yield "|---|---|---|---|"
    kinds: dict[tuple[str, str], list[Proven]] = {}
    for one in proof.probes:
        kinds.setdefault((one.tried, one.origin), []).append(one)
    for (tried, origin), those in kinds.items():
        failed = sum(not one.ok for one in those)
        sign = f"✗ {failed} succeeded" if failed else "✓ in vain"
        yield f"| {_cell(tried)} | {len(those)} | {origin} | {sign} |"
    yield ""
    yield "</details>"

"""`sandbox promote`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import WIDTH, paragraph, short, wrapped
from sandbox.review.finding import Checked, Finding
from sandbox.review.text import result
from sandbox.verbs.handing import Handing
from sandbox.verbs.promote import Promoted, promote

QUOTE = "    | "
SIGNS = {"blocks": "✗", "warns": "!", "notes": "·"}


@click.command("promote")
@click.argument("name", required=False)
@click.option("-m", "--title", metavar="TITLE", help="What it is, in a few words.")
@click.option("--about", metavar="TEXT", help="What it does and why, in your own words.")
@click.option("--as", "author", metavar="NAME", help='Who it is by: "Anna Lee <anna@acme.com>".')
@click.option("--anyway", is_flag=True, help="Also where it collides with the newest of the app.")
@click.option("--dry-run", is_flag=True, help="Look and try only; nothing leaves this machine.")
@common
def promote_command(
    session: Session,
    name: str | None,
    title: str | None,
    about: str | None,
    author: str | None,
    anyway: bool,
    dry_run: bool,
) -> None:
    """Hand your work over to the developers, for review.

    It is brought together with the newest of the app, tried in a clean copy, checked, and put where
    the developers look at it. Once more: the same review, with what you changed since. Your copy
    stays as it is.

    \b
    Examples:
      sandbox promote -m "Shipment dashboard"
      sandbox promote
    """
    asked = Handing(
        here=session.here,
        name=name,
        title=title,
        about=about,
        author=author,
        anyway=anyway,
        dry_run=dry_run,
    )
    promoted = promote(asked, session.ports, session.emit)
    session.answer(document_of(promoted), text_of(promoted))


def document_of(promoted: Promoted) -> dict[str, object]:
    """As contract.md has it, and the text that developers read."""
    published = promoted.published
    return {
        "name": promoted.name,
        "branch": promoted.branch,
        "commit": promoted.commit,
        "base": promoted.base,
        "pull_request": {"url": published.url, "number": published.number, "draft": promoted.draft}
        if published
        else None,
        "checks": [_check(one) for one in promoted.checked],
        "findings": [_finding(one) for one in promoted.findings],
        "text": promoted.text,
        "seconds": round(promoted.seconds, 3),
    }


def _check(one: Checked) -> dict[str, object]:
    return {"check": one.check, "title": one.title, "state": one.state, "said": result(one)}


def _finding(one: Finding) -> dict[str, object]:
    return {
        "check": one.check,
        "severity": one.severity,
        "file": one.file,
        "line": one.line,
        "contributor": one.contributor,
        "reviewer": one.reviewer,
        "paste": one.paste,
    }


def text_of(promoted: Promoted) -> str:
    """What became of it, what was found, and what to do next."""
    return "\n".join(_lines(promoted))


def _lines(promoted: Promoted) -> Iterator[str]:
    if promoted.findings:
        yield ""
        for one in promoted.findings:
            yield wrapped(f"{SIGNS[one.severity]} {one.contributor}", "  ", "    ")
    pastes = [one.paste for one in promoted.findings if one.paste and one.severity != "notes"]
    if pastes:
        yield ""
        yield paragraph("Paste this to your assistant, then type `sandbox promote` again:")
        for text in pastes:
            yield ""
            yield from _quoted(text)
    yield ""
    yield from _outcome(promoted)


def _quoted(text: str) -> Iterator[str]:
    """Line by line: what a program said keeps its shape."""
    for line in text.split("\n"):
        fits = len(line) <= WIDTH - len(QUOTE) or line != line.lstrip()
        yield f"{QUOTE}{line}" if fits else wrapped(line, QUOTE, QUOTE)


def _outcome(promoted: Promoted) -> Iterator[str]:
    if promoted.published is None:
        yield paragraph("Nothing was handed over: this was a look only.")
        return
    word = "The review has your newest work" if promoted.again else "Handed over"
    state = ", as a draft: what is marked ✗ has to be mended first" if promoted.draft else ""
    yield paragraph(f"{word}{state}. Developers decide now; `sandbox status` shows what they say.")
    yield ""
    yield f"  Review   {short(promoted.published.url)}"
    yield f"  Branch   {promoted.branch}, to go into {promoted.base}"

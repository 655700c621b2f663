"""`sandbox status` and `sandbox list`."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import click

from sandbox.frontends.cli.commands.review import review_document, review_lines
from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import counted, failing_text, paragraph, short, sized
from sandbox.verbs.kept import Kept
from sandbox.verbs.status import SandboxStatus, age, status, statuses

NAMED = 3
PLANNED = {
    "build": "build the app anew: what it is built from has changed",
    "golden": "make fresh data: the app's tables or its made-up data have changed",
    "migrate": "change your data to the new tables; what you typed in stays",
    "start app": "start the app",
    "start database": "start the database",
    "create network": "set the sandbox's own network up again",
    "admit": "open the app's address",
}
IN_A_WORD = {
    "silent": "no answer",
    "partly": "half there",
    "broken": "in trouble",
}
WORDS = {
    "running": "running",
    "silent": "running, but the app does not answer: `sandbox logs` shows why",
    "partly": "only partly running: `sandbox up` mends it",
    "stopped": "stopped: `sandbox up` starts it",
    "absent": "not running: `sandbox up` starts it",
    "broken": "in trouble, its app stops again and again: `sandbox logs` shows why",
}


@click.command("status")
@click.argument("name", required=False)
@common
def status_command(session: Session, name: str | None) -> None:
    """What runs, where, what it costs, and what work is not handed over yet.

    \b
    Example:
      sandbox status
    """
    result = status(name, session.here, session.ports)
    session.answer(_document(result), _text(result))


@click.command("list")
@common
def list_command(session: Session) -> None:
    """All your sandboxes.

    Behind them everything that was put away and not brought back, with its number and time.

    \b
    Example:
      sandbox list
    """
    results = statuses(session.ports)
    there = [one for one in results if one.state != "away"]
    table = _table(there) if there else _none(results, session.ports.user)
    text = "\n".join([table, *_away(results)])
    session.answer([_document(one) for one in results], text)


def _document(one: SandboxStatus) -> dict[str, Any]:
    work = one.work
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(one.since)) if one.since else None
    return {
        "name": one.name,
        "state": one.state,
        "url": one.url,
        "mail": one.mail,
        "workspace": one.workspace,
        "branch": one.branch,
        "since": since,
        "memory": one.memory,
        "disk": one.disk,
        "work": {"changed": list(work.changed), "commits": work.commits} if work else None,
        "review": review_document(one.review) if one.review else None,
        "differs": [{"step": what, "why": why} for what, why in one.differs],
        "undo": one.can_undo,
        "scenario": one.scenario,
        "egress": {"running": one.egress.running, "refused": list(one.egress.refused)}
        if one.egress
        else None,
        "problem": one.problem,
        "failing": asdict(one.failing) if one.failing else None,
        "kept": [_kept_document(item) for item in one.kept],
    }


def _kept_document(one: Kept) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.utc,
        "what": list(one.what),
        "waiting": one.waiting,
        "restore": one.command,
    }


def _text(one: SandboxStatus) -> str:
    lines = [
        f"  {one.name} is {WORDS[one.state]}"
        + (f" (for {age(one.since)})" if one.state == "running" else ""),
        "",
        f"  Open     {one.url}",
        *([f"  Mail     {one.mail}"] if one.mail and one.sends_mail else []),
        f"  Code     {short(one.workspace)}",
        f"  Costs    {sized(one.memory)} of memory, {sized(one.disk)} of disk",
        f"  Work     {_work(one)}",
        *review_lines(one.review),
    ]
    if one.scenario:
        usual = "`sandbox reset --scenario normal` gives the usual data"
        lines.append(f"  Data     {one.scenario}; {usual}")
    if one.egress and one.egress.refused:
        lines += ["", "  The app wanted to reach, and was not let through to:"]
        lines += [f"    {refused}" for refused in one.egress.refused]
    if one.problem:
        lines += ["", f"  Problem  {one.problem}"]
    if one.failing:
        lines += ["", failing_text(one.failing).rstrip()]
    if one.differs:
        lines += ["", "  Your code and what runs differ. `sandbox up` will:"]
        lines += [f"    - {said}" for said in _planned(one.differs)]
    if one.can_undo:
        tables = ", or from before your data was changed to new tables" if one.older else ""
        said = f"`sandbox restore` brings back the data from before the last reset{tables}."
        lines += ["", paragraph(said)]
    lines += [_waiting(item) for item in one.kept if item.waiting]
    others = [item for item in one.kept if not item.waiting]
    if others:
        lines += ["", "  Put away before:", *(_kept_line(item) for item in others)]
    return "\n".join(lines)


def _planned(differs: tuple[tuple[str, str], ...]) -> list[str]:
    """What a person wants to know beforehand of the steps, each once."""
    said = [text for what, _ in differs for key, text in PLANNED.items() if what.startswith(key)]
    return list(dict.fromkeys(said)) or ["put right what the sandbox is made of"]


def _work(one: SandboxStatus) -> str:
    if one.work is None:
        return "the folder is gone: `sandbox up` makes it anew"
    parts = []
    if one.work.changed:
        named = ", ".join(one.work.changed[:NAMED])
        more = ", …" if len(one.work.changed) > NAMED else ""
        parts.append(f"{counted(len(one.work.changed), 'changed file')} ({named}{more})")
    if one.work.commits:
        parts.append(counted(one.work.commits, "commit"))
    return " and ".join(parts) if parts else "no file changed"


def _waiting(one: Kept) -> str:
    said = f"Your data of {one.when} is not back yet: `{one.command}` brings it."
    return f"\n{paragraph(said)}"


def _kept_line(one: Kept) -> str:
    return (
        f"    {one.number}  {one.when}, {age(one.record.at)} ago: {_what(one)}\n"
        f"       {one.command}"
    )


def _what(one: Kept) -> str:
    """Data from before a reset is all that is kept of data that was as new afterwards."""
    words = ["what you typed in before a reset" if "reset" in word else word for word in one.what]
    return " and ".join(words)


def _away(results: list[SandboxStatus]) -> list[str]:
    """What was put away and nobody brought back, all of it."""
    lines = []
    for one in results:
        if one.kept:
            lines += [f"  {one.name}", *(_kept_line(item) for item in one.kept)]
    return (
        ["", "  Put away (`sandbox restore NAME` brings the newest back):", *lines] if lines else []
    )


def _none(away: list[SandboxStatus], user: str) -> str:
    if away:
        return f"No sandbox of yours runs. `sandbox restore {away[0].name}` brings one back."
    return paragraph(
        f"You have no sandbox as the user {user}. `sandbox up ADDRESS` makes one; "
        "`sandbox up --demo` an example.",
        "",
    )


def _table(results: list[SandboxStatus]) -> str:
    """A few lines each, all but the first indented, none wider than a terminal."""
    return "\n".join(f"  {one.name}  {_how(one)}\n{_costs(one)}" for one in results)


def _how(one: SandboxStatus) -> str:
    if one.state in ("absent", "stopped"):
        return f"stopped:\n    `sandbox up {one.name}` starts it"
    return f"{IN_A_WORD.get(one.state, one.state)}\n    {one.url}"


def _costs(one: SandboxStatus) -> str:
    memory = f"{sized(one.memory)} of memory; " if one.memory else ""
    return paragraph(f"{memory}{_work(one)}", "    ")

"""`sandbox up`."""

from __future__ import annotations

from dataclasses import asdict

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.watching import watched
from sandbox.frontends.cli.wording import counted, failing_text, paragraph, short, wrapped
from sandbox.model.proof.probes import Proof
from sandbox.model.settings.configuration import MOST_ROWS
from sandbox.verbs.locate import Request
from sandbox.verbs.up import UpResult, plan, up

MOST_MISSED = 5
RECIPE, SKIPPED = "recipe", "left empty on purpose"


@click.command("up")
@click.argument("source", required=False)
@click.option("--demo", is_flag=True, help="An example app; nothing else is needed.")
@click.option("--name", "label", help="Another sandbox of the same app, under this name.")
@click.option("--branch", help="Start from this branch of the app.")
@click.option("--rows", type=click.IntRange(0, MOST_ROWS), help="Rows in an ordinary table.")
@click.option("--scenario", help="Other data: empty, busy-week, awkward, or one of the app's own.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@common
def up_command(
    session: Session,
    source: str | None,
    demo: bool,
    label: str | None,
    branch: str | None,
    rows: int | None,
    scenario: str | None,
    dry_run: bool,
) -> None:
    """Make a sandbox of an app, repair it, or bring it up to your changes.

    SOURCE is the app's git address or a folder with it; without one, the app of the folder you
    stand in.

    \b
    Examples:
      sandbox up --demo
      sandbox up https://git.example.com/team/app.git
      sandbox up          (in a sandbox's folder: repair it, take changes over)
    """
    request = Request(
        here=session.here,
        source=source,
        demo=demo,
        label=label,
        branch=branch,
        rows=rows,
        scenario=scenario,
    )
    if dry_run:
        steps = plan(request, session.ports, session.emit)
        document = [{"step": one.key, "why": one.why} for one in steps]
        session.answer({"steps": document}, str(steps))
        return
    with watched(session):
        result = up(request, session.ports, session.emit)
    nothing = "" if result.steps else "\n  It runs already; nothing had to be done.\n"
    session.answer(document_of(result), nothing + text_of(result))


def document_of(result: UpResult) -> dict[str, object]:
    """As contract.md has it."""
    return {
        "name": result.name,
        "url": result.url,
        "branch": result.branch,
        "workspace": result.workspace,
        "database": {
            "engine": result.engine,
            "image": result.image,
            "rows": result.rows,
            "tables": result.tables,
            "left_out": result.left_out,
        },
        "login": {"user": result.login[0], "password": result.login[1]} if result.login else None,
        "mail": result.mail,
        "steps": [
            {
                "step": outcome.step.key,
                "why": outcome.step.why,
                "seconds": round(outcome.seconds, 3),
                "cached": False,
            }
            for outcome in result.steps
        ],
        "seconds": round(result.seconds, 3),
        "kept": result.kept,
        "failing": asdict(result.failing) if result.failing else None,
        "proof": proof_of(result.proof),
    }


def data_text(result: UpResult) -> str:
    """What of the made-up data a person would miss; nothing where all is there."""
    missed = [
        what if name == RECIPE else f"{name}: {what}"
        for name, what in result.left_out.items()
        if what != SKIPPED
    ]
    lines = [f"! {text}" for text in missed[:MOST_MISSED]]
    if len(missed) > MOST_MISSED:
        more = counted(len(missed) - MOST_MISSED, "more table")
        lines.append(f"! {more} with less than was wanted: `--json` lists all")
    if result.new_data_waits:
        lines.append("Your data are as they were: `sandbox reset` shows the new ones.")
    return "".join(f"\n{wrapped(line, '  ', '    ')}" for line in lines) + ("\n" if lines else "")


def proof_of(proof: Proof | None) -> dict[str, object] | None:
    """How many attempts to get out were made; `sandbox prove --json` has each."""
    if proof is None:
        return None
    return {"ok": proof.ok, "probes": len(proof.probes), "seconds": round(proof.seconds, 3)}


def text_of(result: UpResult) -> str:
    """The address, who to log in as, the folder, and the three commands that matter.

    Where earlier work of that name is put away, how to have it back.
    """
    kept = (
        f"\n\n{paragraph(f'Your earlier work is put away: `{result.kept}` brings it back.')}"
        if result.kept
        else ""
    )
    failing = f"\n{failing_text(result.failing)}" if result.failing else ""
    login = f'  Log in   {result.login[0]}, password "{result.login[1]}"\n' if result.login else ""
    mail = f"  Mail     {result.mail}  (goes nowhere else)\n" if result.sends_mail else ""
    return (
        f"{data_text(result)}"
        f"\n  Open     {result.url}\n"
        f"{login}{mail}"
        f"  Code     {short(result.workspace)}\n"
        f"           (open this folder in your assistant)\n{failing}\n"
        "  sandbox reset     fresh data\n"
        "  sandbox promote   hand your work over\n"
        f"  sandbox down      put it away, keep the work{kept}"
    )

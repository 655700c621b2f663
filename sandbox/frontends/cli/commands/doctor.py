"""`sandbox doctor`."""

from __future__ import annotations

from dataclasses import asdict

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.doctor import Check, doctor

MISSING = 3
TECHNICAL = ("user namespaces", "runtimes")


@click.command("doctor")
@common
def doctor_command(session: Session) -> int:
    """What is missing on this machine, and how to mend it.

    \b
    Example:
      sandbox doctor
    """
    checks = doctor(session.ports)
    session.answer(
        {"checks": [asdict(one) for one in checks]}, _text(checks, verbose=session.verbose)
    )
    return 0 if all(one.ok for one in checks) else MISSING


def _text(checks: list[Check], *, verbose: bool) -> str:
    """First whether all is well. verbose: with what only technicians want to know."""
    broken = sum(not one.ok for one in checks)
    checks = [one for one in checks if verbose or not one.ok or one.check not in TECHNICAL]
    width = max(len(one.check) for one in checks) + 2
    lines = ["  All is well." if not broken else f"  {broken} to mend.", ""]
    for one in checks:
        lines.append(f"  {'✓' if one.ok else '✗'} {one.check:<{width}}{one.found}")
        if one.hint:
            lines.append(f"      {one.hint}")
    return "\n".join(lines)

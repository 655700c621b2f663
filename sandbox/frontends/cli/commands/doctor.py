"""`sandbox doctor`."""

from __future__ import annotations

from dataclasses import asdict

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.doctor import Check, doctor

MISSING = 3


@click.command("doctor")
@common
def doctor_command(session: Session) -> int:
    """What is missing on this machine, and how to mend it.

    \b
    Example:
      sandbox doctor
    """
    checks = doctor(session.ports)
    session.answer({"checks": [asdict(one) for one in checks]}, _text(checks))
    return 0 if all(one.ok for one in checks) else MISSING


def _text(checks: list[Check]) -> str:
    width = max(len(one.check) for one in checks) + 2
    lines = []
    for one in checks:
        lines.append(f"  {'✓' if one.ok else '✗'} {one.check:<{width}}{one.found}")
        if one.hint:
            lines.append(f"      {one.hint}")
    broken = sum(not one.ok for one in checks)
    lines += ["", "  All is well." if not broken else f"  {broken} to mend."]
    return "\n".join(lines)

"""`sandbox prove`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import wrapped
from sandbox.model.proof.probes import Proof, Proven
from sandbox.verbs.prove import prove

REFUSED = 4
TARGETS = 2


@click.command("prove")
@click.argument("name", required=False)
@common
def prove_command(session: Session, name: str | None) -> int:
    """Show from the inside that production and the outside are out of reach.

    Everything that a program in the sandbox could try to get out is tried, from the app's and from
    the database's container, and has to fail. Every `up` does the same before it gives the address.

    \b
    Examples:
      sandbox prove
      sandbox prove --json
    """
    proof = prove(name, session.here, session.ports, session.emit)
    session.answer(document_of(proof), text_of(proof))
    return 0 if proof.ok else REFUSED


def document_of(proof: Proof) -> dict[str, object]:
    """As contract.md has it, and what it was run on and when."""
    return {
        "name": proof.name,
        "probes": [
            {
                "probe": f"{one.origin}: {one.tried}",
                "target": one.target,
                "expected": one.expected,
                "observed": one.observed,
                "ok": one.ok,
                "group": one.group,
            }
            for one in proof.probes
        ],
        "ok": proof.ok,
        "seconds": round(proof.seconds, 3),
        "at": proof.at,
        "on": dict(proof.on),
    }


def text_of(proof: Proof) -> str:
    """Two lines each, group by group; alike attempts are one line. Those that failed stand out."""
    lines = []
    for group, probes in groupby(sorted(proof.probes, key=_order(proof)), lambda one: one.group):
        lines += ["", f"  {group}", *_rows(list(probes))]
    verdict = (
        f"  Cut off from production and the internet: {proof.summary}."
        if proof.ok
        else f"  NOT cut off: {proof.summary}."
    )
    return "\n".join([*lines, "", verdict])


def _order(proof: Proof):  # type: ignore[no-untyped-def]
    """Groups as they come first."""
    first = list(dict.fromkeys(one.group for one in proof.probes))
    return lambda one: first.index(one.group)


def _rows(probes: list[Proven]) -> Iterable[str]:
    alike: dict[tuple[str, ...], list[Proven]] = {}
    for one in probes:
        key = (one.tried, one.expected, one.observed, "" if one.ok else "failed")
        alike.setdefault(key, []).append(one)
    for (tried, _, observed, failed), those in alike.items():
        sign = "✗" if failed else "✓"
        origins = " and ".join(dict.fromkeys(one.origin for one in those))
        yield wrapped(f"{sign} {tried}: {observed}", "  ", "    ")
        yield wrapped(f"{_targets(those)}, from {origins}", "      ", "      ")
        if failed:
            yield f"      should be: {those[0].expected}"


def _targets(those: list[Proven]) -> str:
    found = list(dict.fromkeys(one.target for one in those))
    more = len(found) - TARGETS
    return ", ".join(found[:TARGETS]) + (f" and {more} more" if more > 0 else "")

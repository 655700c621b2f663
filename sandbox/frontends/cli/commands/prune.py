"""`sandbox prune`."""

from __future__ import annotations

from dataclasses import asdict

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.frontends.cli.wording import sized
from sandbox.verbs.prune import PruneResult, prune


@click.command("prune")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option(
    "--kept", is_flag=True, help="Also work that `down` kept over 30 days ago, or 20 times since."
)
@common
def prune_command(session: Session, dry_run: bool, kept: bool) -> None:
    """Remove what nothing needs any more: leftovers of commands that were killed, old images.

    Of the points of your code (`sandbox history`) those older than a day are thinned out to one an
    hour, those older than a month to one a day. Work that was kept stays, unless you add --kept.

    \b
    Example:
      sandbox prune --dry-run
    """
    result = prune(session.ports, dry=dry_run, kept=kept)
    document = {"removed": [asdict(one) for one in result.removed], "bytes": result.bytes}
    session.answer(document, _text(result, dry=dry_run))


def _text(result: PruneResult, *, dry: bool) -> str:
    if not result.removed:
        return "  There is nothing to remove."
    lines = [f"  {one.kind:<10} {one.name}   {one.why}" for one in result.removed]
    word = "would be freed" if dry else "freed"
    return "\n".join([*lines, f"\n  About {sized(result.bytes)} {word}."])

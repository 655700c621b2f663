"""`sandbox render`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.render import render


@click.command("render")
@click.argument("name", required=False)
@common
def render_command(session: Session, name: str | None) -> None:
    """The sandbox as a Compose file, hardened as it runs (for maintainers).

    \b
    Example:
      sandbox render > compose.yaml && docker compose -f compose.yaml config
    """
    import yaml

    model = render(name, session.here, session.ports)
    session.answer(model, yaml.safe_dump(model, sort_keys=False).rstrip())

"""`sandbox render`."""

from __future__ import annotations

import click

from sandbox.frontends.cli.options import Session, common
from sandbox.verbs.render import render

COMMENT = """\
# What `sandbox up` starts. It does two things that Compose cannot: it copies the database `golden`
# (the fresh data, which takes no connections) to `app`, where the app looks for it,
# and lets the browser in through a gateway that all sandboxes share.
# After `docker compose up`, the first of them by hand:
#   docker compose exec -u postgres database \\
#     psql -d postgres -c "CREATE DATABASE app TEMPLATE golden OWNER app"
"""


@click.command("render")
@click.argument("name", required=False)
@common
def render_command(session: Session, name: str | None) -> None:
    """The sandbox as a Compose file, hardened as it runs (for maintainers).

    It shows what the containers are like. Two things `sandbox up` does besides: it copies the
    fresh data to the database `app`, and lets the browser in. Started by Compose alone, the app
    finds the data under the name `golden`, and nothing but its neighbours reaches it.

    \b
    Example:
      sandbox render > compose.yaml && docker compose -f compose.yaml config
    """
    import yaml

    model = render(name, session.here, session.ports)
    session.answer(model, f"{COMMENT}{yaml.safe_dump(model, sort_keys=False).rstrip()}")

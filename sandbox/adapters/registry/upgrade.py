"""The registry's tables made, or brought to this version, by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from sandbox.adapters.registry.address import Address
from sandbox.adapters.registry.failures import too_new

TURN = 7_262_332
"""The number of the lock on a server under which one of many makes the tables."""


def upgrade(address: Address) -> None:
    """Raises ToolMissing where a later version wrote it, and what the driver raises."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = create_engine(address.url, poolclass=NullPool, creator=address.connect)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(address.begin)  # half-made tables would stop the next one
            if address.path is None:  # other machines have other lock files
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
            config.attributes["connection"] = connection
            _run(config)
    except DBAPIError as error:
        raise error.orig or error from error


def _run(config: Any) -> None:
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # it is at a revision that we do not have
        raise too_new(str(error)) from error

"""Runs the migrations against the database at DATABASE_URL, or prints their SQL (`--sql`)."""

from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine, pool

from shipments.config import required
from shipments.models import Base

if context.config.config_file_name is not None and context.config.attributes.get("log", True):
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def print_sql() -> None:
    context.configure(dialect_name="postgresql", target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def migrate() -> None:
    # Tests hand in a connection of their own; everybody else is named by DATABASE_URL.
    given = context.config.attributes.get("connection")
    if given is not None:
        run_on(given)
        return
    engine = create_engine(required("DATABASE_URL"), poolclass=pool.NullPool)
    with engine.connect() as connection:
        run_on(connection)


def run_on(connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    print_sql()
else:
    migrate()

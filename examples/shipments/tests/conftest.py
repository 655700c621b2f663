"""The tests have a schema of their own in the database at DATABASE_URL, gone at the end.

Every test runs in a transaction that is rolled back.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "for the tests only")

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.orm import Session

from shipments.config import required
from shipments.db import get_session
from shipments.forms import TOKEN
from shipments.main import app
from shipments.models import Role, User
from tests import samples

ROOT = Path(__file__).parent.parent


def alembic_config(connection: Connection) -> Config:
    return Config(ROOT / "alembic.ini", attributes={"connection": connection, "log": False})


@contextmanager
def own_schema() -> Iterator[Engine]:
    """An engine whose connections see a new, empty schema, and nothing else of the database."""
    name = f"test_{secrets.token_hex(6)}"
    search_path = {"options": f"-csearch_path={name}"}
    engine = create_engine(required("DATABASE_URL"), connect_args=search_path)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        yield engine
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with own_schema() as engine:
        with engine.begin() as connection:
            command.upgrade(alembic_config(connection), "head")
        yield engine


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection: Connection) -> Iterator[Session]:
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        yield session


@pytest.fixture
def client(session: Session) -> Iterator[TestClient]:
    """A browser that nobody has logged in with yet."""
    app.dependency_overrides[get_session] = lambda: session
    with TestClient(app, headers={"accept": "text/html"}, follow_redirects=False) as client:
        yield client
    app.dependency_overrides.clear()


@pytest.fixture
def log_in(client: TestClient, session: Session) -> Callable[[Role], User]:
    def log_in_as(role: Role) -> User:
        user = samples.user(role)
        session.add(user)
        session.commit()
        form = {
            TOKEN: samples.token(client, "/login"),
            "email": user.email,
            "password": samples.PASSWORD,
        }
        assert client.post("/login", data=form).status_code == 303
        return user

    return log_in_as

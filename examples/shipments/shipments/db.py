"""The database: one engine for the process, one session for each request."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated

from fastapi import Depends
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from shipments.config import settings


@lru_cache
def engine() -> Engine:
    # The ping replaces connections that died while the database was restarted.
    return create_engine(settings().database_url, pool_pre_ping=True, pool_size=5, max_overflow=5)


def get_session() -> Iterator[Session]:
    with Session(engine()) as session:
        yield session


Database = Annotated[Session, Depends(get_session)]

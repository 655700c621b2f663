"""What most people do: Faker once a row. As many rows as take a moment; the rate is what counts."""

from __future__ import annotations

import time
from typing import Any

FEW = 2_000
COLUMNS = ("first_name", "last_name", "email", "city", "phone", "balance", "created_at")


def _faker() -> Any:
    from faker import Faker

    faker = Faker()
    faker.seed_instance(1)
    return faker


def _rows(faker: Any, count: int) -> list[dict[str, Any]]:
    return [
        {
            "first_name": faker.first_name(),
            "last_name": faker.last_name(),
            "email": faker.unique.email(),
            "city": faker.city(),
            "phone": faker.phone_number(),
            "balance": faker.pydecimal(left_digits=5, right_digits=2, positive=True),
            "created_at": faker.date_time_this_decade(),
        }
        for _ in range(count)
    ]


def faker_and_sqlalchemy(address: str, *, at_once: int) -> float:
    """Rows a second, in one transaction. at_once: rows that an INSERT is given."""
    from sqlalchemy import MetaData, Table, create_engine, insert

    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    people = Table("people", MetaData(), autoload_with=engine)
    faker = _faker()
    began = time.perf_counter()
    with engine.begin() as connection:
        for _ in range(FEW // at_once):
            connection.execute(insert(people), _rows(faker, at_once))
    seconds = time.perf_counter() - began
    engine.dispose()
    return FEW / seconds


def faker_and_copy(address: str) -> float:
    """Rows a second, through the driver's own COPY."""
    import psycopg

    faker = _faker()
    with psycopg.connect(address) as connection:
        began = time.perf_counter()
        statement = f"COPY people ({', '.join(COLUMNS)}) FROM stdin".encode()
        with connection.cursor().copy(statement) as copy:
            for row in _rows(faker, FEW):
                copy.write_row([row[name] for name in COLUMNS])
        connection.commit()
        return FEW / (time.perf_counter() - began)

"""Long lists, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

PAGE_SIZE = 25

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        return min(self.total, (self.number - 1) * self.size + 1)

    @property
    def last(self) -> int:
        return min(self.total, self.number * self.size)


def paginate(session: Session, statement: Select[Any], number: int) -> Page[Any]:
    """Page `number` of the statement's rows, counted from 1; the last page if beyond it."""
    matching = statement.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    total = session.scalar(matching) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE) or 1))
    rows = session.scalars(statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return Page(rows=rows, number=number, total=total)

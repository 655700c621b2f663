"""How values are held while they are made.

Held ("raw"), so that values of a family compare cheaply:
    INTEGER int · NUMERIC int, scaled by 10 ** scale_of(column) · FLOAT float · BOOLEAN bool
    DATE int, days since 1970 · TIMESTAMP int, seconds since 1970 UTC · TIME, INTERVAL int, seconds
    RANGE, MULTIRANGE, COMPOSITE as structured.py says · all else str, as the server reads it
    arrays: a tuple of raw elements, of tuples where they have dimensions · NULL: None
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sandbox.seeding.schemas.schema import Column

Raw = Any

DAY = 86_400
EPOCH = date(1970, 1, 1)
EPOCH_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def scale_of(column: Column) -> int:
    """Digits after the point: what the column declares; two where it declares none."""
    if column.type == "money" or column.precision is None:
        return 2
    return max(column.scale or 0, 0)


def grain_of(column: Column) -> int:
    """The step between raw values that the type keeps apart: `numeric(3,-2)` keeps hundreds."""
    digits = max(-(column.scale or 0), 0)
    return int(10**digits)

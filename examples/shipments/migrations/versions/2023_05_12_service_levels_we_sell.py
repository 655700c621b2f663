"""service levels we sell (rows)

Revision ID: 5f18c7a3e902
Revises: 4d62e8b01f3a
Create Date: 2023-05-12 07:55:40+00:00
"""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "5f18c7a3e902"
down_revision = "4d62e8b01f3a"
branch_labels = None
depends_on = None

service_levels = sa.table(
    "service_levels",
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("max_days", sa.SmallInteger),
    sa.column("surcharge", sa.Numeric),
)

LEVELS = [
    {"code": "same-day", "name": "Same day", "max_days": 1, "surcharge": Decimal("49.00")},
    {"code": "express", "name": "Express", "max_days": 2, "surcharge": Decimal("19.50")},
    {"code": "standard", "name": "Standard", "max_days": 5, "surcharge": Decimal("0.00")},
    {"code": "economy", "name": "Economy", "max_days": 10, "surcharge": Decimal("0.00")},
]


def upgrade() -> None:
    op.bulk_insert(service_levels, LEVELS)


def downgrade() -> None:
    codes = [level["code"] for level in LEVELS]
    op.execute(service_levels.delete().where(service_levels.c.code.in_(codes)))

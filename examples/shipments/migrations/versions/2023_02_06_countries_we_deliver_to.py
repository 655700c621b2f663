"""countries we deliver to (rows)

Revision ID: 2e5b83c6af07
Revises: 1c7f0a92d4e1
Create Date: 2023-02-06 11:40:51+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "2e5b83c6af07"
down_revision = "1c7f0a92d4e1"
branch_labels = None
depends_on = None

countries = sa.table("countries", sa.column("code", sa.CHAR(2)), sa.column("name", sa.String))

NAMES = {
    "AT": "Austria",
    "BE": "Belgium",
    "CH": "Switzerland",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "ES": "Spain",
    "FR": "France",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IT": "Italy",
    "LU": "Luxembourg",
    "NL": "Netherlands",
    "NO": "Norway",
    "PL": "Poland",
    "PT": "Portugal",
    "SE": "Sweden",
}


def upgrade() -> None:
    op.bulk_insert(countries, [{"code": code, "name": name} for code, name in NAMES.items()])


def downgrade() -> None:
    op.execute(countries.delete().where(countries.c.code.in_(list(NAMES))))

"""customer numbers, given to the customers we have

Revision ID: 8e41b2d09a76
Revises: 7c03f6e8d5b9
Create Date: 2024-01-22 09:48:17+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "8e41b2d09a76"
down_revision = "7c03f6e8d5b9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("number", sa.String(12)))
    op.execute("UPDATE customers SET number = 'C-' || lpad(id::text, 6, '0')")
    op.alter_column("customers", "number", nullable=False)
    op.create_unique_constraint("uq_customers_number", "customers", ["number"])


def downgrade() -> None:
    op.drop_constraint("uq_customers_number", "customers")
    op.drop_column("customers", "number")

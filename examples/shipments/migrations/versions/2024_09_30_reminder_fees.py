"""reminder fees, and an index for the late shipments

Invoices that were overdue when we began to charge for reminders get the first fee.

Revision ID: a17d3e6f4c20
Revises: 9f5c0d7ab318
Create Date: 2024-09-30 12:22:50+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "a17d3e6f4c20"
down_revision = "9f5c0d7ab318"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "invoices",
        sa.Column("reminder_fee", sa.Numeric(6, 2), server_default="0", nullable=False),
    )
    op.execute(
        "UPDATE invoices SET reminder_fee = 7.50, updated_at = now()"
        " WHERE status = 'sent' AND due_on < DATE '2024-09-01'"
    )
    op.create_check_constraint(
        op.f("ck_invoices_reminder_fee_not_negative"), "invoices", "reminder_fee >= 0"
    )
    op.create_check_constraint(
        op.f("ck_invoices_reminder_fee_limit"), "invoices", "reminder_fee <= 40"
    )
    op.create_index("ix_shipments_status_deliver_by", "shipments", ["status", "deliver_by"])


def downgrade() -> None:
    op.drop_index("ix_shipments_status_deliver_by", "shipments")
    op.drop_column("invoices", "reminder_fee")

"""invoices

Revision ID: 6b7ad95c2e14
Revises: 5f18c7a3e902
Create Date: 2023-07-03 14:10:08+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "6b7ad95c2e14"
down_revision = "5f18c7a3e902"
branch_labels = None
depends_on = None

invoice_status = sa.Enum("draft", "sent", "paid", "void", name="invoice_status")


def upgrade() -> None:
    op.create_table(
        "invoices",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("status", invoice_status, server_default="draft", nullable=False),
        sa.Column("currency", sa.CHAR(3), server_default="EUR", nullable=False),
        sa.Column("tax_rate", sa.Numeric(4, 2), server_default="21", nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("paid_on", sa.Date),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invoices"),
        sa.UniqueConstraint("number", name="uq_invoices_number"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            ondelete="RESTRICT",
            name="fk_invoices_customer_id_customers",
        ),
        sa.CheckConstraint("tax_rate BETWEEN 0 AND 30", name=op.f("ck_invoices_tax_rate_range")),
        sa.CheckConstraint(
            "currency IN ('EUR', 'GBP', 'CHF', 'USD')", name=op.f("ck_invoices_currency")
        ),
        sa.CheckConstraint("due_on >= issued_on", name=op.f("ck_invoices_due_after_issue")),
    )
    op.create_index("ix_invoices_customer_id", "invoices", ["customer_id"])
    op.create_index("ix_invoices_issued_on", "invoices", ["issued_on"])
    op.create_table(
        "invoice_lines",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("invoice_id", sa.Integer, nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False),
        sa.Column("shipment_id", sa.Integer),
        sa.Column("description", sa.String(200), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("unit_price", sa.Numeric(12, 2), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invoice_lines"),
        sa.UniqueConstraint("invoice_id", "position", name="uq_invoice_lines_invoice_id_position"),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["invoices.id"],
            ondelete="CASCADE",
            name="fk_invoice_lines_invoice_id_invoices",
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"],
            ["shipments.id"],
            ondelete="SET NULL",
            name="fk_invoice_lines_shipment_id_shipments",
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_invoice_lines_position_positive")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_invoice_lines_quantity_positive")),
        sa.CheckConstraint(
            "unit_price >= 0", name=op.f("ck_invoice_lines_unit_price_not_negative")
        ),
    )
    op.create_index("ix_invoice_lines_shipment_id", "invoice_lines", ["shipment_id"])


def downgrade() -> None:
    op.drop_table("invoice_lines")
    op.drop_table("invoices")
    invoice_status.drop(op.get_bind())

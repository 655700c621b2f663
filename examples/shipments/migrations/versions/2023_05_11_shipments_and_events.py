"""shipments and their events

Revision ID: 4d62e8b01f3a
Revises: 3a90d1f4b6c8
Create Date: 2023-05-11 13:27:19+00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "4d62e8b01f3a"
down_revision = "3a90d1f4b6c8"
branch_labels = None
depends_on = None

shipment_status = sa.Enum(
    "booked",
    "picked_up",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "returned",
    "cancelled",
    name="shipment_status",
)
event_kind = sa.Enum(
    "created", "pickup", "scan", "customs", "delay", "delivery", "note", name="event_kind"
)


def moment(name: str, **options) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **options)


def upgrade() -> None:
    op.create_table(
        "service_levels",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("max_days", sa.SmallInteger, nullable=False),
        sa.Column("surcharge", sa.Numeric(8, 2), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_service_levels"),
        sa.CheckConstraint(
            "max_days BETWEEN 1 AND 30", name=op.f("ck_service_levels_max_days_range")
        ),
        sa.CheckConstraint("surcharge >= 0", name=op.f("ck_service_levels_surcharge_not_negative")),
    )
    op.create_table(
        "shipments",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("status", shipment_status, server_default="booked", nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("origin_id", sa.Integer, nullable=False),
        sa.Column("destination_id", sa.Integer, nullable=False),
        sa.Column("driver_id", sa.Integer),
        sa.Column("service_level_code", sa.String(20), nullable=False),
        sa.Column("weight_kg", sa.Numeric(10, 3), nullable=False),
        sa.Column("price", sa.Numeric(12, 2), nullable=False),
        sa.Column("currency", sa.CHAR(3), server_default="EUR", nullable=False),
        moment("pickup_at", nullable=False),
        moment("deliver_by", nullable=False),
        moment("delivered_at"),
        sa.Column("attributes", JSONB, server_default=sa.text("'{}'::jsonb"), nullable=False),
        moment("created_at", server_default=sa.func.now(), nullable=False),
        moment("updated_at", server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shipments"),
        sa.UniqueConstraint("reference", name="uq_shipments_reference"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            ondelete="RESTRICT",
            name="fk_shipments_customer_id_customers",
        ),
        sa.ForeignKeyConstraint(
            ["origin_id"],
            ["addresses.id"],
            ondelete="RESTRICT",
            name="fk_shipments_origin_id_addresses",
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["addresses.id"],
            ondelete="RESTRICT",
            name="fk_shipments_destination_id_addresses",
        ),
        sa.ForeignKeyConstraint(
            ["driver_id"],
            ["drivers.id"],
            ondelete="SET NULL",
            name="fk_shipments_driver_id_drivers",
        ),
        sa.ForeignKeyConstraint(
            ["service_level_code"],
            ["service_levels.code"],
            ondelete="RESTRICT",
            name="fk_shipments_service_level_code_service_levels",
        ),
        sa.CheckConstraint(
            "char_length(reference) >= 6", name=op.f("ck_shipments_reference_length")
        ),
        sa.CheckConstraint("weight_kg > 0", name=op.f("ck_shipments_weight_positive")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_shipments_price_not_negative")),
        sa.CheckConstraint(
            "currency IN ('EUR', 'GBP', 'CHF', 'USD')", name=op.f("ck_shipments_currency")
        ),
        sa.CheckConstraint(
            "deliver_by >= pickup_at", name=op.f("ck_shipments_delivery_after_pickup")
        ),
    )
    op.create_index("ix_shipments_customer_id", "shipments", ["customer_id"])
    op.create_index("ix_shipments_driver_id", "shipments", ["driver_id"])
    op.create_table(
        "shipment_events",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("shipment_id", sa.Integer, nullable=False),
        sa.Column("kind", event_kind, nullable=False),
        moment("occurred_at", server_default=sa.func.now(), nullable=False),
        sa.Column("location", sa.String(120)),
        sa.Column("note", sa.Text),
        sa.Column("recorded_by_id", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_shipment_events"),
        sa.ForeignKeyConstraint(
            ["shipment_id"],
            ["shipments.id"],
            ondelete="CASCADE",
            name="fk_shipment_events_shipment_id_shipments",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["users.id"],
            ondelete="SET NULL",
            name="fk_shipment_events_recorded_by_id_users",
        ),
    )
    op.create_index(
        "ix_shipment_events_shipment_id_occurred_at",
        "shipment_events",
        ["shipment_id", "occurred_at"],
    )


def downgrade() -> None:
    op.drop_table("shipment_events")
    op.drop_table("shipments")
    op.drop_table("service_levels")
    event_kind.drop(op.get_bind())
    shipment_status.drop(op.get_bind())

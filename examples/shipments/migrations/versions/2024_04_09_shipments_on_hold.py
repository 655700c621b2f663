"""shipments can be put on hold

Revision ID: 9f5c0d7ab318
Revises: 8e41b2d09a76
Create Date: 2024-04-09 15:05:29+00:00
"""

from alembic import op

revision = "9f5c0d7ab318"
down_revision = "8e41b2d09a76"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TYPE shipment_status ADD VALUE 'on_hold' AFTER 'in_transit'")


def downgrade() -> None:
    # A value cannot be taken out of an enum type, so the type is made anew without it.
    # It is compared as text, because it may have been added in this very transaction.
    op.execute("UPDATE shipments SET status = 'in_transit' WHERE status::text = 'on_hold'")
    op.execute("ALTER TYPE shipment_status RENAME TO shipment_status_with_hold")
    op.execute(
        "CREATE TYPE shipment_status AS ENUM ('booked', 'picked_up', 'in_transit',"
        " 'out_for_delivery', 'delivered', 'returned', 'cancelled')"
    )
    op.execute(
        "ALTER TABLE shipments ALTER COLUMN status DROP DEFAULT,"
        " ALTER COLUMN status TYPE shipment_status USING status::text::shipment_status,"
        " ALTER COLUMN status SET DEFAULT 'booked'"
    )
    op.execute("DROP TYPE shipment_status_with_hold")

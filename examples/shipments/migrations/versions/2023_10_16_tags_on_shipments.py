"""tags on shipments

Revision ID: 7c03f6e8d5b9
Revises: 6b7ad95c2e14
Create Date: 2023-10-16 10:31:44+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "7c03f6e8d5b9"
down_revision = "6b7ad95c2e14"
branch_labels = None
depends_on = None

TAGS = [
    {"slug": "cold-chain", "label": "Cold chain"},
    {"slug": "fragile", "label": "Fragile"},
    {"slug": "hazardous", "label": "Hazardous"},
    {"slug": "high-value", "label": "High value"},
    {"slug": "oversized", "label": "Oversized"},
    {"slug": "signature", "label": "Signature required"},
    {"slug": "tail-lift", "label": "Tail lift needed"},
]


def upgrade() -> None:
    tags = op.create_table(
        "tags",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tags"),
        sa.UniqueConstraint("slug", name="uq_tags_slug"),
    )
    op.bulk_insert(tags, TAGS)
    op.create_table(
        "shipment_tags",
        sa.Column("shipment_id", sa.Integer, nullable=False),
        sa.Column("tag_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("shipment_id", "tag_id", name="pk_shipment_tags"),
        sa.ForeignKeyConstraint(
            ["shipment_id"],
            ["shipments.id"],
            ondelete="CASCADE",
            name="fk_shipment_tags_shipment_id_shipments",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], ondelete="CASCADE", name="fk_shipment_tags_tag_id_tags"
        ),
    )
    op.create_index("ix_shipment_tags_tag_id", "shipment_tags", ["tag_id"])


def downgrade() -> None:
    op.drop_table("shipment_tags")
    op.drop_table("tags")

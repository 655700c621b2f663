"""Sandboxes, what was kept, settings, the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sandboxes",
        sa.Column("name", sa.String(63), primary_key=True),
        sa.Column("app", sa.String(63), nullable=False),
        sa.Column("owner", sa.String(63), nullable=False),
        sa.Column("label", sa.String(63)),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("branch", sa.Text, nullable=False),
        sa.Column("base", sa.Text),
        sa.Column("rows", sa.Integer),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("used", sa.Float, nullable=False),
    )
    op.create_table(
        "kept",
        sa.Column("id", sa.String(120), primary_key=True),
        sa.Column("name", sa.String(63), nullable=False, index=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("ref", sa.Text),
        sa.Column("workspace", sa.Text),
        sa.Column("snapshot", sa.Text),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(63), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("name", sa.String(63), nullable=False, index=True),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("journal", "settings", "kept", "sandboxes"):
        op.drop_table(table)

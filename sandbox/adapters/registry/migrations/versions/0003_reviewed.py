"""Which sandbox.toml of the maintainers counts: its commit and its text."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("sandboxes", sa.Column("reviewed", sa.String(64)))
    op.add_column("sandboxes", sa.Column("rules", sa.Text))


def downgrade() -> None:
    op.drop_column("sandboxes", "rules")
    op.drop_column("sandboxes", "reviewed")

"""Which scenario a sandbox's data is of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("sandboxes", sa.Column("scenario", sa.String(120)))


def downgrade() -> None:
    op.drop_column("sandboxes", "scenario")

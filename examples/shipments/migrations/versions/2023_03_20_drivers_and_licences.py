"""drivers and their licences

Revision ID: 3a90d1f4b6c8
Revises: 2e5b83c6af07
Create Date: 2023-03-20 08:02:33+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "3a90d1f4b6c8"
down_revision = "2e5b83c6af07"
branch_labels = None
depends_on = None

driver_status = sa.Enum("active", "on_leave", "retired", name="driver_status")

CLASSES = [
    {"code": "B", "description": "Vans up to 3.5 t"},
    {"code": "C1", "description": "Lorries up to 7.5 t"},
    {"code": "C", "description": "Lorries over 7.5 t"},
    {"code": "CE", "description": "Lorries with a trailer"},
    {"code": "ADR", "description": "Dangerous goods"},
]


def upgrade() -> None:
    classes = op.create_table(
        "licence_classes",
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("description", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_licence_classes"),
    )
    op.bulk_insert(classes, CLASSES)
    op.create_table(
        "drivers",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("employee_number", sa.String(12), nullable=False),
        sa.Column("first_name", sa.String(60), nullable=False),
        sa.Column("last_name", sa.String(60), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.Column("birth_date", sa.Date, nullable=False),
        sa.Column("hired_on", sa.Date, nullable=False),
        sa.Column("status", driver_status, server_default="active", nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.Column(
            "updated_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name="pk_drivers"),
        sa.UniqueConstraint("employee_number", name="uq_drivers_employee_number"),
        sa.UniqueConstraint("email", name="uq_drivers_email"),
        sa.CheckConstraint(
            "char_length(employee_number) >= 4", name=op.f("ck_drivers_employee_number_length")
        ),
        sa.CheckConstraint(
            "birth_date > DATE '1940-01-01'", name=op.f("ck_drivers_birth_date_plausible")
        ),
    )
    op.create_table(
        "driver_licences",
        sa.Column("driver_id", sa.Integer, nullable=False),
        sa.Column("licence_code", sa.String(5), nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("driver_id", "licence_code", name="pk_driver_licences"),
        sa.ForeignKeyConstraint(
            ["driver_id"],
            ["drivers.id"],
            ondelete="CASCADE",
            name="fk_driver_licences_driver_id_drivers",
        ),
        sa.ForeignKeyConstraint(
            ["licence_code"],
            ["licence_classes.code"],
            ondelete="RESTRICT",
            name="fk_driver_licences_licence_code_licence_classes",
        ),
    )


def downgrade() -> None:
    op.drop_table("driver_licences")
    op.drop_table("drivers")
    op.drop_table("licence_classes")
    driver_status.drop(op.get_bind())

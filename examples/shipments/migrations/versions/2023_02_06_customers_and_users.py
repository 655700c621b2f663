"""customers and users

Revision ID: 1c7f0a92d4e1
Revises:
Create Date: 2023-02-06 09:14:02+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = "1c7f0a92d4e1"
down_revision = None
branch_labels = None
depends_on = None

user_role = sa.Enum("viewer", "dispatcher", "accountant", "admin", name="user_role")


def stamps() -> list[sa.Column]:
    return [
        sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)
        for name in ("created_at", "updated_at")
    ]


def upgrade() -> None:
    op.create_table(
        "countries",
        sa.Column("code", sa.CHAR(2), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_countries"),
        sa.UniqueConstraint("name", name="uq_countries_name"),
        sa.CheckConstraint("char_length(code) = 2", name=op.f("ck_countries_code_length")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("full_name", sa.String(120), nullable=False),
        sa.Column("password_hash", sa.String(128), nullable=False),
        sa.Column("role", user_role, nullable=False),
        sa.Column("is_active", sa.Boolean, server_default=sa.text("true"), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True)),
        stamps()[0],
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("segment", sa.String(20), nullable=False),
        sa.Column("vat_number", sa.String(20)),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(32)),
        sa.Column("website", sa.String(200)),
        sa.Column("payment_days", sa.SmallInteger, server_default="30", nullable=False),
        sa.Column("credit_limit", sa.Numeric(12, 2), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean, server_default=sa.text("true"), nullable=False),
        sa.Column("notes", sa.Text),
        sa.Column("parent_id", sa.Integer),
        *stamps(),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("vat_number", name="uq_customers_vat_number"),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["customers.id"],
            ondelete="SET NULL",
            name="fk_customers_parent_id_customers",
        ),
        sa.CheckConstraint(
            "segment IN ('retail', 'wholesale', 'industry', 'public')",
            name=op.f("ck_customers_segment"),
        ),
        sa.CheckConstraint(
            "payment_days BETWEEN 0 AND 90", name=op.f("ck_customers_payment_days_range")
        ),
        sa.CheckConstraint(
            "credit_limit >= 0", name=op.f("ck_customers_credit_limit_not_negative")
        ),
    )
    op.create_index("ix_customers_name", "customers", ["name"])
    op.create_index("ix_customers_parent_id", "customers", ["parent_id"])
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("first_name", sa.String(60), nullable=False),
        sa.Column("last_name", sa.String(60), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(32)),
        sa.Column("job_title", sa.String(80)),
        sa.Column("is_primary", sa.Boolean, server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("customer_id", "email", name="uq_contacts_customer_id_email"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            ondelete="CASCADE",
            name="fk_contacts_customer_id_customers",
        ),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.Integer, sa.Identity(), nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("street", sa.String(120), nullable=False),
        sa.Column("postcode", sa.String(10), nullable=False),
        sa.Column("city", sa.String(80), nullable=False),
        sa.Column("country_code", sa.CHAR(2), nullable=False),
        sa.Column("latitude", sa.Numeric(9, 6)),
        sa.Column("longitude", sa.Numeric(9, 6)),
        sa.Column("delivery_notes", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            ondelete="CASCADE",
            name="fk_addresses_customer_id_customers",
        ),
        sa.ForeignKeyConstraint(
            ["country_code"],
            ["countries.code"],
            ondelete="RESTRICT",
            name="fk_addresses_country_code_countries",
        ),
        sa.CheckConstraint(
            "char_length(postcode) BETWEEN 3 AND 10", name=op.f("ck_addresses_postcode_length")
        ),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_addresses_latitude_range")),
        sa.CheckConstraint(
            "longitude BETWEEN -180 AND 180", name=op.f("ck_addresses_longitude_range")
        ),
    )
    op.create_index("ix_addresses_customer_id", "addresses", ["customer_id"])


def downgrade() -> None:
    op.drop_table("addresses")
    op.drop_table("contacts")
    op.drop_table("customers")
    op.drop_table("users")
    op.drop_table("countries")
    user_role.drop(op.get_bind())

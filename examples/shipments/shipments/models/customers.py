"""Customers, the people there, and the places goods go from and to."""

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import (
    CHAR,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shipments.models.base import Base, Numbered, Stamped
from shipments.models.lookups import Country

if TYPE_CHECKING:
    from shipments.models.shipments import Shipment


class Customer(Numbered, Stamped, Base):
    """A customer may belong to a group: then `parent` is the group's head."""

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("segment IN ('retail', 'wholesale', 'industry', 'public')", name="segment"),
        CheckConstraint("payment_days BETWEEN 0 AND 90", name="payment_days_range"),
        CheckConstraint("credit_limit >= 0", name="credit_limit_not_negative"),
        Index("ix_customers_name", "name"),
    )

    number: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    segment: Mapped[str] = mapped_column(String(20))
    vat_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(32))
    website: Mapped[str | None] = mapped_column(String(200))
    payment_days: Mapped[int] = mapped_column(SmallInteger, server_default="30")
    credit_limit: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default="0")
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    notes: Mapped[str | None] = mapped_column(Text)
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id", ondelete="SET NULL"), index=True
    )

    parent: Mapped["Customer | None"] = relationship(
        remote_side="Customer.id", back_populates="subsidiaries"
    )
    subsidiaries: Mapped[list["Customer"]] = relationship(
        back_populates="parent", order_by="Customer.name"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="customer", order_by="Contact.last_name"
    )
    addresses: Mapped[list["Address"]] = relationship(
        back_populates="customer", order_by="Address.id"
    )
    shipments: Mapped[list["Shipment"]] = relationship(back_populates="customer")


class Contact(Numbered, Base):
    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("customer_id", "email"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    first_name: Mapped[str] = mapped_column(String(60))
    last_name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(32))
    job_title: Mapped[str | None] = mapped_column(String(80))
    is_primary: Mapped[bool] = mapped_column(server_default=text("false"))

    customer: Mapped[Customer] = relationship(back_populates="contacts")


class Address(Numbered, Base):
    __tablename__ = "addresses"
    __table_args__ = (
        CheckConstraint("char_length(postcode) BETWEEN 3 AND 10", name="postcode_length"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range"),
    )

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(String(60))
    street: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(80))
    country_code: Mapped[str] = mapped_column(
        CHAR(2), ForeignKey("countries.code", ondelete="RESTRICT")
    )
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    delivery_notes: Mapped[str | None] = mapped_column(Text)

    customer: Mapped[Customer] = relationship(back_populates="addresses")
    country: Mapped[Country] = relationship()

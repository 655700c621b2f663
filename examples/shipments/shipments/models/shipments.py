"""Shipments and what happens to them on the way."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CHAR,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Numeric,
    String,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shipments.models.base import Base, Numbered, Stamped, enum_column
from shipments.models.customers import Address, Customer
from shipments.models.enums import OPEN_STATUSES, EventKind, ShipmentStatus
from shipments.models.lookups import ServiceLevel, Tag
from shipments.models.people import Driver, User

if TYPE_CHECKING:
    from shipments.models.billing import InvoiceLine

shipment_tags = Table(
    "shipment_tags",
    Base.metadata,
    Column("shipment_id", ForeignKey("shipments.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Shipment(Numbered, Stamped, Base):
    __tablename__ = "shipments"
    __table_args__ = (
        CheckConstraint("char_length(reference) >= 6", name="reference_length"),
        CheckConstraint("weight_kg > 0", name="weight_positive"),
        CheckConstraint("price >= 0", name="price_not_negative"),
        CheckConstraint("currency IN ('EUR', 'GBP', 'CHF', 'USD')", name="currency"),
        CheckConstraint("deliver_by >= pickup_at", name="delivery_after_pickup"),
        Index("ix_shipments_status_deliver_by", "status", "deliver_by"),
    )

    reference: Mapped[str] = mapped_column(String(20), unique=True)
    status: Mapped[ShipmentStatus] = mapped_column(
        enum_column(ShipmentStatus, "shipment_status"), server_default="booked"
    )
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="RESTRICT"), index=True
    )
    origin_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="RESTRICT"))
    destination_id: Mapped[int] = mapped_column(ForeignKey("addresses.id", ondelete="RESTRICT"))
    driver_id: Mapped[int | None] = mapped_column(
        ForeignKey("drivers.id", ondelete="SET NULL"), index=True
    )
    service_level_code: Mapped[str] = mapped_column(
        ForeignKey("service_levels.code", ondelete="RESTRICT")
    )
    weight_kg: Mapped[Decimal] = mapped_column(Numeric(10, 3))
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    currency: Mapped[str] = mapped_column(CHAR(3), server_default="EUR")
    pickup_at: Mapped[datetime]
    deliver_by: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    attributes: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))

    customer: Mapped[Customer] = relationship(back_populates="shipments")
    origin: Mapped[Address] = relationship(foreign_keys=origin_id)
    destination: Mapped[Address] = relationship(foreign_keys=destination_id)
    driver: Mapped[Driver | None] = relationship()
    service_level: Mapped[ServiceLevel] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=shipment_tags, order_by=Tag.label)
    events: Mapped[list["ShipmentEvent"]] = relationship(
        back_populates="shipment",
        cascade="all, delete-orphan",
        order_by="ShipmentEvent.occurred_at.desc()",
    )
    invoice_lines: Mapped[list["InvoiceLine"]] = relationship(back_populates="shipment")

    def is_late(self, now: datetime) -> bool:
        return self.status in OPEN_STATUSES and self.deliver_by < now


class ShipmentEvent(Numbered, Base):
    __tablename__ = "shipment_events"
    __table_args__ = (
        Index("ix_shipment_events_shipment_id_occurred_at", "shipment_id", "occurred_at"),
    )

    shipment_id: Mapped[int] = mapped_column(ForeignKey("shipments.id", ondelete="CASCADE"))
    kind: Mapped[EventKind] = mapped_column(enum_column(EventKind, "event_kind"))
    occurred_at: Mapped[datetime] = mapped_column(server_default=func.now())
    location: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(Text)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    shipment: Mapped[Shipment] = relationship(back_populates="events")
    recorded_by: Mapped[User | None] = relationship()

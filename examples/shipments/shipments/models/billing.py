"""Invoices. Amounts live on the lines; an invoice's sums are always derived from them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    CHAR,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shipments.lib.money import add_up, percentage
from shipments.models.base import Base, Numbered, Stamped, enum_column
from shipments.models.customers import Customer
from shipments.models.enums import InvoiceStatus
from shipments.models.shipments import Shipment


class Invoice(Numbered, Stamped, Base):
    __tablename__ = "invoices"
    __table_args__ = (
        CheckConstraint("tax_rate BETWEEN 0 AND 30", name="tax_rate_range"),
        CheckConstraint("reminder_fee >= 0", name="reminder_fee_not_negative"),
        CheckConstraint("reminder_fee <= 40", name="reminder_fee_limit"),
        CheckConstraint("currency IN ('EUR', 'GBP', 'CHF', 'USD')", name="currency"),
        CheckConstraint("due_on >= issued_on", name="due_after_issue"),
        Index("ix_invoices_issued_on", "issued_on"),
    )

    number: Mapped[str] = mapped_column(String(20), unique=True)
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="RESTRICT"), index=True
    )
    status: Mapped[InvoiceStatus] = mapped_column(
        enum_column(InvoiceStatus, "invoice_status"), server_default="draft"
    )
    currency: Mapped[str] = mapped_column(CHAR(3), server_default="EUR")
    tax_rate: Mapped[Decimal] = mapped_column(Numeric(4, 2), server_default="21")
    reminder_fee: Mapped[Decimal] = mapped_column(Numeric(6, 2), server_default="0")
    issued_on: Mapped[date]
    due_on: Mapped[date]
    paid_on: Mapped[date | None]

    customer: Mapped[Customer] = relationship()
    lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice",
        cascade="all, delete-orphan",
        order_by="InvoiceLine.position",
    )

    @property
    def net(self) -> Decimal:
        return add_up(line.amount for line in self.lines)

    @property
    def tax(self) -> Decimal:
        return percentage(self.net, self.tax_rate)

    @property
    def total(self) -> Decimal:
        return self.net + self.tax + self.reminder_fee

    def is_overdue(self, today: date) -> bool:
        return self.status is InvoiceStatus.SENT and self.due_on < today


class InvoiceLine(Numbered, Base):
    __tablename__ = "invoice_lines"
    __table_args__ = (
        UniqueConstraint("invoice_id", "position"),
        CheckConstraint("position > 0", name="position_positive"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price >= 0", name="unit_price_not_negative"),
    )

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(SmallInteger)
    shipment_id: Mapped[int | None] = mapped_column(
        ForeignKey("shipments.id", ondelete="SET NULL"), index=True
    )
    description: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int] = mapped_column(Integer)
    unit_price: Mapped[Decimal] = mapped_column(Numeric(12, 2))

    invoice: Mapped[Invoice] = relationship(back_populates="lines")
    shipment: Mapped[Shipment | None] = relationship(back_populates="invoice_lines")

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.unit_price

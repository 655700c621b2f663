"""Invoices: the list, one in full, and what they bring in."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from shipments.lib import dates
from shipments.models import Customer, Invoice, InvoiceLine, InvoiceStatus
from shipments.queries.paging import Page, paginate

BILLED = (InvoiceStatus.SENT, InvoiceStatus.PAID)


def overdue() -> ColumnElement[bool]:
    return (Invoice.status == InvoiceStatus.SENT) & (Invoice.due_on < dates.today())


def page_of(
    session: Session, search: str, status: InvoiceStatus | None, number: int
) -> Page[Invoice]:
    statement = (
        select(Invoice)
        .options(joinedload(Invoice.customer), selectinload(Invoice.lines))
        .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
    )
    if search:
        statement = statement.where(
            or_(
                Invoice.number.icontains(search, autoescape=True),
                Invoice.customer.has(Customer.name.icontains(search, autoescape=True)),
            )
        )
    if status is not None:
        statement = statement.where(Invoice.status == status)
    return paginate(session, statement, number)


def find(session: Session, invoice_id: int) -> Invoice | None:
    return session.scalar(
        select(Invoice)
        .where(Invoice.id == invoice_id)
        .options(
            joinedload(Invoice.customer),
            selectinload(Invoice.lines).joinedload(InvoiceLine.shipment),
        )
    )


def latest_of_customer(session: Session, customer_id: int, limit: int = 5) -> list[Invoice]:
    return list(
        session.scalars(
            select(Invoice)
            .where(Invoice.customer_id == customer_id)
            .options(selectinload(Invoice.lines))
            .order_by(Invoice.issued_on.desc(), Invoice.id.desc())
            .limit(limit)
        )
    )


def revenue_by_month(session: Session, first: date, last: date) -> dict[tuple[date, str], Decimal]:
    """Net amounts that were billed from `first` to before `last`, by (month, currency)."""
    month = func.date_trunc("month", Invoice.issued_on).label("month")
    amount = func.sum(InvoiceLine.quantity * InvoiceLine.unit_price)
    rows = session.execute(
        select(month, Invoice.currency, amount)
        .join(Invoice.lines)
        .where(Invoice.issued_on >= first, Invoice.issued_on < last, Invoice.status.in_(BILLED))
        .group_by(month, Invoice.currency)
    )
    return {(moment.date(), currency): total for moment, currency, total in rows}


def count_overdue(session: Session) -> int:
    return session.scalar(select(func.count(Invoice.id)).where(overdue())) or 0


def mark_paid(session: Session, invoice: Invoice) -> None:
    """Only an invoice that was sent can be paid; any other stays as it is."""
    if invoice.status is InvoiceStatus.SENT:
        invoice.status = InvoiceStatus.PAID
        invoice.paid_on = dates.today()
        session.commit()

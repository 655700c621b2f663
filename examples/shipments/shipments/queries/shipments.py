"""Shipments: lists, one in full, and what happens to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from shipments.lib import dates
from shipments.models import (
    OPEN_STATUSES,
    Address,
    Customer,
    EventKind,
    InvoiceLine,
    Shipment,
    ShipmentEvent,
    ShipmentStatus,
    Tag,
    User,
)
from shipments.queries.paging import Page, paginate

WITH_EVENTS = selectinload(Shipment.events)
DELIVERED_BY = {EventKind.DELIVERY: ShipmentStatus.DELIVERED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    search: str = ""
    status: ShipmentStatus | None = None
    tag: str = ""
    late: bool = False


def late() -> ColumnElement[bool]:
    return Shipment.status.in_(OPEN_STATUSES) & (Shipment.deliver_by < dates.now())


def listing() -> Select[Shipment]:
    """Shipments with what a row of a list shows, newest pickup first."""
    return (
        select(Shipment)
        .options(
            joinedload(Shipment.customer),
            joinedload(Shipment.origin),
            joinedload(Shipment.destination),
            joinedload(Shipment.driver),
            selectinload(Shipment.tags),
        )
        .order_by(Shipment.pickup_at.desc(), Shipment.id.desc())
    )


def matching(filters: Filters) -> Select[Shipment]:
    statement = listing()
    if filters.search:
        statement = statement.where(
            or_(
                Shipment.reference.icontains(filters.search, autoescape=True),
                Shipment.customer.has(Customer.name.icontains(filters.search, autoescape=True)),
                Shipment.destination.has(Address.city.icontains(filters.search, autoescape=True)),
            )
        )
    if filters.status is not None:
        statement = statement.where(Shipment.status == filters.status)
    if filters.tag:
        statement = statement.where(Shipment.tags.any(Tag.slug == filters.tag))
    if filters.late:
        statement = statement.where(late())
    return statement


def page_of(
    session: Session, filters: Filters, number: int, *also: ExecutableOption
) -> Page[Shipment]:
    """`also` loads more with each shipment than a row of a list shows, such as WITH_EVENTS."""
    return paginate(session, matching(filters).options(*also), number)


def find(session: Session, shipment_id: int) -> Shipment | None:
    return session.scalar(in_full().where(Shipment.id == shipment_id))


def find_by_reference(session: Session, reference: str) -> Shipment | None:
    return session.scalar(in_full().where(Shipment.reference == reference))


def in_full() -> Select[Shipment]:
    place = joinedload(Address.country)
    return select(Shipment).options(
        joinedload(Shipment.customer),
        joinedload(Shipment.origin).options(place),
        joinedload(Shipment.destination).options(place),
        joinedload(Shipment.driver),
        joinedload(Shipment.service_level),
        selectinload(Shipment.tags),
        selectinload(Shipment.events).joinedload(ShipmentEvent.recorded_by),
        selectinload(Shipment.invoice_lines).joinedload(InvoiceLine.invoice),
    )


def count_by_status(session: Session) -> dict[ShipmentStatus, int]:
    """Every status, those without shipments too, in the order of a shipment's life."""
    rows = session.execute(select(Shipment.status, func.count()).group_by(Shipment.status))
    counts = {status: count for status, count in rows}
    return {status: counts.get(status, 0) for status in ShipmentStatus}


def latest_of_customer(session: Session, customer_id: int, limit: int = 10) -> list[Shipment]:
    statement = listing().where(Shipment.customer_id == customer_id).limit(limit)
    return list(session.scalars(statement))


def tags(session: Session) -> list[Tag]:
    return list(session.scalars(select(Tag).order_by(Tag.label)))


def record_event(
    session: Session,
    shipment: Shipment,
    *,
    kind: EventKind,
    occurred_at: datetime,
    location: str = "",
    note: str = "",
    status: ShipmentStatus | None = None,
    user: User,
) -> ShipmentEvent:
    """Adds an event and, where `status` is given or follows from the kind, moves the shipment."""
    event = ShipmentEvent(
        kind=kind,
        occurred_at=occurred_at,
        location=location or None,
        note=note or None,
        recorded_by=user,
    )
    shipment.events.insert(0, event)
    set_status(shipment, status or DELIVERED_BY.get(kind, shipment.status), occurred_at)
    session.commit()
    return event


def set_status(shipment: Shipment, status: ShipmentStatus, moment: datetime) -> None:
    if status is shipment.status:
        return
    shipment.status = status
    shipment.delivered_at = moment if status is ShipmentStatus.DELIVERED else None

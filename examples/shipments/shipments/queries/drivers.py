"""Drivers and what they have on the road."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from shipments.models import OPEN_STATUSES, Driver, DriverLicence, DriverStatus, Shipment
from shipments.queries.paging import Page, paginate


def page_of(session: Session, status: DriverStatus | None, number: int) -> Page[Driver]:
    statement = (
        select(Driver)
        .options(selectinload(Driver.licences).joinedload(DriverLicence.licence))
        .order_by(Driver.last_name, Driver.first_name, Driver.id)
    )
    if status is not None:
        statement = statement.where(Driver.status == status)
    return paginate(session, statement, number)


def open_shipments(session: Session, drivers: list[Driver]) -> dict[int, int]:
    """How many shipments are under way, by the driver's id; only those with any."""
    ids = [driver.id for driver in drivers]
    rows = session.execute(
        select(Shipment.driver_id, func.count())
        .where(Shipment.driver_id.in_(ids), Shipment.status.in_(OPEN_STATUSES))
        .group_by(Shipment.driver_id)
    )
    return {driver_id: count for driver_id, count in rows if driver_id is not None}


def count_active(session: Session) -> int:
    active = select(func.count(Driver.id)).where(Driver.status == DriverStatus.ACTIVE)
    return session.scalar(active) or 0

"""What the first page shows, in as few queries as it takes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from shipments.lib import dates
from shipments.models import OPEN_STATUSES, Shipment, ShipmentEvent, ShipmentStatus
from shipments.queries import drivers, invoices, shipments

MAIN_CURRENCY = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    by_status: dict[ShipmentStatus, int]
    late_count: int
    late: list[Shipment]
    delivered_this_week: int
    active_drivers: int
    events: list[ShipmentEvent]

    @property
    def open_count(self) -> int:
        return sum(self.by_status[status] for status in OPEN_STATUSES)

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Revenue:
    """Net amounts: this month by currency, and the last months in the main currency."""

    this_month: dict[str, Decimal]
    months: list[tuple[date, Decimal]]
    overdue_count: int

    @property
    def highest(self) -> Decimal:
        return max((amount for _, amount in self.months), default=Decimal(0)) or Decimal(1)


def overview(session: Session) -> Overview:
    delivered = select(func.count(Shipment.id)).where(
        Shipment.status == ShipmentStatus.DELIVERED, Shipment.delivered_at >= dates.days_ago(7)
    )
    late_count = select(func.count(Shipment.id)).where(shipments.late())
    most_late = (
        shipments.listing().where(shipments.late()).order_by(None).order_by(Shipment.deliver_by)
    )
    return Overview(
        by_status=shipments.count_by_status(session),
        late_count=session.scalar(late_count) or 0,
        late=list(session.scalars(most_late.limit(8))),
        delivered_this_week=session.scalar(delivered) or 0,
        active_drivers=drivers.count_active(session),
        events=latest_events(session),
    )


def latest_events(session: Session, limit: int = 7) -> list[ShipmentEvent]:
    return list(
        session.scalars(
            select(ShipmentEvent)
            .where(ShipmentEvent.occurred_at <= dates.now())
            .options(joinedload(ShipmentEvent.shipment), joinedload(ShipmentEvent.recorded_by))
            .order_by(ShipmentEvent.occurred_at.desc(), ShipmentEvent.id.desc())
            .limit(limit)
        )
    )


def revenue(session: Session, today: date, months: int = 6) -> Revenue:
    this_month = dates.first_of_month(today)
    firsts = [dates.first_of_month(today, -back) for back in reversed(range(months))]
    billed = invoices.revenue_by_month(session, firsts[0], dates.first_of_month(today, 1))
    by_currency = {c: amount for (month, c), amount in billed.items() if month == this_month}
    return Revenue(
        this_month={MAIN_CURRENCY: Decimal(0)} | by_currency,
        months=[(month, billed.get((month, MAIN_CURRENCY), Decimal(0))) for month in firsts],
        overdue_count=invoices.count_overdue(session),
    )

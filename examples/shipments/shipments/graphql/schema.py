"""What can be asked, and the one thing that can be changed."""

from datetime import datetime

import strawberry
from strawberry.types import Info

from shipments.forms import tidy
from shipments.graphql.context import Context
from shipments.graphql.types import Customer, Shipment
from shipments.lib import dates
from shipments.models import EventKind, ShipmentStatus
from shipments.permissions import Permission
from shipments.queries import customers, shipments

Asked = Info[Context, None]


@strawberry.type
class Query:
    @strawberry.field
    def shipments(
        self,
        info: Asked,
        search: str = "",
        status: ShipmentStatus | None = None,
        late: bool = False,
        page: int = 1,
    ) -> list[Shipment]:
        filters = shipments.Filters(search=tidy(search), status=status, late=late)
        found = shipments.page_of(info.context.session, filters, page, shipments.WITH_EVENTS)
        return [Shipment.of(row) for row in found.rows]

    @strawberry.field
    def shipment(self, info: Asked, reference: str) -> Shipment | None:
        row = shipments.find_by_reference(info.context.session, tidy(reference))
        return Shipment.of(row) if row is not None else None

    @strawberry.field
    def customers(self, info: Asked, search: str = "", page: int = 1) -> list[Customer]:
        found = customers.page_of(info.context.session, tidy(search), page)
        return [Customer.of(row) for row in found.rows]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def record_event(
        self,
        info: Asked,
        reference: str,
        kind: EventKind,
        location: str = "",
        note: str = "",
        status: ShipmentStatus | None = None,
        occurred_at: datetime | None = None,
    ) -> Shipment:
        """Adds an event to a shipment and, with `status`, moves the shipment on."""
        user = info.context.require(Permission.DISPATCH)
        row = shipments.find_by_reference(info.context.session, tidy(reference))
        if row is None:
            raise ValueError(f"There is no shipment {reference}.")
        shipments.record_event(
            info.context.session,
            row,
            kind=kind,
            occurred_at=dates.aware(occurred_at) if occurred_at else dates.now(),
            location=tidy(location)[:120],
            note=tidy(note),
            status=status,
            user=user,
        )
        return Shipment.of(row)


schema = strawberry.Schema(query=Query, mutation=Mutation)

"""The tables as GraphQL shows them."""

from datetime import datetime
from decimal import Decimal

import strawberry
from strawberry.scalars import JSON

from shipments import models
from shipments.lib import dates
from shipments.models import EventKind, ShipmentStatus

strawberry.enum(ShipmentStatus)
strawberry.enum(EventKind)


@strawberry.type
class Place:
    street: str
    postcode: str
    city: str
    country: str

    @classmethod
    def of(cls, row: models.Address) -> "Place":
        return cls(
            street=row.street, postcode=row.postcode, city=row.city, country=row.country_code
        )


@strawberry.type
class Customer:
    id: strawberry.ID
    number: str
    name: str
    segment: str
    email: str
    is_active: bool

    @classmethod
    def of(cls, row: models.Customer) -> "Customer":
        return cls(
            id=strawberry.ID(str(row.id)),
            number=row.number,
            name=row.name,
            segment=row.segment,
            email=row.email,
            is_active=row.is_active,
        )


@strawberry.type
class Event:
    kind: EventKind
    occurred_at: datetime
    location: str | None
    note: str | None

    @classmethod
    def of(cls, row: models.ShipmentEvent) -> "Event":
        return cls(kind=row.kind, occurred_at=row.occurred_at, location=row.location, note=row.note)


@strawberry.type
class Shipment:
    row: strawberry.Private[models.Shipment]
    id: strawberry.ID
    reference: str
    status: ShipmentStatus
    weight_kg: Decimal
    price: Decimal
    currency: str
    pickup_at: datetime
    deliver_by: datetime
    delivered_at: datetime | None
    attributes: JSON

    @classmethod
    def of(cls, row: models.Shipment) -> "Shipment":
        return cls(
            row=row,
            id=strawberry.ID(str(row.id)),
            reference=row.reference,
            status=row.status,
            weight_kg=row.weight_kg,
            price=row.price,
            currency=row.currency,
            pickup_at=row.pickup_at,
            deliver_by=row.deliver_by,
            delivered_at=row.delivered_at,
            attributes=JSON(row.attributes),
        )

    @strawberry.field
    def is_late(self) -> bool:
        return self.row.is_late(dates.now())

    @strawberry.field
    def customer(self) -> Customer:
        return Customer.of(self.row.customer)

    @strawberry.field
    def origin(self) -> Place:
        return Place.of(self.row.origin)

    @strawberry.field
    def destination(self) -> Place:
        return Place.of(self.row.destination)

    @strawberry.field
    def tags(self) -> list[str]:
        return [tag.slug for tag in self.row.tags]

    @strawberry.field
    def events(self) -> list[Event]:
        return [Event.of(event) for event in self.row.events]

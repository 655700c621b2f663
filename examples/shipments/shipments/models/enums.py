"""The fixed choices that are PostgreSQL enum types."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"
    DISPATCHER = "dispatcher"
    ACCOUNTANT = "accountant"
    ADMIN = "admin"


class DriverStatus(StrEnum):
    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    RETIRED = "retired"


class ShipmentStatus(StrEnum):
    BOOKED = "booked"
    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    ON_HOLD = "on_hold"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    RETURNED = "returned"
    CANCELLED = "cancelled"


OPEN_STATUSES = (
    ShipmentStatus.BOOKED,
    ShipmentStatus.PICKED_UP,
    ShipmentStatus.IN_TRANSIT,
    ShipmentStatus.ON_HOLD,
    ShipmentStatus.OUT_FOR_DELIVERY,
)


class EventKind(StrEnum):
    CREATED = "created"
    PICKUP = "pickup"
    SCAN = "scan"
    CUSTOMS = "customs"
    DELAY = "delay"
    DELIVERY = "delivery"
    NOTE = "note"


class InvoiceStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    PAID = "paid"
    VOID = "void"

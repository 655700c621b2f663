"""The tables. Import them from here."""

from shipments.models.base import Base
from shipments.models.billing import Invoice, InvoiceLine
from shipments.models.customers import Address, Contact, Customer
from shipments.models.enums import (
    OPEN_STATUSES,
    DriverStatus,
    EventKind,
    InvoiceStatus,
    Role,
    ShipmentStatus,
)
from shipments.models.lookups import Country, LicenceClass, ServiceLevel, Tag
from shipments.models.people import Driver, DriverLicence, User
from shipments.models.shipments import Shipment, ShipmentEvent, shipment_tags

__all__ = [
    "OPEN_STATUSES",
    "Address",
    "Base",
    "Contact",
    "Country",
    "Customer",
    "Driver",
    "DriverLicence",
    "DriverStatus",
    "EventKind",
    "Invoice",
    "InvoiceLine",
    "InvoiceStatus",
    "LicenceClass",
    "Role",
    "ServiceLevel",
    "Shipment",
    "ShipmentEvent",
    "ShipmentStatus",
    "Tag",
    "User",
    "shipment_tags",
]

"""Rows and form tokens for the tests."""

import itertools
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from fastapi.testclient import TestClient

from shipments.lib import dates
from shipments.models import (
    Address,
    Contact,
    Customer,
    Invoice,
    InvoiceLine,
    InvoiceStatus,
    Role,
    Shipment,
    ShipmentEvent,
    ShipmentStatus,
    User,
)
from shipments.passwords import hash_password

PASSWORD = "correct horse battery"
numbers = itertools.count(1)


@lru_cache
def password_hash() -> str:
    return hash_password(PASSWORD)


def user(role: Role, *, is_active: bool = True) -> User:
    number = next(numbers)
    return User(
        email=f"{role}{number}@example.org",
        full_name=f"{role} {number}".title(),
        password_hash=password_hash(),
        role=role,
        is_active=is_active,
    )


def address(city: str = "Utrecht") -> Address:
    return Address(label="Depot", street="Kade 1", postcode="3511 AA", city=city, country_code="NL")


def customer(name: str = "Atelier Noord") -> Customer:
    number = next(numbers)
    return Customer(
        number=f"C-{number:06}",
        name=name,
        segment="retail",
        email=f"office{number}@example.org",
        contacts=[Contact(first_name="Ada", last_name="Berg", email="ada@example.org")],
        addresses=[address(), address("Porto")],
    )


def shipment(owner: Customer | None = None, *, days_left: int = 3, **columns) -> Shipment:
    owner = owner or customer()
    pickup_at = dates.now() - timedelta(days=10)
    values = {
        "reference": f"SHP-24-{next(numbers):06}",
        "status": ShipmentStatus.IN_TRANSIT,
        "service_level_code": "standard",
        "weight_kg": Decimal("12.500"),
        "price": Decimal("99.95"),
        "currency": "EUR",
    }
    return Shipment(
        customer=owner,
        origin=owner.addresses[0],
        destination=owner.addresses[1],
        pickup_at=pickup_at,
        deliver_by=dates.now() + timedelta(days=days_left),
        events=[ShipmentEvent(kind="created", occurred_at=pickup_at, location="Utrecht")],
        **(values | columns),
    )


def invoice(for_shipment: Shipment, issued_on: date | None = None, **columns) -> Invoice:
    issued_on = issued_on or dates.today()
    values = {"status": InvoiceStatus.SENT, "currency": "EUR", "tax_rate": Decimal(21)}
    return Invoice(
        number=f"INV-2024-{next(numbers):05}",
        customer=for_shipment.customer,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
        lines=[
            InvoiceLine(
                position=1,
                shipment=for_shipment,
                description="Transport",
                quantity=2,
                unit_price=Decimal("50.25"),
            )
        ],
        **(values | columns),
    )


def token(client: TestClient, path: str) -> str:
    """The form token on the page at `path`."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]

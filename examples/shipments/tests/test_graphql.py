"""The GraphQL layer."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from shipments.models import Role, Shipment, ShipmentStatus, User
from tests import samples

LogIn = Callable[[Role], User]

RECORD = """
mutation ($reference: String!) {
  recordEvent(reference: $reference, kind: DELAY, note: "snow", status: ON_HOLD) {
    status
    events { kind note }
  }
}
"""


@pytest.fixture
def row(session: Session) -> Shipment:
    shipment = samples.shipment(days_left=-1)
    session.add(shipment)
    session.commit()
    return shipment


def ask(client: TestClient, query: str, **variables: str):
    return client.post("/graphql", json={"query": query, "variables": variables}).json()


def test_shipments_and_customers_are_read(client: TestClient, log_in: LogIn, row: Shipment) -> None:
    """A program reads late shipments with their customer, and customers by name."""
    log_in(Role.VIEWER)
    answer = ask(
        client,
        "{ shipments(late: true) { reference price isLate customer { name } events { kind } }"
        ' customers(search: "noord") { number } }',
    )
    assert answer["data"] == {
        "shipments": [
            {
                "reference": row.reference,
                "price": "99.95",
                "isLate": True,
                "customer": {"name": "Atelier Noord"},
                "events": [{"kind": "CREATED"}],
            }
        ],
        "customers": [{"number": row.customer.number}],
    }


def test_dispatchers_record_events(
    client: TestClient, session: Session, log_in: LogIn, row: Shipment
) -> None:
    """A dispatcher's program records an event and moves the shipment."""
    user = log_in(Role.DISPATCHER)
    answer = ask(client, RECORD, reference=row.reference)
    assert answer["data"]["recordEvent"]["events"][0] == {"kind": "DELAY", "note": "snow"}
    session.refresh(row)
    assert (row.status, row.events[0].recorded_by) == (ShipmentStatus.ON_HOLD, user)


def test_viewers_record_nothing(
    client: TestClient, session: Session, log_in: LogIn, row: Shipment
) -> None:
    """A viewer's program is refused in the answer, and nothing changes."""
    log_in(Role.VIEWER)
    answer = ask(client, RECORD, reference=row.reference)
    assert answer["data"] is None
    assert answer["errors"][0]["message"] == "Your role does not include this."
    session.refresh(row)
    assert row.status is ShipmentStatus.IN_TRANSIT


def test_a_wrong_query_says_what_is_wrong(client: TestClient, log_in: LogIn) -> None:
    """A query for a field that is not there is answered with an error that names it."""
    log_in(Role.VIEWER)
    assert "'weather'" in ask(client, "{ weather }")["errors"][0]["message"]

"""Shipments: finding them, seeing them, and recording what happens to them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from shipments.models import Role, Shipment, ShipmentStatus, Tag, User
from tests import samples

LogIn = Callable[[Role], User]


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    statements: list[str] = []

    def remember(_connection, _cursor, statement, *_) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", remember)
    yield statements
    event.remove(connection, "before_cursor_execute", remember)


@pytest.fixture
def three(session: Session, log_in: LogIn) -> list[Shipment]:
    log_in(Role.DISPATCHER)
    fragile = session.scalars(select(Tag).where(Tag.slug == "fragile")).one()
    rows = [
        samples.shipment(samples.customer("Nordlicht 100% GmbH"), tags=[fragile]),
        samples.shipment(samples.customer("Kestrel"), days_left=-2),
        samples.shipment(samples.customer("Iberia"), days_left=-2, status=ShipmentStatus.DELIVERED),
    ]
    session.add_all(rows)
    session.commit()
    return rows


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {0, 1, 2}),
        ("?q=kestrel", {1}),
        ("?q=porto", {0, 1, 2}),
        ("?q=100%25", {0}),
        ("?q=%00kestrel", {1}),
        ("?q=nowhere", set()),
        ("?status=delivered", {2}),
        ("?status=nonsense", {0, 1, 2}),
        ("?late=true", {1}),
        ("?tag=fragile", {0}),
        ("?page=99999999999999999999", {0, 1, 2}),
    ],
)
def test_shipments_are_found(
    client: TestClient, three: list[Shipment], query: str, shown: set[int]
) -> None:
    """The list finds shipments by text, status, tag and lateness, and forgives odd addresses."""
    page = client.get(f"/shipments{query}").text
    assert {i for i, row in enumerate(three) if row.reference in page} == shown
    assert ("Nothing found" in page) == (not shown)


def test_long_lists_come_in_pages(client: TestClient, session: Session, log_in: LogIn) -> None:
    """A list shows 25 rows, says how many there are, and keeps the filters when turning over."""
    log_in(Role.VIEWER)
    owner = samples.customer()
    session.add_all(samples.shipment(owner) for _ in range(30))
    session.commit()
    first = client.get("/shipments?status=in_transit").text
    second = client.get("/shipments?status=in_transit&page=2").text
    assert "1–25 of 30" in first
    assert "?status=in_transit&amp;page=2" in first
    assert "26–30 of 30" in second


@pytest.mark.parametrize("page", ["/shipments", "/customers", "/", "/invoices"])
def test_more_rows_need_no_more_queries(
    client: TestClient, session: Session, connection: Connection, log_in: LogIn, page: str
) -> None:
    """Twenty rows are read with as many queries as two."""
    log_in(Role.ADMIN)

    def queries() -> int:
        session.expire_all()
        with counted(connection) as statements:
            assert client.get(page).status_code == 200
        return len(statements)

    session.add_all(samples.invoice(samples.shipment(days_left=-1)) for _ in range(2))
    session.commit()
    few = queries()
    session.add_all(samples.invoice(samples.shipment(days_left=-1)) for _ in range(18))
    session.commit()
    assert queries() == few
    assert few <= 12


def test_a_shipment_shows_everything(client: TestClient, session: Session, log_in: LogIn) -> None:
    """A shipment's page has its places, price, attributes, events and invoice."""
    log_in(Role.ADMIN)
    row = samples.shipment(attributes={"pallets": 4, "stackable": False})
    bill = samples.invoice(row)
    session.add(bill)
    session.commit()
    page = client.get(f"/shipments/{row.id}").text
    for wanted in (row.reference, "Porto", "Netherlands", "12.5", "99.95", "Pallets", bill.number):
        assert wanted in page


def test_recording_an_event_moves_the_shipment(
    client: TestClient, session: Session, three: list[Shipment]
) -> None:
    """A delivery is recorded in the company's time, and the shipment counts as delivered."""
    row = three[1]
    path = f"/shipments/{row.id}"
    form = {
        "csrf_token": samples.token(client, path),
        "kind": "delivery",
        "occurred_at": "2024-07-01T14:30",
        "location": "  Porto ",
        "note": "<b>at the gate</b>",
    }
    assert client.post(f"{path}/events", data=form).status_code == 303
    session.refresh(row)
    assert row.status is ShipmentStatus.DELIVERED
    assert row.delivered_at == datetime(2024, 7, 1, 12, 30, tzinfo=UTC)
    page = client.get(path).text
    assert "1 Jul 2024, 14:30" in page
    assert "&lt;b&gt;at the gate&lt;/b&gt;" in page


def test_a_status_can_be_set_and_taken_back(
    client: TestClient, session: Session, three: list[Shipment]
) -> None:
    """A delivered shipment that comes back is no longer delivered."""
    row = three[2]
    path = f"/shipments/{row.id}"
    form = {
        "csrf_token": samples.token(client, path),
        "kind": "note",
        "occurred_at": "2024-07-01T14:30",
        "status": "returned",
    }
    client.post(f"{path}/events", data=form)
    session.refresh(row)
    assert (row.status, row.delivered_at) == (ShipmentStatus.RETURNED, None)


@pytest.mark.parametrize(
    "wrong",
    [{"occurred_at": "yesterday"}, {"kind": "party"}, {"status": "lost"}, {"location": "x" * 121}],
)
def test_a_form_that_makes_no_sense_changes_nothing(
    client: TestClient, session: Session, three: list[Shipment], wrong: dict[str, str]
) -> None:
    """A form with an unknown kind, status or date is refused with a page that says so."""
    row = three[0]
    path = f"/shipments/{row.id}"
    form = {
        "csrf_token": samples.token(client, path),
        "kind": "scan",
        "occurred_at": "2024-07-01T14:30",
    }
    answer = client.post(f"{path}/events", data=form | wrong)
    assert (answer.status_code, "<h1>" in answer.text) == (422, True)
    session.refresh(row)
    assert len(row.events) == 1


def test_an_event_needs_the_form_token(client: TestClient, three: list[Shipment]) -> None:
    """Another site cannot record an event in somebody's name."""
    form = {"csrf_token": "made-up", "kind": "scan", "occurred_at": "2024-07-01T14:30"}
    assert client.post(f"/shipments/{three[0].id}/events", data=form).status_code == 400


@pytest.mark.parametrize("path", ["/shipments/0", "/shipments/abc", "/nothing", "/customers/9" * 2])
def test_what_is_not_there_gets_a_page(client: TestClient, log_in: LogIn, path: str) -> None:
    """An address that names nothing gets the 404 page."""
    log_in(Role.VIEWER)
    answer = client.get(path)
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)

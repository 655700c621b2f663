"""Customers, drivers, invoices, users, the dashboard and the health check."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from shipments.lib import dates
from shipments.models import (
    Driver,
    DriverLicence,
    InvoiceStatus,
    Role,
    User,
)
from shipments.queries import dashboard, users
from tests import samples

LogIn = Callable[[Role], User]


def test_a_customer_shows_its_group_and_people(
    client: TestClient, session: Session, log_in: LogIn
) -> None:
    """A customer's page names its group, its people and its latest shipments."""
    log_in(Role.VIEWER)
    head = samples.customer("Head Group")
    row = samples.customer("Small Branch")
    row.parent = head
    shipment = samples.shipment(row)
    session.add(shipment)
    session.commit()
    page = client.get(f"/customers/{row.id}").text
    for wanted in ("Head Group", "Ada Berg", shipment.reference):
        assert wanted in page
    assert "Latest invoices" not in page
    assert "Small Branch" in client.get(f"/customers/{head.id}").text


def test_customers_are_found_by_number(client: TestClient, session: Session, log_in: LogIn) -> None:
    """The customers' list is searched by name, number and e-mail, and counts open shipments."""
    log_in(Role.VIEWER)
    one, other = samples.customer("One"), samples.customer("Another")
    session.add_all([samples.shipment(one), samples.shipment(one), other])
    session.commit()
    page = client.get(f"/customers?q={one.number}").text
    assert f"/customers/{one.id}" in page
    assert f"/customers/{other.id}" not in page
    assert '<td class="number">2</td>' in page


def test_drivers_show_expired_licences(client: TestClient, session: Session, log_in: LogIn) -> None:
    """A licence that is no longer valid is struck out."""
    log_in(Role.DISPATCHER)
    yesterday = dates.today() - timedelta(days=1)
    driver = Driver(
        employee_number="D-9001",
        first_name="Bo",
        last_name="Vink",
        email="bo@example.org",
        phone="+31 20 555 0100",
        birth_date=date(1990, 1, 1),
        hired_on=date(2020, 1, 1),
        licences=[
            DriverLicence(licence_code="ADR", valid_until=yesterday),
            DriverLicence(licence_code="CE", valid_until=dates.today()),
        ],
    )
    session.add(driver)
    session.commit()
    page = client.get("/drivers?status=active").text
    assert "Bo Vink" in page
    assert page.count("tag gone") == 1
    assert "Bo Vink" not in client.get("/drivers?status=retired").text


def test_an_invoice_adds_up() -> None:
    """An invoice's sums follow from its lines, its tax rate and its reminder fee."""
    row = samples.invoice(samples.shipment(), reminder_fee=Decimal("7.50"))
    assert (row.net, row.tax, row.total) == (
        Decimal("100.50"),
        Decimal("21.11"),
        Decimal("129.11"),
    )


def test_an_invoice_is_marked_as_paid(client: TestClient, session: Session, log_in: LogIn) -> None:
    """An accountant marks an overdue invoice as paid; then it is not overdue any more."""
    log_in(Role.ACCOUNTANT)
    row = samples.invoice(samples.shipment(), dates.today() - timedelta(days=60))
    session.add(row)
    session.commit()
    path = f"/invoices/{row.id}"
    assert "overdue" in client.get(path).text
    client.post(f"{path}/paid", data={"csrf_token": samples.token(client, path)})
    session.refresh(row)
    assert (row.status, row.paid_on) == (InvoiceStatus.PAID, dates.today())
    assert "overdue" not in client.get(path).text


def test_the_dashboard_counts(client: TestClient, session: Session, log_in: LogIn) -> None:
    """The dashboard counts what is under way and late, and sums up this month's invoices."""
    log_in(Role.ACCOUNTANT)
    late, on_time = samples.shipment(days_left=-1), samples.shipment()
    session.add_all(
        [
            samples.invoice(late),
            samples.invoice(on_time, status=InvoiceStatus.DRAFT),
            samples.invoice(on_time, dates.first_of_month(dates.today()) - timedelta(days=1)),
        ]
    )
    session.commit()
    overview = dashboard.overview(session)
    revenue = dashboard.revenue(session, dates.today())
    assert (overview.open_count, overview.late_count, overview.late) == (2, 1, [late])
    assert revenue.this_month == {"EUR": Decimal("100.50")}
    assert [amount for _, amount in revenue.months[-2:]] == [Decimal("100.50")] * 2
    page = client.get("/").text
    assert late.reference in page
    assert on_time.reference in page  # among the latest events


def test_an_empty_database_has_a_dashboard(client: TestClient, log_in: LogIn) -> None:
    """The dashboard of a new installation shows zeros."""
    log_in(Role.ADMIN)
    assert "Everything is on time." in client.get("/").text


def test_an_administrator_adds_and_changes_users(
    client: TestClient, session: Session, log_in: LogIn
) -> None:
    """An administrator adds a user, who can log in, and takes the account away again."""
    log_in(Role.ADMIN)
    token = {"csrf_token": samples.token(client, "/users")}
    new = {"email": "new@example.org", "full_name": "New Person", "role": "viewer"}
    client.post("/users", data=token | new | {"password": "long enough 1"})
    user = users.authenticate(session, "new@example.org", "long enough 1")
    assert user is not None
    assert user.role is Role.VIEWER
    client.post(f"/users/{user.id}", data=token | {"role": "dispatcher"})
    session.refresh(user)
    assert (user.role, user.is_active) == (Role.DISPATCHER, False)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"email": "TAKEN@example.org"}, 409),
        ({"email": "nobody"}, 422),
        ({"password": "short"}, 422),
    ],
)
def test_users_that_cannot_be_added(
    client: TestClient, session: Session, log_in: LogIn, changed: dict[str, str], status: int
) -> None:
    """An address that is taken or none, and a short password, are refused."""
    log_in(Role.ADMIN)
    session.add(User(email="taken@example.org", full_name="T", password_hash="-", role=Role.VIEWER))
    session.commit()
    form = {
        "csrf_token": samples.token(client, "/users"),
        "email": "free@example.org",
        "full_name": "Somebody",
        "role": "viewer",
        "password": "long enough 1",
    }
    assert client.post("/users", data=form | changed).status_code == status
    assert users.by_email(session, "free@example.org") is None


def test_nobody_locks_themselves_out(client: TestClient, session: Session, log_in: LogIn) -> None:
    """An administrator cannot take away their own role."""
    user = log_in(Role.ADMIN)
    form = {"csrf_token": samples.token(client, "/users"), "role": "viewer"}
    assert client.post(f"/users/{user.id}", data=form).status_code == 409
    session.refresh(user)
    assert user.role is Role.ADMIN


def test_health(client: TestClient) -> None:
    """The health check answers without a login."""
    assert client.get("/health").json() == {"status": "ok"}


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    """Browsers are told to load nothing from other sites; our own styles carry their age."""
    answer = client.get("/login")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "http" not in answer.text.replace("https", "http").split("<body>")[0]
    assert client.get("/static/base.css").status_code == 200

"""Who may do what."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from shipments.forms import checked_form
from shipments.main import app
from shipments.models import Role, User
from shipments.permissions import Guard
from tests import samples

PUBLIC = {"/login", "/logout", "/health", "/static"}
PROGRAMS_ONLY = {"/graphql"}  # takes JSON, which no other site's form can send
ROUTES = list(iter_route_contexts(app.routes))

AREAS = {
    Role.VIEWER: {"/", "/shipments", "/customers", "/drivers"},
    Role.DISPATCHER: {"/", "/shipments", "/customers", "/drivers"},
    Role.ACCOUNTANT: {"/", "/shipments", "/customers", "/drivers", "/invoices"},
    Role.ADMIN: {"/", "/shipments", "/customers", "/drivers", "/invoices", "/users"},
}
PAGES = sorted(AREAS[Role.ADMIN])


def called_by(dependant: Dependant) -> Iterator[object]:
    for needed in dependant.dependencies:
        yield needed.call
        yield from called_by(needed)


def name(route: RouteContext) -> str:
    return str(route.path)


def test_the_walk_sees_every_area() -> None:
    """The two tests below look at all routes there are, not at an empty list."""
    assert set(PAGES) | PUBLIC | PROGRAMS_ONLY <= {route.path for route in ROUTES}


@pytest.mark.parametrize("route", [r for r in ROUTES if r.path not in PUBLIC], ids=name)
def test_every_route_is_guarded(route: RouteContext) -> None:
    """Every route but logging in and out, the health check and the static files has a guard."""
    assert any(isinstance(call, Guard) for call in called_by(route.dependant))


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if "POST" in (r.methods or ()) and r.path not in PROGRAMS_ONLY],
    ids=name,
)
def test_every_form_is_checked(route: RouteContext) -> None:
    """Every route that takes a form asks for the form token."""
    assert checked_form in called_by(route.dependant)


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_asked_to_log_in(client: TestClient, page: str) -> None:
    """Somebody who is not logged in is sent to the login page, and back afterwards."""
    answer = client.get(page)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={page}")


@pytest.mark.parametrize("role", Role)
def test_roles_open_their_areas(
    client: TestClient, log_in: Callable[[Role], User], role: Role
) -> None:
    """Each role sees its areas, has just these in the menu, and gets a 403 page for the rest."""
    log_in(role)
    open_areas = {page for page in PAGES if client.get(page).status_code == 200}
    closed = {page for page in PAGES if client.get(page).status_code == 403}
    menu = {page for page in PAGES if f'<a href="{page}"' in client.get("/").text}
    assert (open_areas, closed, menu) == (AREAS[role], set(PAGES) - AREAS[role], AREAS[role])


def test_programs_are_refused_in_json(client: TestClient) -> None:
    """A program that is not logged in gets a 401 in JSON instead of a login page."""
    answer = client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": "*/*"})
    assert (answer.status_code, answer.json()) == (401, {"detail": "Log in first"})


def test_a_deactivated_user_is_out_at_once(
    client: TestClient, session: Session, log_in: Callable[[Role], User]
) -> None:
    """A user who is deactivated while logged in can do nothing any more."""
    user = log_in(Role.VIEWER)
    assert client.get("/").status_code == 200
    user.is_active = False
    session.commit()
    assert client.get("/").status_code == 303


def test_viewers_cannot_record_events(
    client: TestClient, session: Session, log_in: Callable[[Role], User]
) -> None:
    """A viewer sees no form for events, and cannot send one either."""
    log_in(Role.VIEWER)
    shipment = samples.shipment()
    session.add(shipment)
    session.commit()
    path = f"/shipments/{shipment.id}"
    assert "Record an event" not in client.get(path).text
    form = {
        "csrf_token": samples.token(client, path),
        "kind": "scan",
        "occurred_at": "2024-05-01T10:00",
    }
    assert client.post(f"{path}/events", data=form).status_code == 403

"""Shipments: the list, one in full, and what dispatchers record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from shipments.db import Database
from shipments.forms import Text, checked_form
from shipments.lib import dates
from shipments.models import EventKind, Shipment, ShipmentStatus, User
from shipments.permissions import Permission, require
from shipments.queries import shipments
from shipments.templating import render

router = APIRouter(prefix="/shipments", dependencies=[Depends(require(Permission.SEE))])

Dispatcher = Annotated[User, Depends(require(Permission.DISPATCH))]


@router.get("")
def listing(
    request: Request,
    session: Database,
    q: Text = "",
    status: str = "",
    tag: Text = "",
    late: bool = False,
    page: int = 1,
) -> HTMLResponse:
    known = status if status in set(ShipmentStatus) else None
    filters = shipments.Filters(
        search=q, status=ShipmentStatus(known) if known else None, tag=tag, late=late
    )
    return render(
        request,
        "shipments/list.html",
        page=shipments.page_of(session, filters, page),
        filters=filters,
        statuses=ShipmentStatus,
        tags=shipments.tags(session),
    )


def found(session: Database, shipment_id: int) -> Shipment:
    shipment = shipments.find(session, shipment_id)
    if shipment is None:
        raise HTTPException(404)
    return shipment


@router.get("/{shipment_id:int}")
def detail(request: Request, shipment: Annotated[Shipment, Depends(found)]) -> HTMLResponse:
    return show(request, shipment)


def show(
    request: Request, shipment: Shipment, *, status: int = 200, message: str = ""
) -> HTMLResponse:
    return render(
        request,
        "shipments/detail.html",
        status=status,
        shipment=shipment,
        kinds=[kind for kind in EventKind if kind is not EventKind.CREATED],
        statuses=ShipmentStatus,
        message=message,
    )


@router.post("/{shipment_id:int}/events", dependencies=[Depends(checked_form)])
def add_event(
    request: Request,
    session: Database,
    user: Dispatcher,
    shipment: Annotated[Shipment, Depends(found)],
    kind: Annotated[EventKind, Form()],
    occurred_at: Annotated[str, Form()],
    status: Annotated[str, Form()] = "",
    location: Annotated[Text, Form(max_length=120)] = "",
    note: Annotated[Text, Form(max_length=2000)] = "",
) -> Response:
    try:
        moment = dates.parse_local(occurred_at)
        new_status = ShipmentStatus(status) if status else None
    except ValueError:
        return show(request, shipment, status=422, message="That date cannot be read.")
    shipments.record_event(
        session,
        shipment,
        kind=kind,
        occurred_at=moment,
        location=location,
        note=note,
        status=new_status,
        user=user,
    )
    return RedirectResponse(f"/shipments/{shipment.id}#events", 303)

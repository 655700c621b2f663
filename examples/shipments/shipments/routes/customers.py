"""Customers: the list, and one in full."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from shipments.db import Database
from shipments.forms import Text
from shipments.models import User
from shipments.permissions import Permission, may, require
from shipments.queries import customers, invoices, shipments
from shipments.templating import render

router = APIRouter(prefix="/customers")

Reader = Annotated[User, Depends(require(Permission.SEE))]


@router.get("")
def listing(
    request: Request, session: Database, _: Reader, q: Text = "", page: int = 1
) -> HTMLResponse:
    found = customers.page_of(session, q, page)
    return render(
        request,
        "customers/list.html",
        page=found,
        search=q,
        open_shipments=customers.open_shipments(session, list(found.rows)),
    )


@router.get("/{customer_id:int}")
def detail(request: Request, session: Database, user: Reader, customer_id: int) -> HTMLResponse:
    customer = customers.find(session, customer_id)
    if customer is None:
        raise HTTPException(404)
    bills = []
    if may(user, Permission.BILL):
        bills = invoices.latest_of_customer(session, customer_id)
    return render(
        request,
        "customers/detail.html",
        customer=customer,
        shipments=shipments.latest_of_customer(session, customer_id),
        invoices=bills,
    )

"""Invoices, for those who bill."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from shipments.db import Database
from shipments.forms import Text, checked_form
from shipments.models import Invoice, InvoiceStatus
from shipments.permissions import Permission, require
from shipments.queries import invoices
from shipments.templating import render

router = APIRouter(prefix="/invoices", dependencies=[Depends(require(Permission.BILL))])


@router.get("")
def listing(
    request: Request, session: Database, q: Text = "", status: str = "", page: int = 1
) -> HTMLResponse:
    chosen = InvoiceStatus(status) if status in set(InvoiceStatus) else None
    return render(
        request,
        "invoices/list.html",
        page=invoices.page_of(session, q, chosen, page),
        search=q,
        chosen=chosen,
        statuses=InvoiceStatus,
    )


def found(session: Database, invoice_id: int) -> Invoice:
    invoice = invoices.find(session, invoice_id)
    if invoice is None:
        raise HTTPException(404)
    return invoice


@router.get("/{invoice_id:int}")
def detail(request: Request, invoice: Annotated[Invoice, Depends(found)]) -> HTMLResponse:
    return render(request, "invoices/detail.html", invoice=invoice)


@router.post("/{invoice_id:int}/paid", dependencies=[Depends(checked_form)])
def mark_paid(session: Database, invoice: Annotated[Invoice, Depends(found)]) -> Response:
    invoices.mark_paid(session, invoice)
    return RedirectResponse(f"/invoices/{invoice.id}", 303)

"""Drivers."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from shipments.db import Database
from shipments.models import DriverStatus
from shipments.permissions import Permission, require
from shipments.queries import drivers
from shipments.templating import render

router = APIRouter(prefix="/drivers", dependencies=[Depends(require(Permission.SEE))])


@router.get("")
def listing(request: Request, session: Database, status: str = "", page: int = 1) -> HTMLResponse:
    chosen = DriverStatus(status) if status in set(DriverStatus) else None
    found = drivers.page_of(session, chosen, page)
    return render(
        request,
        "drivers/list.html",
        page=found,
        chosen=chosen,
        statuses=DriverStatus,
        open_shipments=drivers.open_shipments(session, list(found.rows)),
    )

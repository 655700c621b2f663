"""The first page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from shipments.db import Database
from shipments.lib import dates
from shipments.models import User
from shipments.permissions import Permission, may, require
from shipments.queries import dashboard
from shipments.templating import render

router = APIRouter()


@router.get("/")
def start(
    request: Request, session: Database, user: Annotated[User, Depends(require(Permission.SEE))]
) -> HTMLResponse:
    revenue = None
    if may(user, Permission.BILL):
        revenue = dashboard.revenue(session, dates.today())
    return render(
        request,
        "dashboard.html",
        overview=dashboard.overview(session),
        revenue=revenue,
        main_currency=dashboard.MAIN_CURRENCY,
    )

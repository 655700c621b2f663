"""Logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from shipments.db import Database
from shipments.forms import Text, checked_form
from shipments.queries import users
from shipments.templating import render

router = APIRouter()


def own_path(path: str) -> str:
    """`path`, if it is one of this app; the dashboard's where it would lead elsewhere."""
    if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return "/"


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    if "user_id" in request.session and next == "/":
        return RedirectResponse("/", 303)
    return render(request, "login.html", next=own_path(next), email="")


@router.post("/login", dependencies=[Depends(checked_form)])
def log_in(
    request: Request,
    session: Database,
    email: Annotated[Text, Form()],
    password: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",
) -> Response:
    user = users.authenticate(session, email, password)
    if user is None:
        return refused(request, email, next)
    request.session.clear()
    request.session["user_id"] = user.id
    return RedirectResponse(own_path(next), 303)


def refused(request: Request, email: str, next: str) -> HTMLResponse:
    message = "That e-mail address and password do not go together."
    return render(
        request, "login.html", status=401, next=own_path(next), email=email, message=message
    )


@router.post("/logout", dependencies=[Depends(checked_form)])
def log_out(request: Request) -> Response:
    request.session.clear()
    return RedirectResponse("/login", 303)

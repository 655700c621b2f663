"""Users of this app, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from shipments.db import Database
from shipments.forms import Text, checked_form
from shipments.models import Role, User
from shipments.permissions import Permission, require
from shipments.queries import users
from shipments.templating import render

router = APIRouter(prefix="/users")

Admin = Annotated[User, Depends(require(Permission.MANAGE_USERS))]


@router.get("")
def listing(request: Request, session: Database, _: Admin) -> HTMLResponse:
    return show(request, session)


def show(
    request: Request, session: Database, *, status: int = 200, message: str = ""
) -> HTMLResponse:
    everyone = users.everyone(session)
    return render(
        request, "users/list.html", status=status, users=everyone, roles=Role, message=message
    )


@router.post("", dependencies=[Depends(checked_form)])
def add(
    request: Request,
    session: Database,
    _: Admin,
    email: Annotated[Text, Form(max_length=254, pattern=r"^\s*[^@\s]+@[^@\s]+\s*$")],
    full_name: Annotated[Text, Form(min_length=1, max_length=120)],
    role: Annotated[Role, Form()],
    password: Annotated[str, Form(min_length=10, max_length=72)],
) -> Response:
    try:
        users.add(session, email=email, full_name=full_name, role=role, password=password)
    except users.EmailTaken:
        message = f"There is a user with the address {email} already."
        return show(request, session, status=409, message=message)
    except ValueError:
        message = "That password is too long."
        return show(request, session, status=422, message=message)
    return RedirectResponse("/users", 303)


@router.post("/{user_id:int}", dependencies=[Depends(checked_form)])
def change(
    request: Request,
    session: Database,
    admin: Admin,
    user_id: int,
    role: Annotated[Role, Form()],
    is_active: Annotated[bool, Form()] = False,
) -> Response:
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(404)
    if user is admin:
        message = "Nobody can change their own role: ask another administrator."
        return show(request, session, status=409, message=message)
    users.change(session, user, role=role, is_active=is_active)
    return RedirectResponse("/users", 303)

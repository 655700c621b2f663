"""What somebody sees when something does not work: a page, or JSON for programs."""

from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from shipments.forms import ForgedForm
from shipments.permissions import Forbidden, LoginRequired
from shipments.templating import render

MESSAGES = {
    400: ("This form is too old", "Go back, reload the page and send it again."),
    403: ("You may not see this", "Your role does not include it. Ask an administrator."),
    404: ("There is nothing here", "The address is wrong, or what it named was removed."),
    405: ("There is nothing here", "The address is wrong, or what it named was removed."),
    422: ("That did not make sense", "Something in the form or the address cannot be read."),
}


def failure(request: Request, status: int) -> Response:
    title, advice = MESSAGES.get(status, (HTTPStatus(status).phrase, "Please try again."))
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"detail": title}, status)
    return render(request, "error.html", status=status, code=status, title=title, advice=advice)


def login_required(request: Request, _: Exception) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"detail": "Log in first"}, 401)
    wanted = request.url.path if request.method == "GET" else "/"
    if request.method == "GET" and request.url.query:
        wanted += f"?{request.url.query}"
    return RedirectResponse(f"/login?next={quote(wanted, safe='/')}", 303)


def register(app: FastAPI) -> None:
    app.add_exception_handler(LoginRequired, login_required)
    app.add_exception_handler(Forbidden, lambda request, _: failure(request, 403))
    app.add_exception_handler(ForgedForm, lambda request, _: failure(request, 400))
    app.add_exception_handler(RequestValidationError, lambda request, _: failure(request, 422))
    app.add_exception_handler(
        HTTPException, lambda request, error: failure(request, error.status_code)
    )

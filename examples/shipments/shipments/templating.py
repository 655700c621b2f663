"""Pages: the templates, the filters they use, and what each page is given."""

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from shipments.forms import csrf_token
from shipments.lib import dates, money
from shipments.permissions import Permission, may

HERE = Path(__file__).parent
STATIC = HERE / "static"

templates = Jinja2Templates(HERE / "templates")


def label(value: StrEnum | str) -> str:
    return str(value).replace("_", " ").replace("-", " ").capitalize()


def weight(kilograms: Decimal) -> str:
    return f"{kilograms.normalize():,f}\N{NO-BREAK SPACE}kg"


def static_url(name: str) -> str:
    """With the file's age, so that a browser fetches a changed file at once."""
    return f"/static/{name}?v={(STATIC / name).stat().st_mtime_ns:x}"


def with_query(request: Request, **changes: object) -> str:
    """This page's address with some of its parameters changed; None takes one out."""
    query: dict[str, object] = {**request.query_params, **changes}
    kept = {key: value for key, value in query.items() if value not in (None, "")}
    return "?" + urlencode(kept)


templates.env.filters.update(
    money=money.format_money,
    day=dates.format_day,
    moment=dates.format_moment,
    distance=dates.format_distance,
    for_input=dates.for_input,
    label=label,
    weight=weight,
)
templates.env.globals.update(
    static_url=static_url, with_query=with_query, now=dates.now, today=dates.today
)
templates.env.trim_blocks = True
templates.env.lstrip_blocks = True


def render(request: Request, name: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The page `name`. It knows the user, what the user may do, and the form token."""
    user = getattr(request.state, "user", None)
    granted = {p.value for p in Permission if user is not None and may(user, p)}
    page = {"user": user, "granted": granted, "csrf_token": csrf_token(request), **context}
    return templates.TemplateResponse(request, name, page, status_code=status)

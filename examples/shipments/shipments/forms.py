"""What forms have in common: text without surprises, and a token against forged requests."""

import secrets
from typing import Annotated

from fastapi import Form, Request
from pydantic import AfterValidator

TOKEN = "csrf_token"


class ForgedForm(Exception):
    """A form came without the token that its own page carries."""


def tidy(text: str) -> str:
    """Without surrounding blanks, and without NUL, which PostgreSQL does not store."""
    return text.replace("\x00", "").strip()


Text = Annotated[str, AfterValidator(tidy)]


def csrf_token(request: Request) -> str:
    """The session's token, made when first needed."""
    if TOKEN not in request.session:
        request.session[TOKEN] = secrets.token_urlsafe(24)
    return str(request.session[TOKEN])


def checked_form(request: Request, csrf_token: Annotated[str, Form()] = "") -> None:
    """A dependency of every route that takes a form."""
    expected = request.session.get(TOKEN, "")
    if not expected or not secrets.compare_digest(expected.encode(), csrf_token.encode()):
        raise ForgedForm

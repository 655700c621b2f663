"""The pages: a list, one message, what came along; the same as JSON for tests."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import quote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import bottle

from catcher.box import Box
from catcher.listing import Listing
from catcher.message import Message

OURS = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'"
# The message itself: no script, no request, no form. Only its text and what came along with it.
THEIRS = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'"
)
LOOK = Path(__file__).parent / "look"
HARMLESS = ("image/png", "image/jpeg", "image/gif", "image/webp")


def serve(box: Box, door: socket.socket) -> None:
    """Until the process ends. door: a socket that listens."""
    server = _Server(door, _Quiet)
    server.set_app(pages(box))
    server.serve_forever()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, door: socket.socket, handler: type[WSGIRequestHandler]) -> None:
        super().__init__(door.getsockname(), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = door
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: nobody reads it."""


def pages(box: Box) -> bottle.Bottle:
    app = bottle.Bottle()

    @app.hook("after_request")  # type: ignore[misc]
    def _closed() -> None:
        bottle.response.headers.setdefault("Content-Security-Policy", OURS)
        bottle.response.headers["X-Content-Type-Options"] = "nosniff"
        bottle.response.headers["Cache-Control"] = "no-store"

    listing = Listing(box)
    app.get("/", callback=lambda: _page("list", messages=listing.find(_words()), words=_words()))
    app.get("/messages.json", callback=lambda: _json(listing.find(_words())))
    app.get("/message/<number>", callback=_of(box, lambda m: _page("message", message=m)))
    app.get("/message/<number>.json", callback=_of(box, lambda m: _json(m.document())))
    app.get("/message/<number>/html", callback=_of(box, _html))
    app.get("/message/<number>/raw", callback=_of(box, _raw))
    app.get("/message/<number>/part/<index:int>", callback=_of(box, _part))
    app.post("/clear", callback=lambda: _clear(box))
    app.get("/look.css", callback=lambda: bottle.static_file("look.css", root=str(LOOK)))
    return app


def _message(box: Box, number: str) -> Message | None:
    raw = box.get(number)
    return None if raw is None else Message(number, raw)


def _of(box: Box, answer: Callable[..., Any]) -> Callable[..., Any]:
    """404 where the message is gone."""

    def found(number: str, **more: Any) -> Any:
        message = _message(box, number)
        if message is None:
            raise bottle.HTTPError(404, "this message is gone")
        return answer(message, **more)

    return found


def _page(name: str, **values: Any) -> str:
    when = lambda at: time.strftime("%d %b, %H:%M:%S UTC", time.gmtime(at))  # noqa: E731
    text = (LOOK / f"{name}.tpl").read_text(encoding="utf-8")
    return str(bottle.template(text, when=when, lookup=[], **values))


def _words() -> str:
    return str(bottle.request.query.getunicode("q") or "")


def _json(document: object) -> str:
    bottle.response.content_type = "application/json"
    return json.dumps(document)


def _html(message: Message) -> str:
    bottle.response.headers["Content-Security-Policy"] = THEIRS
    return message.shown_html()


def _raw(message: Message) -> bytes:
    bottle.response.content_type = "text/plain; charset=utf-8"
    return message.raw


def _part(message: Message, index: int) -> bytes:
    """As a file to be saved, but for pictures that the message shows."""
    if not 0 <= index < len(message.parts):
        raise bottle.HTTPError(404, "nothing of that number came along")
    part = message.parts[index]
    shown = bool(part.cid) and part.kind in HARMLESS
    bottle.response.content_type = part.kind if shown else "application/octet-stream"
    bottle.response.headers["Content-Security-Policy"] = THEIRS
    if not shown:
        name = f"attachment; filename*=UTF-8''{quote(part.name, safe='')}"
        bottle.response.headers["Content-Disposition"] = name
    return part.content


def _clear(box: Box) -> str:
    box.clear()
    bottle.response.status = 303
    bottle.response.headers["Location"] = "/"
    return ""

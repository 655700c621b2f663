"""An app that does what it is told, whatever harm it does. Runs in a container, and without one."""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Handler(BaseHTTPRequestHandler):
    """/headers: what was asked, as JSON. /say?status=…&h=NAME:VALUE&type=…&body=…: just that."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.rfile.read(length)
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        if parts.path == "/say":
            headers = [h.split(":", 1) for h in asked.get("h", [])]
            kind = asked.get("type", ["text/html"])[0]
            status = int(asked.get("status", ["200"])[0])
            self.answer(status, asked.get("body", [""])[0], kind, headers)
        elif parts.path == "/headers":
            self.answer(200, json.dumps(list(self.headers.items())), "application/json", [])
        else:
            self.answer(404, "", "text/plain", [])

    do_POST = do_PUT = do_DELETE = do_OPTIONS = do_GET

    def answer(self, status: int, text: str, kind: str, headers: list[list[str]]) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests have their own record."""


if __name__ == "__main__":
    ThreadingHTTPServer(("", int(sys.argv[1])), Handler).serve_forever()

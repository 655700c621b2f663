"""A sandbox's address as a browser reaches it: names under .localhost are loopback."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    status: int
    headers: dict[str, str]
    text: str


class Browser:
    """Keeps cookies, sends forms with their token; follows no redirect."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port = str(parts.hostname), int(parts.port or 80)
        self._cookies: dict[str, str] = {}

    def get(self, path: str = "/", *, host: str | None = None) -> Page:
        return self._ask("GET", path, host=host)

    def post(self, path: str, fields: dict[str, str]) -> Page:
        """With the token that the app's forms carry."""
        return self._ask("POST", path, body=urlencode(fields))

    def log_in(self, user: str, password: str) -> None:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/login").text)
        assert found, "the login page has no form"
        fields = {"csrf_token": found[1], "email": user, "password": password}
        page = self.post("/login", fields)
        assert page.status == 303, f"logging in gave {page.status}: {page.text[:500]}"

    def _ask(
        self, method: str, path: str, *, body: str | None = None, host: str | None = None
    ) -> Page:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": f"{host or self.host}:{self.port}"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        for value in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = value.partition("=")
            self._cookies[name] = rest.split(";")[0]
        return Page(status=response.status, headers=dict(response.headers), text=text)


def eventually(look: Callable[[], T], *, seconds: float = 90) -> T:
    """The first answer of `look` that is true; its last one, asserted, when the time is up."""
    deadline = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found, f"not within {seconds} seconds"
    return found

"""A person in front of the app: asks for pages over its address, logs in."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from benchmarks.process import DidNotRun

POLL = 0.05
LONGEST = 60.0
GATEWAY_PAGE = "X-Sandbox-Gateway"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """status: 0 where nothing answered; waiting: the gateway's page in the app's place."""

    status: int
    text: str
    waiting: bool = False

    @property
    def good(self) -> bool:
        return self.status == 200 and not self.waiting


@dataclass(slots=True)
class Visitor:
    """One browser. url: the app's address, on loopback whatever the host name."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        return self._ask("GET", path, None)

    def log_in(self, user: str, password: str) -> None:
        """Raises DidNotRun where the app does not let the person in."""
        found = TOKEN.search(self.get("/login").text)
        form = {"email": user, "password": password, "csrf_token": found[1] if found else ""}
        page = self._ask("POST", "/login", urlencode(form))
        if page.status != 303:
            raise DidNotRun(f"{self.url}/login answered {page.status} to {user}")

    def _ask(self, method: str, path: str, body: str | None) -> Page:
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=10)
        headers = {"Host": parts.netloc, "Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            for one in answer.headers.get_all("Set-Cookie") or ():
                key, _, value = one.split(";", 1)[0].partition("=")
                self.cookies[key] = value
            waiting = answer.getheader(GATEWAY_PAGE) is not None
            text = answer.read().decode(errors="replace")
            return Page(status=answer.status, text=text, waiting=waiting)
        except (OSError, http.client.HTTPException) as error:
            return Page(status=0, text=str(error))
        finally:
            connection.close()


def await_app(url: str, path: str) -> None:
    """As `sandbox up` waits: every 50 ms, until the app itself answers. Raises DidNotRun."""
    visitor, deadline = Visitor(url), time.monotonic() + LONGEST
    while True:
        page = visitor.get(path)
        if page.status and page.status < 500 and not page.waiting:
            return
        if time.monotonic() > deadline:
            raise DidNotRun(f"{url}{path} did not answer within {LONGEST:.0f} s")
        time.sleep(POLL)

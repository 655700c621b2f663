"""A hostile page in a real browser: it reaches its own origin and nobody else.

Each trick is tried twice: as the gateway hands the page out, and as the app itself does. The second
shows that the outside would have seen it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.gateway.door import FRIENDLY, ONE, TWO, Door, said_path
from tests.gateway.hostile import Handler
from tests.gateway.outside import Outside
from tests.gateway.tricks import BY_DATAGRAM, BY_LEAVING, BY_REQUEST
from tests.scenarios.test_browser import QUIET, installed
from tests.scenarios.web import eventually

CONTROL = "control.localhost"
NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE 127.0.0.1"
SETTLED = 1500  # milliseconds, after all has come that is to come; they come in a tenth of it
LATEST = 60_000  # milliseconds until then
TRICKS = BY_REQUEST | BY_DATAGRAM | BY_LEAVING


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What reached the outside of each trick: as handed out by the gateway, and without it."""

    guarded: frozenset[str]
    open: frozenset[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=installed(),
            args=[*QUIET, NOBODY_ELSE],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def unguarded() -> Iterator[int]:
    """The port of the same app, without a gateway."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def seen(browser: Browser, door: Door, unguarded: int) -> Seen:
    """All tricks at once, each in a tab and with a listener of its own."""
    return Seen(
        guarded=_try(browser, f"http://{ONE}:{door.port}", BY_LEAVING | BY_DATAGRAM),
        open=_try(browser, f"http://{CONTROL}:{unguarded}", BY_REQUEST),
    )


def _try(browser: Browser, origin: str, expected: Iterable[str]) -> frozenset[str]:
    """expected: those that are waited for, however slow the machine is; others may come till then,
    and a while longer."""
    listeners = {name: Outside() for name in TRICKS}
    with browser.new_context() as context:
        for name, trick in TRICKS.items():
            listener = listeners[name].__enter__()
            there = listener.origin
            body = trick.format(out=there, ws=there.replace("http", "ws"), port=listener.port)
            tab = context.new_page()
            tab.goto(origin + said_path(body=body), wait_until="commit")
        for _ in range(0, LATEST, SETTLED):
            tab.wait_for_timeout(SETTLED)
            if all(_noticed(name, listeners[name]) for name in expected):
                break
        tab.wait_for_timeout(SETTLED)
    for listener in listeners.values():
        listener.__exit__(None, None, None)
    return frozenset(name for name, listener in listeners.items() if _noticed(name, listener))


def _noticed(name: str, listener: Outside) -> bool:
    if name in BY_DATAGRAM:
        return bool(listener.datagrams)
    return any(path.split("?")[0] == f"/{name}" for path in listener.paths)


@pytest.mark.parametrize("trick", BY_REQUEST)
def test_the_outside_hears_nothing(seen: Seen, trick: str) -> None:
    """The trick works without the gateway, and with it nothing arrives."""
    assert trick in seen.open
    assert trick not in seen.guarded


@pytest.mark.parametrize("trick", [*BY_LEAVING, *BY_DATAGRAM])
def test_what_no_header_holds(seen: Seen, trick: str) -> None:
    """A page can leave for another address, before everybody's eyes, and ask a server for calls:
    Chromium does not know `webrtc 'block'`. docs/browser.md says so."""
    assert trick in seen.guarded


def test_one_sandbox_reaches_no_other(door: Door, page: Page) -> None:
    """Neither by asking, nor by a form, nor by a frame does a page get at another sandbox."""
    there = door.url(TWO, body="two's page")
    tries = (
        f"fetch('{there}').then(r=>r.text())",
        f"fetch('{there}',{{mode:'no-cors',credentials:'include'}}).then(()=>'two')",
        f"new Promise((y,n)=>{{s=new WebSocket('ws://{TWO}:{door.port}/');s.onopen=y;s.onerror=n}})",
    )
    page.goto(door.url(ONE, body="one's page"))
    for one in tries:
        assert page.evaluate(f"{one}.then(r => r, e => 'refused')") == "refused"
    page.goto(door.url(ONE, body=f"<iframe src='{there}'></iframe>"))
    page.wait_for_timeout(300)
    assert all("two's page" not in frame.content() for frame in page.frames)


def test_cookies_stay_with_their_sandbox(door: Door, page: Page) -> None:
    """Whatever an app says of a cookie's domain, no other sandbox is sent it; the app itself is."""
    for domain in ("localhost", ".localhost", ONE, TWO):
        page.goto(door.url(ONE, h=f"Set-Cookie:by-{domain.strip('.')}=1; Domain={domain}"))
        page.evaluate(f"document.cookie = 'script-{domain.strip('.')}=1; domain={domain}'")
    page.goto(f"http://{TWO}:{door.port}/headers")
    assert "=1" not in page.inner_text("body")
    page.goto(f"http://{ONE}:{door.port}/headers")
    assert "by-localhost=1" in page.inner_text("body")


def test_ordinary_pages_work(door: Door, page: Page) -> None:
    """A page's own scripts and styles, pictures in data: and blob:, requests, frames, workers."""
    body = """
      <style>#a { color: rgb(1, 2, 3) }</style><p id=a style="margin:7px" onclick="n = 1">a</p>
      <img id=i src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">
      <iframe src="/headers"></iframe>
    """
    page.goto(door.url(ONE, body=body))
    page.click("#a")
    assert page.evaluate("n + eval('1')") == 2
    assert page.evaluate("getComputedStyle(a).color + a.style.margin") == "rgb(1, 2, 3)7px"
    assert page.evaluate("i.naturalWidth") == 1
    assert page.evaluate("fetch('/headers', {method: 'POST'}).then(r => r.status)") == 200
    work = "new Worker(URL.createObjectURL(new Blob(['postMessage(7)'])))"
    assert page.evaluate(f"new Promise(y => {{ {work}.onmessage = e => y(e.data) }})") == 7
    assert any(frame.url.endswith("/headers") for frame in page.frames)


def test_a_named_origin_is_reached(door: Door, page: Page, friend: Outside) -> None:
    """What [browser] allow names can be asked and shown; from the other sandboxes it cannot."""
    ask = f"fetch('{friend.origin}/map').then(r => r.status, e => 'refused')"
    page.goto(door.url(ONE, body="one"))
    assert page.evaluate(ask) == "refused"
    page.goto(door.url(FRIENDLY, body="friendly"))
    assert page.evaluate(ask) == 200


def test_a_redirect_elsewhere_is_shown_and_not_followed(
    door: Door, page: Page, outside: Outside
) -> None:
    """The person reads where the app wanted to go; nobody there hears of it."""
    page.goto(door.url(ONE, status="302", h=f"Location:{outside.origin}/in?secret"))
    assert outside.origin in page.inner_text("main")
    assert not outside.paths


def test_a_page_of_the_outside_uses_nobody_who_is_logged_in(
    door: Door, page: Page, unguarded: int
) -> None:
    """A form on another site that posts to the sandbox is refused; a link to it works."""
    page.goto(door.url(ONE, h="Set-Cookie:id=1; SameSite=None; Secure"))
    form = f"<form method=post action='{door.url(ONE)}'></form><script>document.forms[0].submit()"
    page.goto(f"http://{CONTROL}:{unguarded}{said_path(body=form + '</script>')}")
    page.get_by_role("heading", name="Another page tried to use this app").wait_for()
    link = f"<a href='http://{ONE}:{door.port}/headers'>go</a>"
    page.goto(f"http://{CONTROL}:{unguarded}{said_path(body=link)}")
    page.click("a")
    eventually(lambda: "id=1" in page.inner_text("body"))


def test_another_site_does_not_show_it_in_a_frame(door: Door, page: Page, unguarded: int) -> None:
    """So nobody is led to click in it without seeing what; the app's own pages may."""
    framed = f"<iframe src='{door.url(ONE, body='the app itself')}'></iframe>"
    page.goto(f"http://{CONTROL}:{unguarded}{said_path(body=framed)}")
    page.wait_for_timeout(300)
    assert all("the app itself" not in frame.content() for frame in page.frames[1:])
    page.goto(door.url(ONE, body=framed))
    eventually(lambda: any("the app itself" in frame.content() for frame in page.frames[1:]))

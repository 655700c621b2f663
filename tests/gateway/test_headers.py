"""What the gateway makes of requests and of an app's headers."""

from __future__ import annotations

import pytest

from tests.gateway.door import FRIENDLY, ONE, TWO, Door
from tests.gateway.outside import Outside

EVIL = "https://evil.example"
KEY = "AAAAAAAAAAAAAAAAAAAAAA=="


def test_an_apps_own_policy_stays_in_force(door: Door) -> None:
    """Two policies reach the browser, the app's and the gateway's, and both hold."""
    own = "default-src 'none'; img-src 'self'"
    found = door.say(f"Content-Security-Policy:{own}").all("content-security-policy")
    assert own in found
    [added] = [one for one in found if one != own]
    assert f"default-src 'self' ws://{ONE}:{door.port}" in added


def test_only_the_app_itself_and_editors_show_it_in_a_frame(door: Door) -> None:
    """The previews of editors are frames; other pages' are refused."""
    [added] = door.say().all("content-security-policy")
    assert "frame-ancestors 'self' vscode-webview: vscode-file:;" in added


def test_a_named_origin_may_be_talked_to(door: Door, friend: Outside) -> None:
    """What stands under [browser] allow is in the sandbox's own policy, and in no other's."""
    assert friend.origin in door.say(host=FRIENDLY)["content-security-policy"]
    assert friend.origin not in door.say(host=ONE)["content-security-policy"]


@pytest.mark.parametrize(
    "header",
    [
        "Content-Security-Policy-Report-Only:default-src 'none'; report-uri https://evil.example",
        'Report-To:{"group":"a","max_age":9,"endpoints":[{"url":"https://evil.example"}]}',
        'Reporting-Endpoints:a="https://evil.example"',
        'NEL:{"report_to":"a","max_age":9}',
        'Alt-Svc:h2="evil.example:443"',
        'Speculation-Rules:"https://evil.example/rules.json"',
        "Link:<https://evil.example>; rel=preconnect",
        "Link:<https://evil.example>; rel=dns-prefetch",
        "Refresh:0; url=https://evil.example/?data",
        "Refresh:0;https://evil.example/?data",
        "Refresh:0; URL='//evil.example'",
        "Content-Security-Policy:img-src 'self'; report-uri https://evil.example",
        "Content-Security-Policy:img-src 'self'; REPORT-TO evil.example; report-uri /here",
    ],
)
def test_headers_that_tell_others_are_taken_out(door: Door, header: str) -> None:
    """No header makes the browser report, connect or go elsewhere; the page itself is shown."""
    answer = door.say(header)
    assert answer.status == 200
    assert "evil.example" not in str(answer.headers)
    assert "default-src 'self'" in answer["content-security-policy"]


@pytest.mark.parametrize("value", ["5", "5; url=/next", "0;url=next?a=1"])
def test_a_page_that_reloads_itself_may_do_so(door: Door, value: str) -> None:
    """Refresh within the app passes as it is."""
    assert door.say(f"Refresh:{value}")["refresh"] == value


def test_links_of_an_api_pass(door: Door) -> None:
    """A header that points to the next page, or to a style of the app's own, stays."""
    value = '<https://api.example/items?page=2>; rel="next"'
    assert door.say(f"Link:{value}")["link"] == value


@pytest.mark.parametrize(
    "place",
    ["/", "/login?next=https%3A//x", "login", "?page=2", "#top", "../up", "/a//b", "./here:8"],
)
def test_redirects_within_the_app_pass(door: Door, place: str) -> None:
    """A relative address is followed as ever."""
    answer = door.say(f"Location:{place}", status=302)
    assert (answer.status, answer["location"]) == (302, place)


def test_redirects_to_the_own_address_pass(door: Door) -> None:
    """So does the app's own whole address."""
    for place in (f"http://{ONE}:{door.port}/login", f"http://{ONE.upper()}:{door.port}?a"):
        answer = door.say(f"Location:{place}", status=303)
        assert (answer.status, answer["location"]) == (303, place)


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/?data",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "http:evil.example",
        "https:/evil.example",
        f"http://{ONE}@evil.example/",
        f"http://{ONE}.evil.example/",
        f"http://{TWO}/",
        "http://127.0.0.1/",
        "javascript:alert(1)",
    ],
)
def test_redirects_to_others_end_in_a_page_that_says_where(door: Door, place: str) -> None:
    """Whatever way the other address is spelt, the browser is not sent there."""
    answer = door.say(f"Location:{place}", status=302)
    assert answer.status == 403
    assert answer["x-sandbox-refused"] == "outside"
    assert not answer.all("location")
    if place.startswith("https://evil"):
        assert "https://evil.example" in answer.text
    assert "?data" not in answer.text


def test_a_redirect_to_a_named_origin_passes(door: Door, friend: Outside) -> None:
    """Only for the sandbox whose settings name it."""
    place = f"Location:{friend.origin}/somewhere"
    assert door.say(place, status=302, host=FRIENDLY).status == 302
    assert door.say(place, status=302, host=ONE).status == 403


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("id=1; Domain=localhost; Path=/", "id=1; Path=/"),
        ("id=1; Path=/; domain = .one.localhost; HttpOnly", "id=1; Path=/; HttpOnly"),
        ("id=1; DOMAIN=localhost", "id=1"),
        ("id=1;Domain=a; Domain=b;Secure", "id=1;Secure"),
        ("theme=domain; Path=/", "theme=domain; Path=/"),
    ],
)
def test_cookies_are_for_their_host_only(door: Door, given: str, kept: str) -> None:
    """`Domain=` is taken out of Set-Cookie, and nothing else."""
    assert door.say(f"Set-Cookie:{given}")["set-cookie"] == kept


def test_a_cookie_that_insists_is_not_set(door: Door) -> None:
    """More of them than anybody writes by mistake."""
    many = "".join(f"; Domain={one}" for one in "abcde")
    assert not door.say(f"Set-Cookie:id=1{many}").all("set-cookie")


FOREIGN = [
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site", "Origin": "http://mail.one.localhost"},
    {"Origin": f"http://{TWO}"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("asked", FOREIGN)
def test_another_page_changes_nothing(door: Door, asked: dict[str, str]) -> None:
    """What is not only looked at is refused where a page of another origin asks for it."""
    headers = {name.replace("_", "-"): value for name, value in asked.items()}
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = door.ask(method=method, headers=headers)
        assert (answer.status, answer["x-sandbox-refused"]) == (403, "foreign")
    socket = headers | {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": KEY}
    assert door.ask(headers=socket).status == 403


@pytest.mark.parametrize("asked", FOREIGN)
def test_another_page_is_nobody_who_is_logged_in(door: Door, asked: dict[str, str]) -> None:
    """What another page loads is asked for without cookies and without a password."""
    heard = door.heard(Cookie="id=1", Authorization="Basic x", **asked)
    assert "cookie" not in heard
    assert "authorization" not in heard


def test_the_apps_own_pages_and_links_to_it_are_logged_in(door: Door) -> None:
    """Cookies come with the app's own requests, with typed addresses and followed links."""
    link = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    own = {"Origin": f"http://{ONE}:{door.port}"}
    for asked in (
        {},
        {"Sec_Fetch_Site": "none"},
        {"Sec_Fetch_Site": "same-origin"},
        own,
        {"Sec_Fetch_Site": "cross-site", **link},
    ):
        assert door.heard(Cookie="id=1", **asked)["cookie"] == "id=1"
    posted = {"Sec-Fetch-Site": "same-origin", "Origin": own["Origin"]}
    assert door.ask(method="POST", headers=posted).status == 200
    assert door.ask(method="POST", headers=own).status == 200
    assert door.ask(method="POST").status == 200  # a program, not a browser


def test_an_app_cannot_let_others_read(door: Door) -> None:
    """Its own leave for other origins does not reach the browser of another page."""
    loose = ("Access-Control-Allow-Origin:*", "Cross-Origin-Resource-Policy:cross-origin")
    answer = door.say(*loose, Origin=EVIL)
    assert not answer.all("access-control-allow-origin")
    assert answer["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "one.localhost.",
        "one.localhost.evil.example",
        "three.localhost",
        "xone.localhost",
        "one.localhost,two.localhost",
        "one.localhost two.localhost",
        "evil@one.localhost",
        "[::1]",
        "",
    ],
)
def test_other_hosts_are_nobody(door: Door, host: str) -> None:
    """Only a sandbox's exact name leads to it."""
    said = door.raw(f"GET /headers HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert said.split(b" ")[1] in (b"400", b"404")


@pytest.mark.parametrize("host", ["ONE.Localhost", "one.localhost:8080", "one.localhost:1"])
def test_a_name_is_the_same_in_capitals_and_at_any_port(door: Door, host: str) -> None:
    said = door.raw(f"GET /headers HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert said.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "request_text",
    [
        "GET /headers HTTP/1.0\r\n\r\n",
        "GET /headers HTTP/1.1\r\n\r\n",
        "GET http://two.localhost/headers HTTP/1.1\r\nHost: one.localhost\r\n\r\n",
        "GET /headers HTTP/1.1\r\nHost: one.localhost\r\nHost: two.localhost\r\n\r\n",
        "GET /headers HTTP/1.1\r\nHost : one.localhost\r\n\r\n",
        "GET /headers HTTP/1.1\r\nHost: one.localhost:80;x\r\n\r\n",
        "CONNECT two.localhost:80 HTTP/1.1\r\nHost: one.localhost\r\n\r\n",
    ],
)
def test_requests_that_say_two_things_are_refused(door: Door, request_text: str) -> None:
    """Without a host, with two, or with another one in the first line: nobody's page is shown."""
    said = door.raw(request_text.encode())
    assert b" 200 " not in said.split(b"\r\n", 1)[0]


def test_a_second_request_in_the_first_is_no_request(door: Door) -> None:
    """Lengths that contradict each other smuggle nothing to another sandbox."""
    inner = "GET /headers HTTP/1.1\r\nHost: two.localhost\r\nX-Smuggled: yes\r\n\r\n"
    said = door.raw(
        (
            "POST /headers HTTP/1.1\r\nHost: one.localhost\r\nContent-Length: 4\r\n"
            f"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}"
        ).encode()
    )
    [first, *others] = said.split(b"HTTP/1.1 ")[1:]
    assert first.startswith((b"200", b"400"))
    assert b"X-Smuggled" not in first
    # Read as a request of its own, it is answered by the host that it names.
    assert all(b"two.localhost" in one for one in others if b"X-Smuggled" in one)

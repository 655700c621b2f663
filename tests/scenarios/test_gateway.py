"""The gateway: one address a sandbox, for everything that a browser speaks."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import socket
import time
from collections.abc import Iterator
from ipaddress import IPv4Network

import pytest

from tests.scenarios import engine
from tests.scenarios.person import Sandbox
from tests.scenarios.web import eventually

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


@pytest.fixture(autouse=True)
def _whole_again(shared_tiny: Sandbox) -> Iterator[None]:
    """Each test finds the sandbox running."""
    yield
    shared_tiny.person.up(here=shared_tiny.workspace)


def test_websockets_pass(shared_tiny: Sandbox) -> None:
    """A WebSocket is opened through the address, and what is sent comes back."""
    browser = shared_tiny.browser()
    key = base64.b64encode(os.urandom(16)).decode()
    ask = (
        f"GET /socket HTTP/1.1\r\nHost: {browser.host}:{browser.port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", browser.port), timeout=60) as line:
        line.sendall(ask.encode())
        answer = line.makefile("rb")
        assert b" 101 " in answer.readline()
        headers = http.client.parse_headers(answer)
        accept = hashlib.sha1((key + MAGIC).encode()).digest()
        assert headers["Sec-WebSocket-Accept"] == base64.b64encode(accept).decode()
        text, mask = b"through the gateway", os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(text))
        line.sendall(bytes([0x81, 0x80 | len(text)]) + mask + masked)
        assert answer.read(2) == bytes([0x81, len(text)])
        assert answer.read(len(text)) == text


def test_server_sent_events_pass_as_they_come(shared_tiny: Sandbox) -> None:
    """Events are not held back until the stream ends: each arrives when the app sends it."""
    browser = shared_tiny.browser()
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=60)
    connection.request("GET", "/events", headers={"Host": f"{browser.host}:{browser.port}"})
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    began, times = time.monotonic(), []
    for number in range(3):
        assert response.readline() == f"data: {number}\n".encode()
        response.readline()
        times.append(time.monotonic() - began)
    connection.close()
    assert times[0] < 0.4
    assert times[2] - times[0] > 0.6


def test_a_stopped_app_gives_a_page_that_comes_back_by_itself(shared_tiny: Sandbox) -> None:
    """While the app is down: status 503 and a readable page that refreshes; then the app again."""
    engine.docker("stop", "--time", "1", shared_tiny.app)
    page = shared_tiny.browser().get()
    headers = {name.lower(): value for name, value in page.headers.items()}
    assert page.status == 503
    assert headers["content-type"].startswith("text/html")
    assert headers["cache-control"] == "no-store"
    assert 'http-equiv="refresh"' in page.text.lower()
    assert "your work is safe" in page.text.lower()
    shared_tiny.person.up(here=shared_tiny.workspace)
    assert shared_tiny.browser().get().status == 200


def test_an_unknown_host_is_not_found(shared_tiny: Sandbox) -> None:
    """A name that is no sandbox gives 404, and no app's page."""
    for host in ("nobody.localhost", "127.0.0.1", "evil.example.org"):
        page = shared_tiny.browser().get(host=host)
        assert page.status == 404
        assert "tiny says" not in page.text


def test_the_app_sees_the_address_that_the_browser_asked_for(shared_tiny: Sandbox) -> None:
    """Host and X-Forwarded-* say what the browser typed, so that links and redirects are right."""
    browser = shared_tiny.browser()
    headers = json.loads(browser.get("/headers").text)
    seen = {name.lower(): value for name, value in headers.items()}
    assert seen["host"] == seen["x-forwarded-host"] == f"{browser.host}:{browser.port}"
    assert seen["x-forwarded-proto"] == "http"


def test_a_container_with_another_address_is_found_again(shared_tiny: Sandbox) -> None:
    """An app that comes back elsewhere behind the gateway's back is reached a moment later."""
    before = engine.address_of(shared_tiny.app, shared_tiny.network)
    pool = engine.inspect(shared_tiny.network, "network")["IPAM"]["Config"][0]["Subnet"]
    free = str(list(IPv4Network(pool).hosts())[-1])
    engine.docker("network", "disconnect", shared_tiny.network, shared_tiny.app)
    connect = ("network", "connect", "--ip", free, "--alias", "app")
    engine.docker(*connect, shared_tiny.network, shared_tiny.app)
    assert engine.address_of(shared_tiny.app, shared_tiny.network) == free != before
    eventually(lambda: shared_tiny.browser().get().status == 200)


def test_a_replaced_container_is_found_again(shared_tiny: Sandbox) -> None:
    """After the container was deleted behind our back, `up` makes another at the same address."""
    engine.docker("rm", "--force", shared_tiny.app)
    assert shared_tiny.browser().get().status == 503
    again = shared_tiny.person.up(here=shared_tiny.workspace)
    assert again.url == shared_tiny.url
    assert shared_tiny.browser().get().status == 200


def test_the_gateway_is_on_loopback_only(shared_tiny: Sandbox) -> None:
    """Nothing of a sandbox is published but the gateway's port, and that on 127.0.0.1."""
    published = engine.inspect(engine.GATEWAY)["NetworkSettings"]["Ports"]
    bindings = [one for found in published.values() for one in found or ()]
    assert {one["HostIp"] for one in bindings} == {"127.0.0.1"}
    for name in engine.containers_of(shared_tiny.name):
        ports = engine.inspect(name)["NetworkSettings"]["Ports"]
        assert not any(ports.values())

"""The most likely mishap: the assistant leaves a file that cannot be run."""

from __future__ import annotations

import http.client

from tests.scenarios.conftest import MakePerson
from tests.scenarios.web import Browser, eventually


def test_broken_code_is_said_and_mended_without_a_command(make_person: MakePerson) -> None:
    """`status` and `up` say what the app said last, the browser gets the page that waits, and
    once the file is mended the app is back by itself."""
    person = make_person()
    sandbox = person.up("--demo")
    main = sandbox.workspace / "shipments" / "main.py"
    good = main.read_text()
    main.write_text(good + "\nthis is no Python\n")
    eventually(lambda: person.status(sandbox.name)["state"] == "silent")
    failed = person.sandbox("up", "--demo", code=1)
    assert "SyntaxError" in failed.err
    assert "hint: show this to your assistant" in failed.err
    assert waiting_page(sandbox.browser(), "/login") == 503
    main.write_text(good)
    eventually(lambda: sandbox.browser().get("/login").status == 200)
    assert person.status(sandbox.name)["state"] == "running"


def waiting_page(browser: Browser, path: str) -> int:
    """The status that a browser gets, which asks for HTML."""
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=25)
    headers = {"Host": f"{browser.host}:{browser.port}", "Accept": "text/html"}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    assert response.getheader("X-Sandbox-Gateway") == "waiting"
    connection.close()
    return response.status

"""The most likely mishap: the assistant leaves a file that cannot be run."""

from __future__ import annotations

import http.client
from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.mishaps import NOTES, TYPED
from tests.scenarios.person import Person
from tests.scenarios.web import Browser, eventually

TINY = (Path(__file__).parents[1] / "apps" / "tiny" / "server.py").read_text()
ONE_AT_A_TIME = TINY.replace("ThreadingHTTPServer", "HTTPServer")
PAGE = "    def page(self) -> None:\n"


def test_broken_code_is_said_and_mended_without_a_command(person: Person) -> None:
    """`status` and `up` say what the app said last, the browser gets the page that waits, and
    once the file is mended the app is back by itself."""
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


def test_an_app_that_hangs_is_started_anew(person: Person, tiny: MakeApp) -> None:
    """One that an endless loop or a long wait holds is back with the next `up`, once mended."""
    sandbox = person.up(tiny({"server.py": ONE_AT_A_TIME}))
    sandbox.change(TYPED)
    server, configuration = sandbox.workspace / "server.py", sandbox.workspace / "sandbox.toml"
    patient = configuration.read_text()
    for hang in ("while True: pass", "time.sleep(3600)"):
        server.write_text(ONE_AT_A_TIME.replace(PAGE, f"{PAGE}        {hang}\n"))
        configuration.write_text(patient.replace("= 60", "= 3"))
        engine.docker("restart", "--time", "0", sandbox.app)
        eventually(lambda: person.status(sandbox.name)["state"] == "silent")
        failed = person.sandbox("up", sandbox.workspace, code=1)
        assert "did not answer within 3 seconds" in failed.err
        server.write_text(ONE_AT_A_TIME)
        configuration.write_text(patient)
        mended = person.up(sandbox.workspace)
        assert mended.taken == ["stop app", "start app", "wait app"]
        assert sandbox.browser().get().status == 200
        assert sandbox.rows(NOTES) == [["mine"]]
    assert person.up(sandbox.workspace).taken == []


def waiting_page(browser: Browser, path: str) -> int:
    """The status that a browser gets, which asks for HTML."""
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=25)
    headers = {"Host": f"{browser.host}:{browser.port}", "Accept": "text/html"}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    assert response.getheader("X-Sandbox-Gateway") == "waiting"
    connection.close()
    return response.status

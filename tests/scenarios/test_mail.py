"""Mail that an app sends is shown beside it and goes nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.model.walls.mark import MARK
from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.conftest import MakeApp, MakePerson
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import Browser, eventually

SEND = """
import os, smtplib
with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"]), timeout=60) as line:
    line.starttls()
    line.login("shop", "real-password")
    line.sendmail("shop@example.com", ["customer@gmail.com"], "Subject: Your order\\n\\nthanks")
"""


@pytest.fixture(scope="module")
def sender(
    make_person: MakePerson, tmp_path_factory: pytest.TempPathFactory, app_name: str
) -> Sandbox:
    """A sandbox of an app whose example environment speaks of a real mail server."""
    example = "GREETING=hello\nSMTP_HOST=smtp.example.com\n"
    folder = make_app(tmp_path_factory.mktemp("apps") / app_name, {".env.example": example})
    return make_person().up(folder)


def mail_of(sandbox: Sandbox) -> Browser:
    return Browser(str(sandbox.document["mail"]))


def messages(sandbox: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mail_of(sandbox).get("/messages.json").text)
    return found


def test_mail_is_shown_at_an_address_of_its_own(sender: Sandbox) -> None:
    """What the app sends to a stranger stands there a moment later; `up` and `status` say where."""
    assert sender.document["mail"] == sender.url.replace("http://", "http://mail.")
    eventually(lambda: mail_of(sender).get().status == 200)
    sender.inside("python", "-c", SEND)
    [found] = messages(sender)
    assert (found["subject"], found["to"]) == ("Your order", ["customer@gmail.com"])
    assert "Your order" in mail_of(sender).get().text
    assert sender.person.status(sender.name)["mail"] == sender.document["mail"]
    assert sender.document["mail"] in sender.person.sandbox("status", sender.name).out


def test_a_reset_throws_the_mail_away(sender: Sandbox) -> None:
    """Fresh data comes without the mail about the old."""
    sender.inside("python", "-c", SEND)
    assert messages(sender)
    sender.person.sandbox("reset", sender.name)
    eventually(lambda: not messages(sender))


def test_the_catcher_is_as_closed_as_the_rest(sender: Sandbox) -> None:
    """No right, no way out, nothing to write to, small limits."""
    name = f"{sender.name}-mail"
    found = engine.inspect(name)
    host = found["HostConfig"]
    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    assert 0 < host["Memory"] == host["MemorySwap"] <= 128 << 20
    assert found["Config"]["User"] not in ("", "root", "0")
    others = [one for one in found["Mounts"] if one["Source"] != MARK.source]
    assert all(one["Type"] == "tmpfs" for one in others)
    assert list(found["NetworkSettings"]["Networks"]) == [sender.network]


def test_a_catcher_that_was_removed_comes_back(sender: Sandbox) -> None:
    """`up` mends it without touching the app."""
    before = engine.inspect(sender.app)["State"]["StartedAt"]
    engine.docker("rm", "--force", "--volumes", f"{sender.name}-mail")
    again = sender.person.up(here=sender.workspace)
    assert again.taken == ["start mail"]
    eventually(lambda: mail_of(sender).get().status == 200)
    assert engine.inspect(sender.app)["State"]["StartedAt"] == before


def test_a_catcher_that_was_let_out_is_made_anew(sender: Sandbox) -> None:
    """Whoever connects it to another network: the next `up` takes it back."""
    engine.docker("network", "connect", "bridge", name := f"{sender.name}-mail")
    assert "start mail" in sender.person.up(here=sender.workspace).taken
    assert list(engine.inspect(name)["NetworkSettings"]["Networks"]) == [sender.network]


TOML = """
[app]
start_seconds = 60

[database]
migrate = ["python", "migrate.py"]
migrations = ["migrate.py"]

[mail]
enabled = false

[browser]
allow = ["https://tiles.example"]
"""


def test_an_app_without_mail_and_with_a_named_origin(person: Person, tiny: MakeApp) -> None:
    """`[mail] enabled = false`: no container, no variables, no address. [browser] allow of the
    maintainers reaches the gateway; what the app adds to it does not."""
    sandbox = person.up(tiny({"sandbox.toml": TOML}))
    assert sandbox.document["mail"] is None
    assert engine.containers_of(sandbox.name) == [sandbox.app, sandbox.database]
    assert "SMTP_HOST" not in sandbox.inside("env")
    policy = "content-security-policy"
    headers = {k.lower(): v for k, v in sandbox.browser().get().headers.items()}
    assert "https://tiles.example" in headers[policy]
    file = sandbox.workspace / "sandbox.toml"
    file.write_text(file.read_text().replace("allow = [", 'allow = ["https://evil.example", '))
    person.up(here=sandbox.workspace)
    headers = {k.lower(): v for k, v in sandbox.browser().get().headers.items()}
    assert "https://tiles.example" in headers[policy]
    assert "evil" not in headers[policy]


def test_an_image_cannot_speak_for_the_maintainers(
    sender: Sandbox, person: Person, tiny: MakeApp, own_name: str
) -> None:
    """A label of ours in the app's Dockerfile is refused; each that is read is ours, empty too."""
    file = Path(__file__).parents[1] / "apps" / "tiny" / "Dockerfile"
    label = 'LABEL sandbox.browser="https://evil.example" sandbox.mail="sent"\n'
    refused = person.sandbox(
        "up", tiny({"Dockerfile": file.read_text() + label}, name=own_name), code=4
    )
    assert "label" in refused.err
    assert engine.inspect(sender.app)["Config"]["Labels"]["sandbox.browser"] == ""

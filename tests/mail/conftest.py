"""The mail catcher in a container as hardened as a sandbox's, its ports on loopback."""

from __future__ import annotations

import http.client
import json
import os
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.engine import docker
from tests.scenarios.web import eventually

ROOT = Path(__file__).parents[2]
IMAGE = f"sandbox-mail-test:{os.getpid()}"
NAME = f"mail-test-{os.getpid()}"


@dataclass(slots=True, kw_only=True)
class Catcher:
    """ports: on loopback, by the one in the container."""

    ports: dict[int, int] = field(default_factory=dict)

    def find_ports(self) -> None:
        """Others after each start."""
        listed = docker("port", NAME).splitlines()
        pairs = (line.split("/tcp -> 127.0.0.1:") for line in listed)
        self.ports = {int(inside): int(outside) for inside, outside in pairs}

    def line(self, port: int = 1025) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.ports[port], timeout=20)

    def send(self, *, subject: str, text: str = "hello", html: str = "") -> str:
        """The new message's number."""
        message = EmailMessage()
        message["From"], message["To"] = "Shop <shop@example.org>", "anna@example.org"
        message["Subject"] = subject
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
        return self.deliver(message)

    def deliver(self, message: EmailMessage) -> str:
        with self.line() as line:
            line.send_message(message)
        return str(self.messages()[0]["id"])

    def ask(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.ports[8025], timeout=20)
        line.request(method, path)
        response = line.getresponse()
        content = response.read()
        line.close()
        return response.status, dict(response.headers), content

    def messages(self, words: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.ask(f"/messages.json?q={words}")[2])
        return found


@pytest.fixture(scope="module")
def catcher() -> Iterator[Catcher]:
    docker("build", "--quiet", "--tag", IMAGE, str(ROOT / "compose" / "mail"))
    published = [word for port in PORTS for word in ("--publish", f"127.0.0.1::{port}")]
    try:
        docker(
            *("run", "--detach", "--name", NAME, "--read-only", "--cap-drop", "ALL", "--init"),
            *("--security-opt", "no-new-privileges", "--tmpfs", "/mail:size=24m,mode=1777"),
            *("--memory", "128m", "--memory-swap", "128m", "--pids-limit", "64", *published, IMAGE),
        )
        found = Catcher()
        found.find_ports()
        eventually(lambda: _answers(found))
        yield found
    finally:
        docker("rm", "--force", "--volumes", NAME, check=False)
        docker("image", "rm", IMAGE, check=False)


PORTS = (1025, 25, 587, 8025)


def _answers(catcher: Catcher) -> bool:
    try:
        return catcher.ask("/")[0] == 200
    except (OSError, http.client.HTTPException):
        return False

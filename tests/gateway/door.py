"""A gateway of the tests' own, beside the engine's one, with two apps behind it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from sandbox.adapters.docker.engine import DockerEngine
from tests.scenarios.engine import docker
from tests.scenarios.web import eventually

ROOT = Path(__file__).parents[2]
USER = f"gateway-test-{os.getpid()}"
IMAGE = f"sandbox-gateway-test:{os.getpid()}"
ONE, TWO, FRIENDLY = "one.localhost", "two.localhost", "friendly.localhost"
APP = (Path(__file__).parent / "hostile.py").read_text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """headers: (name in lower case, value), in order."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    def __getitem__(self, name: str) -> str:
        return ", ".join(self.all(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """port: the gateway's on loopback."""

    port: int

    def url(self, host: str, **said: str | list[str]) -> str:
        """The address that makes the app say it."""
        return f"http://{host}:{self.port}{said_path(**said)}"

    def ask(
        self,
        path: str = "/headers",
        *,
        host: str = ONE,
        method: str = "GET",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, path, headers={"Host": f"{host}:{self.port}"} | (headers or {}))
        response = line.getresponse()
        text = response.read().decode()
        line.close()
        found = tuple((name.lower(), value) for name, value in response.headers.items())
        return Answer(status=response.status, headers=found, text=text)

    def say(self, *headers: str, status: int = 200, host: str = ONE, **asked: str) -> Answer:
        """The answer where the app says these headers. asked: of the request."""
        path = said_path(h=list(headers), status=str(status))
        return self.ask(path, host=host, headers={k.replace("_", "-"): v for k, v in asked.items()})

    def heard(self, **asked: str) -> dict[str, str]:
        """What of a request with these headers reaches the app, by name in lower case."""
        answer = self.ask(headers={k.replace("_", "-"): v for k, v in asked.items()})
        return {name.lower(): value for name, value in json.loads(answer.text)}

    def raw(self, request: bytes) -> bytes:
        """What comes back for these bytes, until the line is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))


def said_path(**said: str | list[str]) -> str:
    return f"/say?{urlencode(said, doseq=True)}"


def open_door(friends: str) -> Door:
    """friends: the other origins that FRIENDLY's pages may talk to, separated by blanks."""
    engine, labels = DockerEngine(), {"sandbox.user": USER}
    docker("build", "--quiet", "--tag", IMAGE, str(ROOT / "compose" / "gateway"))
    inner, outer = f"{USER}-inner", f"{USER}-outer"
    engine.create_isolated(inner, labels)
    address = engine.create_outer(outer, labels)
    closed = ("--cap-drop", "ALL", "--label", f"sandbox.user={USER}")
    for app in ("one", "two"):
        run = ("run", "--detach", "--name", f"{USER}-{app}", "--network", inner, *closed)
        docker(*run, "--read-only", "python:3.11-slim", "python", "-c", APP, "8000")
    docker(
        *("create", "--name", f"{USER}-gateway", "--network", outer, "--ip", address, *closed),
        *("--init", "--read-only", "--tmpfs", "/tmp:size=16m,mode=1777"),
        *("--env", f"OUTER_ADDRESS={address}", "--publish", "127.0.0.1::8080", IMAGE),
    )
    engine.put_file(f"{USER}-gateway", "/etc/sandbox/routes.map", _routes(friends).encode())
    engine.connect(inner, f"{USER}-gateway", ())
    docker("start", f"{USER}-gateway")
    port = docker("port", f"{USER}-gateway", "8080/tcp").strip().rsplit(":", 1)[1]
    door = Door(port=int(port))
    eventually(lambda: _answers(door))
    return door


def _answers(door: Door) -> bool:
    try:
        return all(door.ask(host=host).status == 200 for host in (ONE, TWO, FRIENDLY))
    except (OSError, http.client.HTTPException):
        return False


def _routes(friends: str) -> str:
    lines = [
        f"{ONE} {USER}-one:8000",
        f"{TWO} {USER}-two:8000",
        f"{FRIENDLY} {USER}-one:8000 {friends}",
        *(f"{FRIENDLY}|{origin} yes" for origin in friends.split()),
    ]
    return "".join(f"{line}\n" for line in lines)


def close_door() -> None:
    for app in ("gateway", "one", "two"):
        docker("rm", "--force", "--volumes", f"{USER}-{app}", check=False)
    for side in ("inner", "outer"):
        docker("network", "rm", f"{USER}-{side}", check=False)
    subprocess.run(["docker", "image", "rm", IMAGE], capture_output=True, check=False)

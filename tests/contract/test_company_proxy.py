"""Behind a company's proxy that wants a password, which is the person's and stays so."""

from __future__ import annotations

import base64
import http.server
import json
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker.engine import DockerEngine
from sandbox.effects.build import build_image
from sandbox.effects.egress import make_image
from sandbox.errors import Refused
from sandbox.model.names import SandboxName
from sandbox.model.settings.spec import Outside
from sandbox.model.steps import BuildImage
from tests.contract.conftest import Case
from tests.scenarios import engine

IMAGE = "python:3.11-slim"
USER, PASSWORD = "anna", "p@ss word:%41"
WRITTEN = "anna:p%40ss%20word%3A%2541"
TARGET = "downloads.example.org"
FETCH = f"import urllib.request as u; print(u.urlopen('http://{TARGET}/').read().decode())"


class Proxy(http.server.BaseHTTPRequestHandler):
    """Says hello to whoever knows the password."""

    def do_GET(self) -> None:
        said = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        known = self.headers.get("Proxy-Authorization") == said
        self.send_response(200 if known else 407)
        self.end_headers()
        self.wfile.write(f"hello from {self.path}".encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[str]:
    """The address of a proxy on this machine, as its containers see it, with the password."""
    make_image(wiring.wire("builds"), lambda _: None)  # not behind the proxy of this test
    server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host = engine.inspect("bridge", "network")["IPAM"]["Config"][0]["Gateway"]
    yield f"http://{WRITTEN}@{host}:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["environment", "settings of Docker"])
def behind(
    request: pytest.FixtureRequest, proxy: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """This machine goes through the proxy."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    if request.param == "environment":
        monkeypatch.setenv("HTTPS_PROXY", proxy)
        return
    named = {"httpProxy": proxy, "httpsProxy": proxy, "ftpProxy": proxy}
    (tmp_path / "config.json").write_text(json.dumps({"proxies": {"default": named}}))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))


def step_of(case: Case, context: Path, outside: Outside) -> BuildImage:
    name = SandboxName.of(app=case.base, user="builds")
    return BuildImage(
        tag=name.image("1"),
        context=str(context),
        dockerfile="Dockerfile",
        name=name,
        outside=outside,
        labels=(("sandbox.user", case.labels["sandbox.user"]),),
        why="test",
    )


@pytest.mark.usefixtures("behind")
def test_a_build_goes_through_it_and_learns_no_password(docker_case: Case, tmp_path: Path) -> None:
    """What the build fetches comes; neither what its steps see nor the image has the password."""
    context = tmp_path / "context"
    context.mkdir()
    text = (
        f"FROM {IMAGE}\nARG HTTPS_PROXY\nARG FTP_PROXY\nENV RUN={secrets.token_hex(8)}\n"
        f'RUN env >/seen && python -c "{FETCH}" >>/seen\n'
    )
    (context / "Dockerfile").write_text(text)
    step = step_of(docker_case, context, Outside(build=(f"{TARGET}:80",)))
    build_image(step, wiring.wire("builds"), lambda _: None)
    docker_case.engine.create(docker_case.spec(image=step.tag))
    seen = docker_case.engine.get_file(docker_case.name(), "/seen")
    assert seen is not None
    assert f"hello from http://{TARGET}/" in seen.decode()
    history = engine.docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", step.tag)
    assert "HTTPS_PROXY=http://127.0.0.1:3128" in seen.decode()
    for text in (seen.decode(), history, json.dumps(engine.inspect(step.tag, "image"))):
        assert USER not in text


@pytest.mark.usefixtures("behind")
def test_an_open_build_behind_it_is_refused(docker_case: Case, tmp_path: Path) -> None:
    """It would be told the password."""
    context = tmp_path / "context"
    context.mkdir()
    (context / "Dockerfile").write_text(f"FROM {IMAGE}\nRUN env >/seen\n")
    step = step_of(docker_case, context, Outside(build_open=True))
    with pytest.raises(Refused, match="wants a password") as caught:
        build_image(step, wiring.wire("builds"), lambda _: None)
    assert "p@ss" not in f"{caught.value.message}{caught.value.hint}"
    assert docker_case.engine.image(step.tag) is None


@pytest.mark.usefixtures("behind")
def test_a_container_is_told_nothing_of_it() -> None:
    """What Docker's own client would add to every container is not added to a sandbox's."""
    made = Case(DockerEngine())
    try:
        made.engine.create(made.spec())
        assert "proxy" not in json.dumps(engine.inspect(made.name())["Config"]["Env"]).lower()
    finally:
        made.clear()

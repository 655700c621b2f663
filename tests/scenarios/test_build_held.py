"""What an app's build runs reaches package mirrors and what its maintainers name, nothing else."""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.outside import Outside
from tests.scenarios.person import Person
from tests.scenarios.web import eventually

IMAGE = "python:3.11-slim"
# Tries everything, past the proxy and through it, and writes down what answered.
ATTACK = """
import json, os, socket, sys, urllib.error, urllib.request
reached, said = [], {}
for target in sys.argv[1].split():
    host, port = target.rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
        reached.append(target)
    except OSError:
        pass
    try:
        said[target] = urllib.request.urlopen(f"http://{target}/", timeout=10).status
    except urllib.error.HTTPError as error:
        said[target] = error.code
    except OSError as error:
        said[target] = type(error).__name__
names = []
for name in sys.argv[2].split():
    try:
        names.append(socket.gethostbyname(name))
    except OSError:
        pass
links = [name for _, name in socket.if_nameindex()]
found = {"reached": reached, "said": said, "names": names, "links": links, "env": dict(os.environ)}
json.dump(found, open("/attack.json", "w"))
"""


class Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello from the machine")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host_page() -> Iterator[int]:
    """The port of a web server of this machine, on all its addresses."""
    server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Hello)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def neighbour() -> Iterator[str]:
    """The address of somebody's container with a web server, in Docker's usual network."""
    name = f"neighbour-{os.getpid()}"
    command = ("python", "-m", "http.server", "80")
    engine.docker("run", "--detach", "--rm", "--name", name, "--init", IMAGE, *command)
    try:
        address = engine.address_of(name, "bridge")
        eventually(lambda: listens(address))
        yield address
    finally:
        engine.docker("rm", "--force", "--volumes", name)


def listens(address: str) -> bool:
    with contextlib.suppress(OSError):
        socket.create_connection((address, 80), timeout=2).close()
        return True
    return False


def dockerfile(*lines: str) -> str:
    return "\n".join(
        [f"FROM {IMAGE}", "WORKDIR /app", *lines, "COPY . .", 'CMD ["python", "server.py"]', ""]
    )


def host_addresses() -> list[str]:
    run = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True)
    return [one for one in run.stdout.split() if ":" not in one]


def test_a_build_reaches_mirrors_and_nothing_else(
    person: Person, tiny: MakeApp, own_name: str, host_page: int, neighbour: str
) -> None:
    """Packages can be installed; the machine, its metadata, other containers, other names and
    raw frames cannot be had, neither directly nor through the proxy."""
    address, bridge = host_addresses()[0], engine.inspect("bridge", "network")
    host = [address, bridge["IPAM"]["Config"][0]["Gateway"]]
    for one in host:
        assert engine.web_page(one, host_page) == "hello from the machine"
    assert "Directory listing" in engine.web_page(neighbour, 80)
    targets = [f"{one}:{host_page}" for one in host]
    targets += [f"{neighbour}:80", "169.254.169.254:80", "example.org:80"]
    run = f"RUN python attack.py '{' '.join(targets)}' 'example.org localhost.example.org'"
    lines = ("RUN pip install --no-cache-dir click==8.1.7", "COPY attack.py ./", run)
    folder = tiny({"Dockerfile": dockerfile(*lines), "attack.py": ATTACK}, name=own_name)
    sandbox = person.up(folder)
    found = json.loads(sandbox.inside("cat", "/attack.json"))
    assert found["reached"] == []
    assert set(found["said"].values()) == {403}
    assert found["names"] == []
    assert found["links"] == ["lo"]
    assert "8.1.7" in sandbox.inside("pip", "show", "click")
    assert not {one for one in sandbox.inside("env").lower().splitlines() if "proxy" in one}
    assert not [one for one in engine.containers_of(sandbox.name) if "--" in one]
    assert not [one for one in person.left if "--job" in one]


def test_a_build_that_is_held_back_says_from_what(
    person: Person, tiny: MakeApp, own_name: str
) -> None:
    """The hint names the host and the line for sandbox.toml; nothing is left of the build."""
    fetch = "import urllib.request as u; u.urlopen('http://downloads.example.org/tool')"
    lines = dockerfile(f'RUN python -c "{fetch}"')
    failed = person.sandbox("up", tiny({"Dockerfile": lines}, name=own_name), code=1)
    assert "HTTP Error 403" in failed.err
    assert '[build] allow = ["downloads.example.org:80"]' in failed.err
    assert person.left == []


def test_what_the_maintainers_name_is_reached_and_production_is_not(
    person: Person, tiny: MakeApp, own_name: str, tmp_path: Path
) -> None:
    """[build] allow opens a host; one that leads to production, or inside, stays closed."""
    outside = Outside(tmp_path)
    names = ("www.tiles.example", "second.tiles.example", "ten.tiles.example", "x.prod.example")
    targets = " ".join(f"{name}:80" for name in names)
    settings = (tiny(name=f"{own_name}x") / "sandbox.toml").read_text()
    settings += f'[egress]\nresolver = "{outside.resolver}"\n'
    settings += '[build]\nallow = ["*.tiles.example"]\n'
    settings += '[production]\nhosts = ["*.prod.example", "db.prod.example"]\n'
    # Its name, so that no layer of an earlier run is taken instead.
    attack = f"RUN python attack.py '{targets}' 'www.tiles.example' # {own_name}"
    lines = ("COPY attack.py ./", attack)
    changes: dict[str, str | None] = {"Dockerfile": dockerfile(*lines), "attack.py": ATTACK}
    with outside.open():
        sandbox = person.up(tiny({**changes, "sandbox.toml": settings}, name=own_name))
        assert engine.web_page(outside.production, 80)
        assert outside.reached() == [f"{outside.web}:80", f"{outside.production}:80"]
    found = json.loads(sandbox.inside("cat", "/attack.json"))
    assert found["reached"] == found["names"] == []
    assert [found["said"][f"{name}:80"] for name in names] == [200, 403, 403, 403]
    assert "x.prod.example" not in outside.asked()


def test_what_cannot_be_held_is_refused_until_it_is_accepted(
    person: Person, tiny: MakeApp, own_name: str, host_page: int
) -> None:
    """A file that Docker itself would fetch from anywhere: code 4, or open by the maintainers'
    word."""
    bridge = engine.inspect("bridge", "network")["IPAM"]["Config"][0]["Gateway"]
    add = f"ADD http://{bridge}:{host_page}/ /hello.txt"
    lines = dockerfile(add, "RUN chmod 644 /hello.txt")
    folder = tiny({"Dockerfile": lines}, name=own_name)
    refused = person.sandbox("up", folder, code=4)
    assert "Dockerfile, line 3: ADD from an address cannot be built here" in refused.err
    assert '[build] network = "open"' in refused.err
    assert person.left == []
    settings = (folder / "sandbox.toml").read_text() + '\n[build]\nnetwork = "open"\n'
    opened = tiny({"Dockerfile": lines, "sandbox.toml": settings}, name=f"{own_name}o")
    sandbox = person.up(opened)
    assert sandbox.inside("cat", "/hello.txt") == "hello from the machine"
    engine.remove_images(*engine.images_of(f"{own_name}o"))


def test_what_only_buildkit_knows_is_built_held_too(
    person: Person, tiny: MakeApp, own_name: str
) -> None:
    """Caches, mounted files, here-documents and permissions mean what they mean to BuildKit."""
    lines = dockerfile(
        "RUN --mount=type=cache,target=/cache \\",
        "    --mount=type=bind,source=requirements.txt,target=/given.txt \\",
        "    cp /given.txt /copied.txt",
        "RUN <<EOF",
        'for word in one "two three"; do',
        '  echo "$word" >>/words.txt',
        "done",
        "EOF",
        "RUN python - <<EOF",
        'open("/python.txt", "w").write("said")',
        "EOF",
        "COPY <<'EOF' /here.txt",
        "costs $5",
        "EOF",
        "COPY --link --chmod=0750 migrate.py /tool",
    )
    sandbox = person.up(tiny({"Dockerfile": lines}, name=own_name))
    show = "cat /copied.txt /words.txt /python.txt /here.txt; stat -c %a /tool"
    assert sandbox.inside("sh", "-c", show).splitlines() == [
        "# Nothing but the standard library.",
        "one",
        "two three",
        "saidcosts $5",
        "750",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("# escape=`", "FROM {image}", "RUN echo \\", "ADD http://{host}/x /x"),
        ("FROM {image}", "ADD http:\\//{host}/x /x"),
        ("FROM {image}", "ADD [ http://{host}/x /leak/"),
        ("FROM {image} AS a", 'ONBUILD ADD ["http:\\u002f\\u002f{host}/x", "/x"]', "FROM a"),
        ("FROM {host}/data:tag",),
        ("FROM {image}", "COPY --from={host}/data:tag /x /x"),
    ],
)
def test_docker_itself_is_not_made_to_ask_this_machine(
    person: Person, tiny: MakeApp, own_name: str, lines: tuple[str, ...]
) -> None:
    """However an address is written that Docker would ask: code 4, and it hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        text = "\n".join(lines).replace("{host}", host).replace("{image}", IMAGE) + "\n"
        person.sandbox("up", tiny({"Dockerfile": text, "[": "x"}, name=own_name), code=4)
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert person.left == []

"""What sandbox.toml names can be reached through the proxy, and nothing else can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.model.walls.mark import MARK
from tests.scenarios import engine
from tests.scenarios.apps import git, make_app
from tests.scenarios.conftest import MakeApp, MakePerson
from tests.scenarios.outside import Outside
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually

# Says for each URL what answered: the body, or "refused CODE", or the failure's name.
FETCH = """
import json, sys, urllib.error, urllib.request
said = {}
for url in sys.argv[1:]:
    try:
        said[url] = urllib.request.urlopen(url, timeout=20).read().decode()
    except urllib.error.HTTPError as error:
        said[url] = f"refused {error.code}"
    except OSError as error:
        said[url] = type(error).__name__
print(json.dumps(said))
"""
# Asks for the URL thirty times, with time in between for the name to be looked up anew.
AGAIN = """
import json, sys, time, urllib.error, urllib.request
said = []
for _ in range(30):
    try:
        said.append(urllib.request.urlopen(sys.argv[1], timeout=20).read().decode())
    except OSError as error:
        said.append(str(error))
    time.sleep(0.25)
print(json.dumps(said))
"""
# Sends each raw head to the proxy; what its first line says, and what comes through a tunnel.
RAW = """
import json, os, socket, sys
from urllib.parse import urlsplit
at = urlsplit(os.environ["HTTPS_PROXY"])
said = []
for head in json.loads(sys.argv[1]):
    line = socket.create_connection((at.hostname, at.port), timeout=20)
    line.sendall(head.encode())
    first = line.recv(4096).decode(errors="replace").splitlines()[0]
    if head.startswith("CONNECT") and " 200 " in first:
        line.sendall(b"GET / HTTP/1.0\\r\\n\\r\\n")
        first += " " + line.recv(4096).decode(errors="replace").splitlines()[-1]
    said.append(first)
    line.close()
print(json.dumps(said))
"""


def settings(outside: Outside, *allow: str) -> str:
    return f"""
[app]
start_seconds = 60
[database]
migrate = ["python", "migrate.py"]
migrations = ["migrate.py"]
[production]
hosts = ["db.prod.example", "*.prod.example"]
[egress]
allow = {json.dumps(list(allow))}
resolver = "{outside.resolver}"
"""


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    made = Outside(tmp_path_factory.mktemp("outside"))
    with made.open():
        yield made


@pytest.fixture(scope="module")
def source(outside: Outside, tmp_path_factory: pytest.TempPathFactory, app_name: str) -> Path:
    """The app's repository, which lets two things through."""
    text = settings(outside, "api.stripe.test:80", "api.stripe.test:443", "*.tiles.example")
    return make_app(tmp_path_factory.mktemp("apps") / app_name, {"sandbox.toml": text})


@pytest.fixture(scope="module")
def sandbox(source: Path, make_person: MakePerson) -> Sandbox:
    return make_person().up(source)


# A migration that needs what the app may reach, and may reach no more.
MIGRATE = """
import urllib.error, urllib.request
assert b"outside at" in urllib.request.urlopen("http://api.stripe.test/", timeout=20).read()
try:
    urllib.request.urlopen("http://evil.test/", timeout=20)
except urllib.error.HTTPError as error:
    assert error.code == 403
else:
    raise SystemExit("evil.test was reached")
"""


def change(sandbox: Sandbox, text: str, migrate: str | None = None) -> None:
    """The maintainers change their sandbox.toml, and their migrations; the contributor takes it
    over and runs `up`."""
    folder = Path(git("remote", "get-url", "origin", folder=sandbox.workspace).strip())
    (folder / "sandbox.toml").write_text(text)
    if migrate:
        (folder / "migrate.py").write_text(migrate)
    git("commit", "--quiet", "-am", "Other ways out", folder=folder)
    git("pull", "--quiet", "--ff-only", "origin", "main", folder=sandbox.workspace)
    git("fetch", "--quiet", "origin", folder=sandbox.workspace)
    sandbox.person.sandbox("up", sandbox.name)


def fetch(sandbox: Sandbox, *urls: str) -> dict[str, str]:
    said: dict[str, str] = json.loads(sandbox.inside("python", "-c", FETCH, *urls))
    return said


def raw(sandbox: Sandbox, *heads: str) -> list[str]:
    said: list[str] = json.loads(sandbox.inside("python", "-c", RAW, json.dumps(heads)))
    return said


def connect(target: str) -> str:
    return f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n"


def test_what_is_allowed_is_reached(sandbox: Sandbox, outside: Outside) -> None:
    """An allowed host answers, over plain HTTP and through a tunnel, and what is beneath a name."""
    urls = ("http://api.stripe.test/", "http://www.tiles.example/")
    assert set(fetch(sandbox, *urls).values()) == {f"outside at {outside.web}:80"}
    (said,) = raw(sandbox, connect("api.stripe.test:443"))
    assert " 200 " in said
    assert f"outside at {outside.web}:443" in said


def test_what_is_not_named_is_refused_and_never_looked_up(
    sandbox: Sandbox, outside: Outside
) -> None:
    """Another name or port, the name above a wildcard: refused, and no question about it asked."""
    before = outside.reached()
    urls = (
        "http://evil.test/",
        "http://secrets-of-mine.evil.test/",
        "http://tiles.example/",
        "http://api.stripe.test:8080/",
        f"http://{outside.web}/",
        f"http://{outside.inside}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://api.stripe.test.evil.test/",
        "http://xapi.stripe.test/",
    )
    assert set(fetch(sandbox, *urls).values()) == {"refused 403"}
    said = raw(sandbox, connect("evil.test:443"), connect("api.stripe.test:8080"))
    assert all(" 403 " in one for one in said)
    assert outside.reached() == before
    fetch(sandbox, "http://api.stripe.test/")
    outside.wait_for("api.stripe.test")
    assert not {one for one in outside.asked() if "evil" in one or one == "tiles.example"}


@pytest.mark.parametrize(
    "name", ["meta", "ten", "loop", "host", "both", "mapped", "local", "second"]
)
def test_an_allowed_name_that_leads_inside_is_refused(
    sandbox: Sandbox, outside: Outside, name: str
) -> None:
    """Metadata, private, loopback, this machine, one of several, IPv6's forms, production."""
    before = outside.reached()
    target = f"{name}.tiles.example"
    assert fetch(sandbox, f"http://{target}/") == {f"http://{target}/": "refused 403"}
    assert " 403 " in raw(sandbox, connect(f"{target}:443"))[0]
    outside.wait_for(target)
    assert outside.reached() == before


def test_the_servers_that_are_refused_would_answer(outside: Outside) -> None:
    """From this machine they are there: what the proxy refuses is not just absent."""
    for address in (outside.web, outside.production, outside.inside):
        said = engine.web_page(address, 80)
        assert said == f"outside at {address}:80"


def test_a_name_that_changes_its_address_gets_nothing_inside(
    sandbox: Sandbox, outside: Outside
) -> None:
    """A name server that answers with another address each time wins nothing by it."""
    url, before = "http://turns.tiles.example/", outside.reached().count(f"{outside.inside}:80")
    said = json.loads(sandbox.inside("python", "-c", AGAIN, url))
    assert not [one for one in said if outside.inside in one]
    assert outside.reached().count(f"{outside.inside}:80") == before
    outside.wait_for("turns.tiles.example")


def test_production_is_never_let_through(sandbox: Sandbox, outside: Outside) -> None:
    """Neither by name, which is not even looked up by the app's asking, nor by number."""
    before = outside.reached()
    urls = (f"http://{outside.production}/", "http://db.prod.example/", "http://x.prod.example/")
    assert set(fetch(sandbox, *urls).values()) == {"refused 403"}
    assert outside.reached() == before
    assert "x.prod.example" not in outside.asked()


def test_the_proxy_is_a_proxy_and_nothing_else(sandbox: Sandbox) -> None:
    """No administration, no other kinds of address, no request for itself."""
    heads = [
        "GET cache_object://egress/info HTTP/1.0\r\n\r\n",
        "GET http://egress:3128/squid-internal-mgr/info HTTP/1.0\r\n\r\n",
        "GET /squid-internal-mgr/menu HTTP/1.0\r\nHost: egress\r\n\r\n",
        "GET ftp://api.stripe.test/ HTTP/1.0\r\n\r\n",
        "GET urn:isbn:0 HTTP/1.0\r\n\r\n",
        "GET whois://api.stripe.test/x HTTP/1.0\r\n\r\n",
        "PURGE http://api.stripe.test/ HTTP/1.0\r\n\r\n",
        "TRACE http://api.stripe.test/ HTTP/1.0\r\n\r\n",
    ]
    for said in raw(sandbox, *heads):
        assert " 200 " not in said, said


def test_a_person_sees_what_was_refused(sandbox: Sandbox) -> None:
    """`status` and `logs --egress` name the hosts in plain words."""
    fetch(sandbox, "http://maps.evil.test/", "http://api.stripe.test/", "http://ten.tiles.example/")
    said = sandbox.person.sandbox("status", sandbox.name).out
    assert "maps.evil.test:80 (not under [egress] allow in sandbox.toml)" in said
    assert "ten.tiles.example:80 (it leads to an address inside this network)" in said
    document = sandbox.person.status(sandbox.name)["egress"]
    assert document["running"]
    assert document["refused"][0].startswith("ten.tiles.example:80")
    log = sandbox.person.sandbox("logs", sandbox.name, "--egress").out
    assert "refused maps.evil.test:80" in log
    assert "let through api.stripe.test:80" in log


def test_the_proxy_has_no_rights(sandbox: Sandbox) -> None:
    """Not root, no capability, nothing to write on but a small tmpfs, nothing published."""
    found = engine.inspect(f"{sandbox.name}-egress")
    host = found["HostConfig"]
    assert host["CapDrop"] == ["ALL"]
    assert not host["CapAdd"]
    assert host["ReadonlyRootfs"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert host["Memory"] == host["MemorySwap"] > 0
    assert host["PidsLimit"] > 0
    assert host["Sysctls"] == {"net.ipv4.ip_forward": "0"}
    assert not host["PortBindings"]
    assert [(one["Source"], one["RW"]) for one in found["Mounts"]] == [(MARK.source, False)]
    status = engine.docker("exec", f"{sandbox.name}-egress", "cat", "/proc/1/status")
    values = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert int(values["CapBnd"], 16) == 0
    assert "0" not in values["Uid"].split()


def test_only_the_proxy_has_a_way_out(sandbox: Sandbox) -> None:
    """The app's own network stays closed, and the app has no route but to it."""
    assert engine.inspect(sandbox.network, "network")["Internal"]
    outer = engine.inspect(f"{sandbox.network}--out", "network")
    assert [one["Name"] for one in outer["Containers"].values()] == [f"{sandbox.name}-egress"]
    assert engine.docker("exec", sandbox.app, "cat", "/proc/net/route").count("\n") == 2


def test_a_changed_list_takes_effect_and_an_empty_one_closes(
    outside: Outside, person: Person, tiny: MakeApp
) -> None:
    """The next `up` lets through what is named now, for new migrations too, on fresh data and on
    the person's; with nothing named nothing is left of it."""
    folder = tiny({"sandbox.toml": settings(outside, "evil.test")})
    own = person.up(folder)
    url, body = "http://evil.test/", f"outside at {outside.web}:80"
    assert fetch(own, url) == {url: body}
    change(own, settings(outside, "api.stripe.test"), MIGRATE)
    assert fetch(own, url) == {url: "refused 403"}
    assert fetch(own, "http://api.stripe.test/") == {"http://api.stripe.test/": body}
    eventually(lambda: person.sandbox("up", own.name, "--dry-run").out == "nothing to do\n")
    change(own, settings(outside))
    assert "proxy" not in own.inside("env").lower()
    assert engine.containers_of(own.name) == own.containers
    change(own, settings(outside, "evil.test"))
    person.sandbox("down", own.name)
    assert person.left == []


def test_the_app_cannot_open_its_own_doors(sandbox: Sandbox, outside: Outside) -> None:
    """What stands in the workspace's sandbox.toml counts once the app's maintainers have it."""
    wished = settings(outside, "evil.test")
    try:
        (sandbox.workspace / "sandbox.toml").write_text(wished)
        done = sandbox.person.sandbox("up", sandbox.name)
        assert "count once they are merged" in done.err
        assert fetch(sandbox, "http://evil.test/") == {"http://evil.test/": "refused 403"}
    finally:
        git("checkout", "--quiet", "sandbox.toml", folder=sandbox.workspace)


def test_without_a_list_there_is_no_way_out(shared_tiny: Sandbox) -> None:
    """An app that names nothing has no proxy, and no word of one in its environment."""
    assert engine.containers_of(shared_tiny.name) == shared_tiny.containers
    assert "proxy" not in shared_tiny.inside("env").lower()


def test_the_rendered_file_has_the_proxy(sandbox: Sandbox) -> None:
    """`render` shows its container, hardened, and its network outside."""
    document = sandbox.person.sandbox("render", sandbox.name, "--json").json
    proxy = document["services"]["egress"]
    assert proxy["read_only"]
    assert set(proxy["networks"]) == {"default", "outside"}
    assert set(document["services"]["app"]["networks"]) == {"default"}
    assert "internal" not in document["networks"]["outside"]


def test_a_name_that_leads_to_production_is_refused_at_once(person: Person, tiny: MakeApp) -> None:
    """`up` says which one, with code 4, before anything is started."""
    text = '[production]\nhosts = ["127.0.0.0/8"]\n[egress]\nallow = ["localhost:8443"]\n'
    done = person.sandbox("up", tiny({"sandbox.toml": text}), code=4)
    assert "localhost:8443 leads to production (127.0.0.0/8 in sandbox.toml)" in done.err
    assert person.left == []

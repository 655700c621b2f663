"""`sandbox prove` on real containers: it holds where nothing is open, and names every hole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.conftest import MakePerson
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.web import eventually

REFUSED = 4


@pytest.fixture(scope="module")
def sandbox(
    make_person: MakePerson, tmp_path_factory: pytest.TempPathFactory, app_name: str
) -> Sandbox:
    """One that has a neighbour, and a production host by number and by name."""
    configuration = (Path(__file__).parents[1] / "apps" / "tiny" / "sandbox.toml").read_text()
    production = '\n[production]\nhosts = ["db.prod.example", "198.51.100.7"]\n'
    folder = tmp_path_factory.mktemp("apps") / app_name
    app = make_app(folder, {"sandbox.toml": configuration + production})
    make_person().up(app)
    return make_person().up(app)


def prove(sandbox: Sandbox, *, code: int) -> dict[str, Any]:
    """The document of `sandbox prove --json`."""
    done = sandbox.person.sandbox("prove", sandbox.name, "--json", code=code)
    document: dict[str, Any] = done.json
    return document


def failed(document: dict[str, Any]) -> list[str]:
    return [
        f"{one['probe']} ({one['target']}): {one['observed']}"
        for one in document["probes"]
        if not one["ok"]
    ]


def test_every_way_out_is_tried_and_closed(sandbox: Sandbox) -> None:
    """From both containers at least forty attempts, of every kind, and all of them fail."""
    document = prove(sandbox, code=0)
    assert document["ok"]
    assert document["name"] == sandbox.name
    assert failed(document) == []
    for origin in ("app", "database"):
        tried = [one for one in document["probes"] if one["probe"].startswith(f"{origin}: ")]
        assert len(tried) >= 40
    groups = {one["group"] for one in document["probes"]}
    assert groups >= {
        "The internet",
        "The cloud's secrets",
        "This machine",
        "Other sandboxes",
        "The gateway",
        "Production",
        "Names of the outside",
        "Made-up packets",
        "Secrets of the person",
        "Rights",
        "Routes",
        "Limits",
        "The database's server",
        "What Docker says",
    }
    targets = {one["target"] for one in document["probes"] if one["group"] == "Production"}
    assert {"db.prod.example", "198.51.100.7:443", "198.51.100.7:5432"} <= targets


def test_the_table_can_be_read_and_the_last_one_is_kept(sandbox: Sandbox) -> None:
    """Its last line says how many attempts failed; a file has them all, with time and place."""
    said = sandbox.person.sandbox("prove", sandbox.name).out
    kept = json.loads((sandbox.person.home / "proofs" / f"{sandbox.name}.json").read_text())
    number = len(kept["probes"])
    last = f"Cut off from production and the internet: {number} of {number} attempts to get out"
    assert said.splitlines()[-1].strip() == f"{last} failed."
    assert "✗" not in said
    assert kept["on"]["app"] == engine.inspect(sandbox.app)["Id"]
    assert kept["at"] > 0


def test_a_sandbox_that_does_not_run_is_not_proved(person: Person) -> None:
    """Nothing is claimed of what is not there."""
    person.sandbox("prove", "nobody", "--json", code=5)


@contextmanager
def replaced(sandbox: Sandbox, role: str, *options: str) -> Iterator[None]:
    """The app's container made anew by hand, with something more; as it was afterwards."""
    name = sandbox.app if role == "app" else sandbox.database
    aside = f"{name}-aside"
    made = engine.inspect(name)
    image, config, host = made["Config"]["Image"], made["Config"], made["HostConfig"]
    words = ["run", "--detach", "--init", "--name", name, "--user", config["User"]]
    words += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges:true"]
    words += ["--network", sandbox.network, "--network-alias", role]
    words += ["--dns", "127.0.0.1", "--dns-option", "timeout:1", "--dns-option", "attempts:1"]
    words += ["--memory", str(host["Memory"]), "--memory-swap", str(host["Memory"])]
    words += ["--pids-limit", str(host["PidsLimit"]), "--workdir", config["WorkingDir"] or "/"]
    words += [word for bind in host["Binds"] or () for word in ("--volume", bind)]
    words += [word for path in host["Tmpfs"] or () for word in ("--tmpfs", path)]
    words += [word for pair in config["Env"] for word in ("--env", pair)]
    words += [word for pair in config["Labels"].items() for word in ("--label", "=".join(pair))]
    engine.docker("rename", name, aside)
    engine.docker("stop", "--time", "0", aside)
    try:
        engine.docker(*words, *options, image, *(config["Cmd"] or ()))
        yield
    finally:
        engine.docker("rm", "--force", "--volumes", name, check=False)
        engine.docker("rename", aside, name)
        engine.docker("start", name)


def test_made_anew_by_hand_without_anything_more_it_holds(sandbox: Sandbox) -> None:
    """The next test's holes are what is found there, not how the container was made."""
    with replaced(sandbox, "app"):
        assert failed(prove(sandbox, code=0)) == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (
            ("--cap-add", "NET_RAW"),
            ("Docker says", "have rights or devices of the machine", "NET_RAW"),
        ),
        (("--env", "AWS_SECRET_ACCESS_KEY=hunter2"), ("app", "variables", "AWS_SECRET_ACCESS_KEY")),
        (
            ("--volume", "/var/run/docker.sock:/var/run/docker.sock"),
            ("app", "Docker's socket", "/var/run/docker.sock"),
        ),
        (("--pid", "host"), ("Docker says", "rights", "PidMode host")),
        (("--add-host", "prod:10.0.0.1"), ("Docker says", "name server", "prod:10.0.0.1")),
        (("--publish", "0.0.0.0::8000"), ("Docker says", "port on this machine", "0.0.0.0")),
        (("--security-opt", "seccomp=unconfined"), ("app", "call anything", "Seccomp 0")),
        (("--pids-limit", "-1"), ("app", "use up the machine", "NO LIMIT")),
        (("--device", "/dev/kmsg"), ("app", "find a device", "/dev/kmsg")),
    ],
)
def test_a_hole_is_named(
    sandbox: Sandbox, options: tuple[str, ...], found: tuple[str, str, str]
) -> None:
    """Whatever a container got that it should not have: code 4, and in words what it is."""
    where, what, which = found
    with replaced(sandbox, "app", *options):
        document = prove(sandbox, code=REFUSED)
        said = failed(document)
    assert not document["ok"]
    prefix = "engine: " if where == "Docker says" else "app: "
    assert [one for one in said if one.startswith(prefix) and what in one and which in one], said
    assert "hunter2" not in json.dumps(document)


def test_an_ordinary_network_is_named(sandbox: Sandbox) -> None:
    """With a second leg in a network that leads outside, the routes and the machine are found."""
    network = f"{sandbox.name}-open"
    engine.docker("network", "create", "--label", f"sandbox.user={sandbox.person.user}", network)
    engine.docker("network", "connect", network, sandbox.app)
    try:
        said = "\n".join(failed(prove(sandbox, code=REFUSED)))
    finally:
        engine.docker("network", "disconnect", network, sandbox.app)
        engine.docker("network", "rm", network)
    assert "app: connect to this machine (" in said
    assert "app: send to this machine (" in said
    assert "app: find a route out (IPv4): FOUND" in said
    assert f"engine: be in another network (app): FOUND {network}" in said


GRANT = "GRANT pg_execute_server_program TO app"
REVOKE = "REVOKE pg_execute_server_program FROM app"


def psql(sandbox: Sandbox, statement: str) -> None:
    """As the server's administrator, once it answers; also where the sandbox was stopped."""
    engine.docker("start", sandbox.database)
    words = ("exec", "--user", "postgres", sandbox.database, "psql", "-q", "-d", "postgres", "-c")
    eventually(lambda: bool(engine.docker(*words, "\\echo ready", check=False)))
    engine.docker(*words, statement)


def test_up_gives_no_address_where_something_gets_out(sandbox: Sandbox) -> None:
    """It says what, with code 4, and stops the sandbox; once that is mended, `up` goes on."""
    psql(sandbox, GRANT)
    try:
        done = sandbox.person.sandbox("up", sandbox.name, code=REFUSED)
        states = [engine.inspect(one)["State"] for one in (sandbox.app, sandbox.database)]
        again = sandbox.person.sandbox("up", sandbox.name, "--json", code=REFUSED).json
    finally:
        psql(sandbox, REVOKE)
        mended = sandbox.person.sandbox("up", sandbox.name, "--json").json
    assert sandbox.url not in done.out
    assert "database: start a program (role app): ALLOWED" in done.err
    assert "The app is stopped" in done.err
    assert [one["Running"] for one in states] == [False, False]
    assert again["code"] == REFUSED
    assert "start a program" in again["detail"]
    assert mended["proof"]["ok"]
    assert mended["proof"]["probes"] >= 80
    assert sandbox.browser().get().status == 200


def test_reset_looks_too(sandbox: Sandbox) -> None:
    """In a moment where it was proved as it is; with all attempts where it was not."""
    proofs = sandbox.person.home / "proofs" / f"{sandbox.name}.json"
    prove(sandbox, code=0)
    before = proofs.read_text()
    sandbox.person.sandbox("reset", sandbox.name)
    assert proofs.read_text() == before
    proofs.unlink()
    psql(sandbox, GRANT)
    try:
        done = sandbox.person.sandbox("reset", sandbox.name, code=REFUSED)
    finally:
        psql(sandbox, REVOKE)
        sandbox.person.sandbox("up", sandbox.name)
    assert "database: start a program (role app): ALLOWED" in done.err


def test_a_stranger_in_the_network_is_named(sandbox: Sandbox) -> None:
    """A container of nobody's that could carry things out."""
    name = f"{sandbox.name}-stranger"
    engine.docker(
        "run", "--detach", "--name", name, "--network", sandbox.network,
        "--label", f"sandbox.user={sandbox.person.user}", "debian:bookworm-slim", "sleep", "60",
    )  # fmt: skip
    try:
        assert failed(prove(sandbox, code=REFUSED)) == [
            f"engine: have a stranger in the sandbox's network ({sandbox.network}): FOUND {name}"
        ]
    finally:
        engine.docker("rm", "--force", name)


@pytest.mark.parametrize(
    ("grant", "revoke", "tried"),
    [
        ("ALTER ROLE app SUPERUSER", "ALTER ROLE app NOSUPERUSER", "be more than a user"),
        (
            GRANT,
            REVOKE,
            "start a program",
        ),
        (
            "GRANT pg_read_server_files TO app",
            "REVOKE pg_read_server_files FROM app",
            "share the administrator's rights",
        ),
    ],
)
def test_a_role_that_may_too_much_is_named(
    sandbox: Sandbox, grant: str, revoke: str, tried: str
) -> None:
    """The app's role in the database's server can do nothing outside of it."""
    psql(sandbox, grant)
    try:
        said = failed(prove(sandbox, code=REFUSED))
    finally:
        psql(sandbox, revoke)
    assert [one for one in said if one.startswith(f"database: {tried}")], said


def test_trying_leaves_no_trace(sandbox: Sandbox) -> None:
    """Data that nobody wrote to stays so, and no container is left."""
    written = (
        "select tup_inserted + tup_updated + tup_deleted from pg_stat_database "
        "where datname = 'app'"
    )
    before, containers = sandbox.rows(written), engine.containers_of(sandbox.name)
    prove(sandbox, code=0)
    assert sandbox.rows(written) == before
    assert engine.containers_of(sandbox.name) == containers


# All the files of an image but its programs: no shell, no Perl, no Python by that name.
BARE = """\
FROM python:3.11-slim AS whole
WORKDIR /app
COPY server.py migrate.py ./
RUN cp "$(readlink -f "$(command -v python3)")" /usr/local/server \\
 && find /usr/bin/ /usr/sbin/ /usr/local/bin/ -mindepth 1 -delete
FROM scratch
COPY --from=whole / /
WORKDIR /app
EXPOSE 8000
CMD ["/usr/local/server", "server.py"]
"""
BARE_CONFIGURATION = """\
[app]
start_seconds = 20
[database]
migrate = ["/usr/local/server", "migrate.py"]
migrations = ["migrate.py"]
"""


def test_an_app_without_any_program_is_tried_from_beside(
    make_person: MakePerson, tmp_path: Path, own_name: str
) -> None:
    """An image in which nothing can be run gets the same attempts, and its holes are named."""
    changes: dict[str, str | None] = {"Dockerfile": BARE, "sandbox.toml": BARE_CONFIGURATION}
    bare = make_person().up(make_app(tmp_path / own_name, changes))
    document = prove(bare, code=0)
    assert failed(document) == []
    assert len([one for one in document["probes"] if one["probe"].startswith("app: ")]) >= 40
    options = ("--volume", "/etc/hostname:/root/.ssh/id_rsa", "--env", "GITHUB_TOKEN=hunter2")
    with replaced(bare, "app", *options):
        said = failed(prove(bare, code=REFUSED))
    assert "app: look for folders of this machine (all mounts): FOUND /root/.ssh/id_rsa" in said
    assert "app: look for variables that nobody listed (environment): FOUND GITHUB_TOKEN" in said
    assert [name for name in engine.containers_of(bare.name) if "--" in name] == []


# Answers every question as a closed sandbox would, whatever is open.
LIAR = """\
#!/usr/local/bin/python3.11 -IS
import sys
right = {"tcp": "unreachable", "udp": "unreachable", "ping": "unreachable", "socket": "denied"}
right |= {"exists": "absent", "write": "denied", "call": "denied"}
for line in sys.stdin:
    number, kind, *_ = line.rstrip("\\n").split("\\t")
    print(number, right.get(kind, "absent"), "", sep="\\t")
"""


def test_an_app_whose_image_answers_for_itself_is_not_believed(
    make_person: MakePerson, tmp_path: Path, own_name: str
) -> None:
    """A python3 that says that all is closed, and libraries that every program loads, are not
    asked: what is open is found."""
    dockerfile = (Path(__file__).parents[1] / "apps" / "tiny" / "Dockerfile").read_text()
    lies = """\
ENV PYTHONSTARTUP=/liar LD_PRELOAD=/nothing.so
COPY --chmod=0755 liar /tmp/liar
RUN cd /usr/local/bin && ln -sf python3.11 python && rm python3 && cp /tmp/liar python3
"""
    first, _, rest = dockerfile.partition("\n")
    changes: dict[str, str | None] = {"liar": LIAR, "Dockerfile": f"{first}\n{lies}{rest}"}
    lying = make_person().up(make_app(tmp_path / own_name, changes))
    question = "printf 'q\\tcall\\troot\\n' | python3"
    assert engine.docker("exec", lying.app, "sh", "-c", question) == "q\tdenied\t\n"
    document = prove(lying, code=0)
    assert len([one for one in document["probes"] if one["probe"].startswith("app: ")]) >= 40
    network = f"{lying.name}-open"
    engine.docker("network", "create", "--label", f"sandbox.user={lying.person.user}", network)
    engine.docker("network", "connect", network, lying.app)
    try:
        said = "\n".join(failed(prove(lying, code=REFUSED)))
    finally:
        engine.docker("network", "disconnect", network, lying.app)
        engine.docker("network", "rm", network)
    assert "app: connect to this machine (" in said
    assert "app: find a route out (IPv4): FOUND" in said
    assert "could not be tried" not in said

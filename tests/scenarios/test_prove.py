"""`sandbox prove` on real containers: it holds where nothing is open, and names every hole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.conftest import MakePerson
from tests.scenarios.person import Person, Sandbox
from tests.scenarios.proving import REFUSED, failed, prove, replaced
from tests.scenarios.web import eventually


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
    """Its last line says how many attempts failed; a file has them all, with time and place. Data
    that nobody wrote to stays so, and no container is left."""
    written = (
        "select tup_inserted + tup_updated + tup_deleted from pg_stat_database "
        "where datname = 'app'"
    )
    before, containers = sandbox.rows(written), engine.containers_of(sandbox.name)
    said = sandbox.person.sandbox("prove", sandbox.name).out
    assert sandbox.rows(written) == before
    assert engine.containers_of(sandbox.name) == containers
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


def test_made_anew_by_hand_without_anything_more_it_holds(sandbox: Sandbox) -> None:
    """The next test's holes are what is found there, not how the container was made."""
    with replaced(sandbox, "app"):
        assert failed(prove(sandbox, code=0)) == []


HOLES = {
    # Container's options that do not bear on one another, and (who says so, what, which).
    "rights": {
        ("--cap-add", "NET_RAW"): ("engine", "have rights or devices of the machine", "NET_RAW"),
        ("--env", "AWS_SECRET_ACCESS_KEY=hunter2"): ("app", "variables", "AWS_SECRET_ACCESS_KEY"),
        ("--pids-limit", "-1"): ("app", "use up the machine", "NO LIMIT"),
    },
    "doors": {
        ("--volume", "/var/run/docker.sock:/var/run/docker.sock"): (
            *("app", "Docker's socket"),
            "/var/run/docker.sock",
        ),
        ("--add-host", "prod:10.0.0.1"): ("engine", "name server", "prod:10.0.0.1"),
        ("--device", "/dev/kmsg"): ("app", "find a device", "/dev/kmsg"),
    },
    "the machine's": {
        ("--pid", "host"): ("engine", "rights", "PidMode host"),
        ("--publish", "0.0.0.0::8000"): ("engine", "port on this machine", "0.0.0.0"),
        ("--security-opt", "seccomp=unconfined"): ("app", "call anything", "Seccomp 0"),
    },
}


@pytest.mark.parametrize("kind", HOLES)
def test_a_hole_is_named(sandbox: Sandbox, kind: str) -> None:
    """Whatever a container got that it should not have: code 4, and in words what it is."""
    options = [word for pair in HOLES[kind] for word in pair]
    with replaced(sandbox, "app", *options):
        document = prove(sandbox, code=REFUSED)
        said = failed(document)
    assert not document["ok"]
    for where, what, which in HOLES[kind].values():
        named = [one for one in said if one.startswith(f"{where}: ") and what in one]
        assert [one for one in named if which in one], said
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
        engine.docker("rm", "--force", "--volumes", name)


@pytest.mark.parametrize(
    "rights",
    [
        {"be more than a user": ("ALTER ROLE app SUPERUSER", "ALTER ROLE app NOSUPERUSER")},
        {
            "start a program": (GRANT, REVOKE),
            "share the administrator's rights": (
                "GRANT pg_read_server_files TO app",
                "REVOKE pg_read_server_files FROM app",
            ),
        },
    ],
)
def test_a_role_that_may_too_much_is_named(
    sandbox: Sandbox, rights: dict[str, tuple[str, str]]
) -> None:
    """The app's role in the database's server can do nothing outside of it."""
    psql(sandbox, ";".join(grant for grant, _ in rights.values()))
    try:
        said = failed(prove(sandbox, code=REFUSED))
    finally:
        psql(sandbox, ";".join(revoke for _, revoke in rights.values()))
    for tried in rights:
        assert [one for one in said if one.startswith(f"database: {tried}")], said

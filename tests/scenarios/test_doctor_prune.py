"""`sandbox doctor` and `sandbox prune`: mending the machine, and tidying it."""

from __future__ import annotations

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.mishaps import begin_until
from tests.scenarios.person import PATIENCE, Person, Sandbox

NO_ENGINE = {"DOCKER_HOST": "unix:///nonexistent/docker.sock"}


def test_doctor_on_a_machine_that_is_well(person: Person) -> None:
    """Every check is there with what was found, and all is well."""
    document = person.sandbox("doctor", "--json").json
    checks = {one["check"]: one for one in document["checks"]}
    assert {"git", "Docker", "memory", "disk for Docker"} <= set(checks)
    assert all(one["ok"] for one in document["checks"])
    assert set(checks["git"]) >= {"check", "ok", "hint"}
    assert "All is well." in person.sandbox("doctor").out


def test_doctor_without_docker(person: Person) -> None:
    """Where Docker does not answer, `doctor` says so, with what to type, and code 3."""
    done = person.sandbox("doctor", "--json", env=NO_ENGINE, code=3)
    broken = [one for one in done.json["checks"] if not one["ok"]]
    assert [one["check"] for one in broken] == ["Docker"]
    assert "start Docker" in broken[0]["hint"]


def test_prune_removes_ones_own_orphans_and_nothing_else(shared_tiny: Sandbox) -> None:
    """A container and a network whose sandbox nobody knows go; what runs stays."""
    person = shared_tiny.person
    ghost = f"ghost-{person.user}"
    labels = [f"sandbox.user={person.user}", f"sandbox.name={ghost}", "sandbox.app=ghost"]
    words = [word for label in labels for word in ("--label", label)]
    image = engine.inspect(shared_tiny.app)["Image"]
    engine.docker("network", "create", "--internal", *words, "--label", "sandbox.role=job", ghost)
    job = ("--label", "sandbox.role=job", "--network", ghost, "--name", f"{ghost}-job")
    engine.docker("create", *words, *job, image, "true")
    present = set(person.left)

    foreseen = person.sandbox("prune", "--dry-run", "--json").json
    orphans = {f"{one['kind']} {one['name']}" for one in foreseen["removed"]}
    assert {f"container {ghost}-job", f"network {ghost}"} <= orphans
    assert set(person.left) == present

    removed = person.sandbox("prune", "--json").json["removed"]
    assert f"container {ghost}-job" in {f"{one['kind']} {one['name']}" for one in removed}
    assert set(person.left) == present - {f"container {ghost}-job", f"network {ghost}"}
    assert shared_tiny.browser().get().status == 200


def test_prune_removes_old_images_that_nothing_runs_from(
    person: Person, tiny: MakeApp, own_name: str
) -> None:
    """An old one goes; one that runs stays, and so does what was made a moment ago, which somebody
    else's `up` may be about to run from."""
    sandbox = person.up(tiny(name=own_name))
    young = {tag for tag in engine.images_of(own_name) if tag.startswith("sandbox-app/")}
    old = f"sandbox-app/{own_name}:old"
    engine.load_image(
        old,
        {"sandbox.app": own_name, "sandbox.role": "app-image"},
        created="2020-01-01T00:00:00Z",
    )
    (sandbox.workspace / "requirements.txt").write_text("# newer\n")
    person.up(here=sandbox.workspace)
    foreseen = person.sandbox("prune", "--dry-run", "--json").json
    assert {one["name"] for one in foreseen["removed"] if own_name in one["name"]} == {old}
    assert foreseen["bytes"] > 0
    person.sandbox("prune")
    assert old not in engine.images_of(own_name)
    assert young <= engine.images_of(own_name)
    assert sandbox.browser().get().status == 200


def test_prune_tidies_up_after_a_killed_command(person: Person, tiny: MakeApp) -> None:
    """What a command that was killed had on the disk in passing lies in one place, and goes."""
    process = begin_until(person, "[start database]", "up", tiny())
    process.kill()
    process.communicate(timeout=PATIENCE)
    folder = person.home / "tmp"
    assert len(list(folder.iterdir())) == 1
    person.sandbox("prune")
    assert list(folder.iterdir()) == []

"""Containers, on Docker and in memory."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sandbox.adapters.docker.engine import DockerEngine
from sandbox.errors import Busy, ImageUnavailable, NotFound
from sandbox.model.walls.confinement import confinement_of
from sandbox.model.walls.mountinfo import strange_mounts
from sandbox.model.walls.volumes import KILOBYTES
from tests.contract.conftest import IMAGE, SLEEP, Case
from tests.scenarios import engine


def state_of(case: Case) -> str | None:
    found = case.engine.state(case.name())
    return found.state if found else None


def test_a_container_is_found_by_each_and_all_of_its_labels(case: Case) -> None:
    """An empty value matches any; one label that does not fit hides it."""
    case.engine.create(case.spec())
    for labels in (
        case.labels,
        {"sandbox.name": case.base, "sandbox.role": "app"},
        {"sandbox.name": case.base, "sandbox.role": ""},
    ):
        assert [one.name for one in case.engine.containers(labels)] == [case.name()]
    assert case.engine.containers({**case.labels, "sandbox.role": "database"}) == []


def test_a_container_bears_what_it_was_made_of(case: Case) -> None:
    """Its role, image and content hash are read back, and when it was made."""
    spec = case.spec()
    case.engine.create(spec)
    (found,) = case.engine.containers(case.labels)
    assert (found.role, found.image, found.state) == ("app", spec.image, "created")
    assert found.spec_hash == spec.spec_hash
    assert dict(spec.labels).items() <= found.labels.items()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found.labels["sandbox.created"])


def test_a_container_is_created_started_killed_and_removed(case: Case) -> None:
    """Its state is Docker's word at each point, and None once it is gone."""
    engine, name = case.engine, case.name()
    assert state_of(case) is None
    engine.create(case.spec())
    assert state_of(case) == "created"
    engine.start(name)
    assert state_of(case) == "running"
    engine.start(name)
    engine.kill(name, "SIGKILL")
    assert engine.wait(name, seconds=5) == 137
    assert state_of(case) == "exited"
    engine.start(name)
    assert state_of(case) == "running"
    assert engine.remove(name) is True
    assert state_of(case) is None


def test_a_container_is_asked_to_stop(case: Case) -> None:
    """It gets the signal first, and time."""
    name = case.running()
    begun = "for i in $(seq 100); do grep -qx sleep /proc/[0-9]*/comm && exit; done; exit 1"
    assert case.engine.execute(name, ("bash", "-c", begun)).code == 0
    case.engine.stop(name, seconds=20)
    state = case.engine.state(name)
    assert state is not None
    assert (state.state, state.code) == ("exited", 143)


def test_removing_what_is_gone_is_no_failure(case: Case) -> None:
    """The second removal says that there was nothing."""
    name = case.running()
    assert case.engine.remove(name) is True
    assert case.engine.remove(name) is False


def test_removing_at_once_succeeds_for_everybody(case: Case) -> None:
    """Six commands that remove the same container all return once it is gone."""
    name = case.running()
    with ThreadPoolExecutor(6) as pool:
        assert any(pool.map(case.engine.remove, [name] * 6))
    assert case.engine.state(name) is None


def test_a_name_that_is_taken_is_busy(case: Case) -> None:
    """Two commands that make the same container: one of them is told."""
    case.engine.create(case.spec())
    with pytest.raises(Busy):
        case.engine.create(case.spec())


def test_made_at_once_there_is_one(case: Case) -> None:
    """Of eight that make the same container seven are told, and one stands."""

    def make(_: int) -> bool:
        try:
            case.engine.create(case.spec())
        except Busy:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(make, range(8))) == 1
    assert len(case.engine.containers(case.labels)) == 1


def test_a_missing_image_is_an_error_of_its_own(case: Case) -> None:
    """And no container stays behind."""
    with pytest.raises(ImageUnavailable):
        case.engine.create(case.spec(image=f"{case.base}:none"))
    assert case.engine.containers(case.labels) == []


def test_a_container_that_is_not_there_is_not_found(case: Case) -> None:
    """Starting, stopping and renaming say so; killing and asking for logs pass it over."""
    engine = case.engine
    for call in (
        lambda: engine.start("nothing-there"),
        lambda: engine.stop("nothing-there", seconds=1),
        lambda: engine.rename("nothing-there", "nothing-else"),
        lambda: engine.wait("nothing-there", seconds=1),
        lambda: engine.put_file("nothing-there", "/tmp/a", b""),
    ):
        with pytest.raises(NotFound):
            call()
    engine.kill("nothing-there", "SIGKILL")
    assert engine.logs("nothing-there", lines=5) == ""
    assert engine.get_file("nothing-there", "/tmp/a") is None


def test_killing_what_does_not_run_does_nothing(case: Case) -> None:
    """As `reset` does with an app that stopped by itself."""
    case.engine.create(case.spec())
    case.engine.kill(case.name(), "SIGKILL")
    state = case.engine.state(case.name())
    assert state is not None
    assert state.state == "created"


def test_a_renamed_container_is_known_by_its_new_name_only(case: Case) -> None:
    """With its labels, running as it was; a name that is taken is busy."""
    name, aside = case.running(), case.name("previous")
    case.engine.rename(name, aside)
    assert case.engine.state(name) is None
    assert [one.name for one in case.engine.containers(case.labels)] == [aside]
    state = case.engine.state(aside)
    assert state is not None
    assert state.state == "running"
    case.engine.create(case.spec())
    with pytest.raises(Busy):
        case.engine.rename(aside, name)


def test_a_program_that_ends_leaves_its_code_and_its_words(case: Case) -> None:
    """Both streams, the last lines first asked for."""
    command = case.runs(
        ("sh", "-c", "echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; exit 3"),
        code=3,
        said="one\ntwo\nthree\n",
    )
    name = case.running(command=command)
    assert case.engine.wait(name, seconds=20) == 3
    assert case.engine.logs(name, lines=100).split() == ["one", "two", "three"]
    assert case.engine.logs(name, lines=1) == "three\n"
    assert list(case.engine.follow(name, lines=2)) == ["two", "three"]
    state = case.engine.state(name)
    assert state is not None
    assert (state.state, state.code) == ("exited", 3)


def test_waiting_has_an_end(case: Case) -> None:
    """A program that goes on raises a time-out, and goes on."""
    name = case.running()
    with pytest.raises(TimeoutError):
        case.engine.wait(name, seconds=0.4)
    state = case.engine.state(name)
    assert state is not None
    assert state.state == "running"


def test_files_are_put_in_and_read_back(case: Case) -> None:
    """Into a running one and one that was never started; a second one replaces the first."""
    name = case.running()
    case.engine.create(case.spec("other"))
    for container in (name, case.name("other")):
        case.engine.put_file(container, "/tmp/a file", b"one\x00\xff")
        assert case.engine.get_file(container, "/tmp/a file") == b"one\x00\xff"
        case.engine.put_file(container, "/tmp/a file", b"two")
        assert case.engine.get_file(container, "/tmp/a file") == b"two"
        assert case.engine.get_file(container, "/tmp/none") is None


def test_what_a_container_costs_is_known(case: Case) -> None:
    """Running ones use memory, and each that was asked for is in the answer."""
    name = case.running()
    case.engine.create(case.spec("other"))
    used = case.engine.usage([name, case.name("other")])
    assert set(used) == {name, case.name("other")}
    assert used[name].memory > 0
    assert used[case.name("other")].memory == 0
    assert all(one.disk >= 0 for one in used.values())
    assert case.engine.usage([]) == {}


def test_a_container_that_goes_while_it_is_measured_costs_nothing(case: Case) -> None:
    """`status` during a `down` is no failure."""
    assert case.engine.usage([case.name()])[case.name()].memory == 0


def test_names_that_begin_alike_are_not_mixed_up(case: Case) -> None:
    """shop-anna-app and shop-anna-app-2 are two."""
    name = case.running()
    longer = replace(case.spec(), name=f"{name}-2")
    case.engine.create(longer)
    assert set(case.engine.usage([name])) == {name}
    case.engine.remove(longer.name)
    state = case.engine.state(name)
    assert state is not None
    assert state.state == "running"


def test_a_container_waits_and_goes_on(case: Case) -> None:
    """One that does not run, or waits already, cannot be told to."""
    engine, name = case.engine, case.name()
    assert engine.pause(name) is False
    engine.create(case.spec())
    assert engine.pause(name) is False
    engine.start(name)
    assert engine.pause(name) is True
    assert state_of(case) == "paused"
    assert engine.pause(name) is False
    engine.unpause(name)
    assert state_of(case) == "running"
    engine.unpause(name)


@pytest.mark.parametrize("role", ["app", "gateway"])
def test_a_container_passes_for_no_other_by_its_labels(docker_case: Case, role: str) -> None:
    """Labels come with an image, and anybody can write them: its name has to say the same."""
    own, forged = docker_case.running(), f"other-{docker_case.base}"
    labels = docker_case.labels | {"sandbox.role": role}
    words = [word for item in labels.items() for word in ("--label", "=".join(item))]
    engine.docker("create", *words, "--name", forged, IMAGE, *SLEEP)
    try:
        assert [one.name for one in docker_case.engine.containers(docker_case.labels)] == [own]
    finally:
        engine.docker("rm", "--force", forged)


def test_an_engine_that_is_reached_over_the_network_is_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is tried from this machine shows nothing of that one."""
    near = DockerEngine()
    assert near.facts().here
    for address in ("tcp://192.0.2.1:2376", "ssh://ops@docker.example"):
        monkeypatch.setenv("DOCKER_HOST", address)
        far = DockerEngine()
        far.__dict__["api"] = near.api  # so that nothing has to be there
        assert not far.facts().here


def test_an_images_volumes_are_bounded(docker_case: Case) -> None:
    """An empty one is in memory, with an end; what the image has in another is seen as it is. The
    container is as it was wanted all the same."""
    image = f"volumes-test:{docker_case.base}"
    text = f"FROM {IMAGE}\nRUN mkdir /uploads && mkdir /full && echo here > /full/file\n"
    text += "VOLUME /uploads /full /missing\n"
    built = ["docker", "build", "-q", "-t", image, "-"]
    subprocess.run(built, input=text, text=True, capture_output=True, check=True)
    try:
        spec = docker_case.spec(image=image)
        docker = docker_case.engine
        docker.create(spec)
        docker.start(spec.name)
        script = "cat /full/file; df -k --output=size /uploads | tail -1; touch /uploads/one"
        said = docker.execute(spec.name, ("sh", "-c", script))
        assert (said.code, said.output.split()) == (0, ["here", str(KILOBYTES)])
        found, wanted = docker.confinement(spec.name), confinement_of(spec, cpus=64)
        assert found is not None
        assert found.tmpfs == wanted.tmpfs
        assert docker.containers(docker_case.labels)[0].spec_hash == spec.spec_hash
        seen = docker.execute(spec.name, ("cat", "/proc/self/mountinfo")).output
        assert strange_mounts(seen, spec) == []
        kinds = {one["Destination"]: one["Type"] for one in engine.inspect(spec.name)["Mounts"]}
        assert "/uploads" not in kinds
    finally:
        docker_case.clear()
        engine.remove_images(image)

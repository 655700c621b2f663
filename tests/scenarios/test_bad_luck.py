"""At once, and behind our back: the next `up` completes, `down` leaves nothing."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.conftest import MakeApp
from tests.scenarios.mishaps import NOTES, TYPED, begin_until, whole
from tests.scenarios.person import PATIENCE, Person, Sandbox


def test_two_at_once(person: Person) -> None:
    """Two `up` of the same sandbox at once: one waits for the other, and both succeed."""
    both = [person.begin("up", "--demo", "--json") for _ in range(2)]
    ends = [one.communicate(timeout=PATIENCE) for one in both]
    assert [one.returncode for one in both] == [0, 0], ends
    containers = engine.containers_of(f"shipments-{person.user}")
    assert len(containers) == 3
    assert len(person.left) == 4


def test_two_people_at_once(person: Person, tmp_path: Path, tiny: MakeApp, own_name: str) -> None:
    """Two people's first `up` of an app at once: images are made once, and both get theirs."""
    other = Person(tmp_path / "other", f"{person.user}b")
    folder = tiny(name=own_name)
    try:
        both = [one.begin("up", str(folder), "--json") for one in (person, other)]
        ends = [one.communicate(timeout=PATIENCE) for one in both]
        assert [one.returncode for one in both] == [0, 0], ends
        for one in (person, other):
            whole(one.up(folder))
    finally:
        other.leave()


def test_down_in_the_middle_of_up(person: Person, tiny: MakeApp) -> None:
    """`down` while `up` is at work waits for its turn, and leaves nothing."""
    folder = tiny()
    process = begin_until(person, "[start database]", "up", folder)
    person.sandbox("down", f"{folder.name}-{person.user}")
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert person.left == []


def test_up_mends_what_was_deleted_behind_its_back(shared_tiny: Sandbox) -> None:
    """Containers and the network deleted by hand are made anew; data that is there stays."""
    sandbox, person = shared_tiny, shared_tiny.person
    sandbox.change(TYPED)
    for container in (*engine.containers_of(sandbox.name), engine.GATEWAY):
        engine.docker("network", "disconnect", "--force", sandbox.network, container)
    engine.docker("network", "rm", sandbox.network)
    person.up(sandbox.workspace)
    whole(sandbox)
    engine.docker("rm", "--force", "--volumes", sandbox.app)
    engine.docker("stop", "--time", "5", sandbox.database)
    person.up(sandbox.workspace)
    whole(sandbox)
    engine.docker("pause", sandbox.app)
    person.up(sandbox.workspace)
    whole(sandbox)
    # A database that is killed hard, several times, comes back with its data.
    for _ in range(2):
        engine.docker("kill", sandbox.database)
        person.up(sandbox.workspace)
        assert sandbox.rows(NOTES) == [["mine"]]
    engine.docker("rm", "--force", "--volumes", sandbox.app, sandbox.database)
    person.up(sandbox.workspace)
    whole(sandbox)

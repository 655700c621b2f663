"""Each person has a home and a name of one's own, and takes everything away in the end."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scenarios import engine
from tests.scenarios.apps import make_app
from tests.scenarios.people import People
from tests.scenarios.person import Person, Sandbox

MakePerson = Callable[[], Person]
MakeApp = Callable[..., Path]


@pytest.fixture(scope="session")
def people() -> Iterator[People]:
    """Who works in this run."""
    made = People()
    yield made
    made.end()


@pytest.fixture(scope="module")
def make_person(people: People, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakePerson]:
    """People who last as long as the module."""
    here: list[Person] = []

    def make() -> Person:
        here.append(people.arrive(tmp_path_factory.mktemp("person")))
        return here[-1]

    yield make
    for one in here:
        people.leave(one)


@pytest.fixture
def person(people: People, tmp_path: Path) -> Iterator[Person]:
    """Somebody who has nothing yet."""
    one = people.arrive(tmp_path)
    yield one
    people.leave(one)


@pytest.fixture(scope="session")
def app_names() -> Iterator[set[str]]:
    """The apps of this run: their images go once no sandbox is left that runs from them."""
    names: set[str] = set()
    yield names
    for name in names:
        engine.remove_images(*engine.images_of(name))


def fresh_name(prefix: str, names: set[str]) -> str:
    name = f"{prefix}{secrets.token_hex(2)}"
    names.add(name)
    return name


@pytest.fixture(scope="session")
def app_name(app_names: set[str]) -> str:
    """The tiny app's name in this run, so that its images are made once."""
    return fresh_name("tiny", app_names)


@pytest.fixture
def own_name(app_names: set[str]) -> str:
    """The name of an app whose images no other test has made."""
    return fresh_name("own", app_names)


@pytest.fixture
def tiny(tmp_path: Path, app_name: str) -> MakeApp:
    """Makes the tiny app's repository, with changes where wanted."""

    def make(changes: dict[str, str | None] | None = None, *, name: str = app_name) -> Path:
        return make_app(tmp_path / "apps" / name, changes)

    return make


@pytest.fixture(scope="module")
def demo(make_person: MakePerson) -> Sandbox:
    """A sandbox of the example app that the tests of a module share."""
    return make_person().up("--demo")


@pytest.fixture(scope="module")
def shared_tiny(
    make_person: MakePerson, tmp_path_factory: pytest.TempPathFactory, app_name: str
) -> Sandbox:
    """A sandbox of the tiny app that the tests of a module share."""
    return make_person().up(make_app(tmp_path_factory.mktemp("apps") / app_name))

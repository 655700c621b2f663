"""`--scenario`: other data for a purpose, at `up` and at `reset`."""

from __future__ import annotations

import html

import pytest

from tests.scenarios.conftest import MakePerson
from tests.scenarios.person import Person, Sandbox

ODD = "select count(*) > 0 from customers where name ~ '[^ -~]'"
SHIPMENTS = "select count(*) from shipments"


@pytest.fixture(scope="module")
def awkward(make_person: MakePerson) -> Sandbox:
    """A sandbox of the example with awkward data."""
    return make_person().up("--demo", "--rows", "90", "--scenario", "awkward")


def test_up_makes_the_data_of_a_scenario(awkward: Sandbox) -> None:
    """Names in other scripts, which the app shows."""
    assert awkward.rows(ODD) == [[True]]
    (name,) = awkward.rows("select name from customers where name ~ '[^ -~]' order by id limit 1")
    shown = awkward.logged_in().get("/customers")
    assert shown.status == 200
    assert str(name[0]) in html.unescape(shown.text)


def test_reset_changes_to_another_scenario_and_stays_with_it(awkward: Sandbox) -> None:
    """The first day has no shipments, after the next reset neither; `normal` leads back."""
    person = awkward.person
    person.sandbox("reset", awkward.name, "--scenario", "empty", "--json")
    assert awkward.rows(SHIPMENTS) == [[0]]
    assert awkward.rows("select count(*) from users") == [[4]]
    awkward.change("delete from users where email like 'viewer%'")
    person.sandbox("reset", awkward.name)
    assert awkward.rows(SHIPMENTS) == [[0]]
    assert awkward.rows("select count(*) from users") == [[4]]
    assert "golden" not in " ".join(person.up("--demo").taken)
    person.sandbox("reset", awkward.name, "--scenario", "normal", "--json")
    assert awkward.rows(SHIPMENTS) == [[90]]
    assert awkward.rows(ODD) == [[False]]
    assert awkward.logged_in().get("/shipments").status == 200


def test_what_was_there_before_another_scenario_comes_back(awkward: Sandbox) -> None:
    """`restore` after a reset to another scenario, as after any other."""
    awkward.change("update customers set name = 'Typed in' where id = 1")
    awkward.person.sandbox("reset", awkward.name, "--scenario", "empty", "--json")
    awkward.person.sandbox("restore", awkward.name)
    typed = "select count(*) from customers where name = 'Typed in'"
    assert awkward.rows(typed) == [[1]]


def test_an_unknown_scenario_lists_those_there_are(awkward: Sandbox, person: Person) -> None:
    """Code 2, the names, and nothing changed or left behind."""
    for words in (("reset", awkward.name), ("up", "--demo")):
        done = awkward.person.sandbox(*words, "--scenario", "awkwrd", code=2)
        assert "there is no scenario awkwrd" in done.err
        for name in ("normal", "empty", "busy-week", "awkward"):
            assert name in done.err
    assert awkward.logged_in().get("/customers").status == 200
    person.sandbox("up", "--demo", "--scenario", "nonsense", code=2)
    assert person.left == []

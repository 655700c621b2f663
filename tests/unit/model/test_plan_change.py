"""What `up` plans where something changed, or was left behind, as it prints."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.observed import Observed, ObservedNetwork
from sandbox.model.steps import MakeGolden
from tests.unit.model.planned import lines, plan, printed
from tests.unit.model.samples import (
    ALL_THERE,
    BASE,
    NAME,
    SERVER,
    data,
    other,
    stack,
    with_app,
)


def test_changed_dependencies_rebuild_the_image_and_replace_the_app() -> None:
    """The data is left alone when only the dependencies change."""
    assert printed(plan(ALL_THERE, stack(image="i2"))) == lines(
        """
        build image shop:i2 its dependencies or its Dockerfile changed since the last build
        keep previous app to go back to if the new one does not start
        start app its image or settings changed
        wait app it takes a moment to start
        remove container shop-anna-previous its successor answers
        """
    )


def test_a_new_migration_runs_on_the_data_as_it_stands() -> None:
    """What somebody typed in stays, and the next reset gives the new data."""
    assert printed(plan(ALL_THERE, stack(golden="g2", migrations="m2"))) == lines(
        """
        golden database shop:g2 the migrations changed
        migrate data the migrations changed; what you typed in stays
        refresh golden data the next reset should give the new data
        keep previous app to go back to if the new one does not start
        start app the data changed underneath it
        wait app it takes a moment to start
        remove container shop-anna-previous its successor answers
        spare data so that the next reset takes a moment
        """
    )


def test_a_changed_recipe_renews_the_golden_data_only() -> None:
    """The live data is not touched by a new recipe, and no migration runs on it."""
    text = printed(plan(ALL_THERE, stack(golden="g2")))
    assert text.startswith(
        "golden database shop:g2 the seed recipe or the scenario changed\nrefresh golden data"
    )
    assert text.endswith("spare data so that the next reset takes a moment")
    assert "migrate" not in text


def test_live_data_that_a_killed_reset_left_closed_is_opened() -> None:
    """A server whose live data lets nobody in is looked after as if it were stopped."""
    observed = replace(ALL_THERE, database_state=replace(data(), live_open=False))
    assert printed(plan(observed)) == "start database it is not running"


def test_golden_data_made_for_another_sandbox_is_taken_over() -> None:
    """Where the new golden image is there already, it is only brought into the server."""
    wanted = stack(golden="g2", migrations="m2")
    observed = replace(ALL_THERE, images=ALL_THERE.images | {wanted.database.image})
    assert "golden database" not in printed(plan(observed, wanted))
    assert "refresh golden data" in printed(plan(observed, wanted))


def test_leftovers_of_a_killed_command_are_removed_first() -> None:
    """One-shot containers of a command that was killed go, and golden data waits for that."""
    left = (other("job", state="running"), other("job-database", state="running"))
    assert printed(plan(replace(ALL_THERE, containers=(*ALL_THERE.containers, *left)))) == lines(
        """
        remove container shop-anna--job left by a command that was interrupted
        remove container shop-anna--job-database left by a command that was interrupted
        """
    )
    network = ObservedNetwork(
        id="n2", name="sandbox-shop-anna--job", labels=NAME.labels("job"), subnet="10.213.0.16/28"
    )
    assert printed(plan(replace(ALL_THERE, networks=(*ALL_THERE.networks, network)))) == (
        "remove network sandbox-shop-anna--job left by a command that was interrupted"
    )
    golden = next(step for step in plan(Observed(containers=left)) if isinstance(step, MakeGolden))
    assert "remove container shop-anna--job-database" in golden.needs


def test_images_pruned_while_everything_runs_change_nothing() -> None:
    """What runs goes on running without the names of its images."""
    assert str(plan(replace(ALL_THERE, images=frozenset()))) == "nothing to do"


def test_an_app_that_went_together_with_its_image_is_built_again() -> None:
    """The base image is fetched as well where it went too."""
    observed = replace(with_app(ALL_THERE, None), images=frozenset({SERVER}))
    assert printed(plan(observed)).startswith(f"fetch image {BASE} it is not on this machine yet\n")
    assert "build image shop:i1" in printed(plan(observed))


def test_a_previous_app_left_behind_goes_once_the_new_one_answers() -> None:
    """A command killed after the new app answered leaves only the old one to remove."""
    observed = replace(ALL_THERE, containers=(*ALL_THERE.containers, other("previous")))
    assert printed(plan(observed)) == ("remove container shop-anna-previous its successor answers")


def test_a_spare_that_is_missing_is_asked_for() -> None:
    """A reset used the spare up and its successor was not made: it is asked for again."""
    state = replace(data(), golden={"golden": "g1", "app": "g1"})
    assert printed(plan(replace(ALL_THERE, database_state=state))) == (
        "spare data so that the next reset takes a moment"
    )

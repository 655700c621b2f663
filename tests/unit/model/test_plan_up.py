"""What `up` plans in each situation, as it prints."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.observed import Observed
from sandbox.model.steps import StartApp
from sandbox.model.up import plan_up
from tests.unit.model.planned import lines, plan, printed
from tests.unit.model.samples import (
    ALL_THERE,
    BASE,
    NAME,
    SPEC,
    WANTED,
    WORKSPACE,
    data,
    seen,
    stack,
    with_app,
    with_database,
)


def test_everything_is_made_where_there_is_nothing() -> None:
    """The first `up` on a machine fetches, builds, makes the data and starts everything."""
    assert str(plan(Observed())) == lines(
        """
        fetch     image python:3.11-slim      it is not on this machine yet
        build     image shop:i1               it was not built with this content yet
        fetch     image postgres:15           it is not on this machine yet
        golden    database shop:g1            there is none for these migrations and this recipe yet
        create    network                     there is none yet
        start     gateway                     it is not running
        admit     gateway                     the app is not reachable yet
        start     database                    there is none yet
        start     app                         there is none yet
        wait      app                         it takes a moment to start
        """
    )


def test_a_second_sandbox_of_an_app_builds_nothing() -> None:
    """With the images and the gateway there, only the sandbox's own things are made."""
    images = frozenset({WANTED.app.image, WANTED.database.image})
    assert printed(plan(Observed(images=images, gateway_running=True))) == lines(
        """
        create network there is none yet
        admit gateway the app is not reachable yet
        start database there is none yet
        start app there is none yet
        wait app it takes a moment to start
        """
    )


def test_where_all_runs_as_wanted_nothing_is_done() -> None:
    """A second `up` plans nothing."""
    assert str(plan(ALL_THERE)) == "nothing to do"
    assert not plan(ALL_THERE).look_again


def test_a_stopped_app_is_only_started() -> None:
    """An app that stopped and is as wanted needs no new container."""
    observed = with_app(ALL_THERE, seen(WANTED.app, state="exited"))
    assert printed(plan(observed)) == lines(
        """
        start app it is not running
        wait app it takes a moment to start
        """
    )


def test_a_stopped_app_of_older_content_is_replaced() -> None:
    """Its container stays to go back to until the new one answers."""
    observed = with_app(ALL_THERE, seen(stack(image="i0").app, state="exited"))
    assert printed(plan(observed)) == lines(
        """
        keep previous app to go back to if the new one does not start
        start app its image or settings changed
        wait app it takes a moment to start
        remove container shop-anna-previous its successor answers
        """
    )


def test_an_app_whose_container_is_gone_is_started() -> None:
    """An app's container that somebody deleted comes back."""
    assert printed(plan(with_app(ALL_THERE, None))) == lines(
        """
        start app there is none yet
        wait app it takes a moment to start
        """
    )


def test_a_stopped_database_is_started_and_then_looked_at() -> None:
    """Nobody can say what is in a server that does not run: it is started and asked."""
    stopped = seen(WANTED.database, state="exited")
    observed = replace(with_database(ALL_THERE, stopped), database_state=None)
    found = plan(observed)
    assert printed(found) == "start database it is not running"
    assert found.look_again


def test_a_stopped_database_whose_golden_image_was_pruned_is_only_started() -> None:
    """The server that is being started may hold the golden data itself: look before making it."""
    stopped = seen(WANTED.database, state="exited")
    observed = replace(
        with_database(ALL_THERE, stopped),
        database_state=None,
        images=ALL_THERE.images - {WANTED.database.image},
    )
    assert printed(plan(observed)) == "start database it is not running"


def test_a_server_without_live_data_gets_it_from_the_golden_data() -> None:
    """A command killed before the live data was copied leaves a server that is completed."""
    observed = replace(ALL_THERE, database_state=data(live=None))
    assert printed(plan(observed)) == "start database it is not running"


def test_every_step_stands_behind_those_it_needs() -> None:
    """A plan reads in an order that can be carried out, and no two steps have one key."""
    situations = [
        plan(Observed()),
        plan(ALL_THERE, stack(image="i2", golden="g2", migrations="m2")),
        plan(with_app(replace(ALL_THERE, networks=()), None)),
    ]
    for found in situations:
        keys = [step.key for step in found]
        assert len(keys) == len(set(keys))


def test_the_app_starts_only_on_migrated_data() -> None:
    """The new app waits for the build, the network, the database and the migrations."""
    found = plan(ALL_THERE, stack(image="i2", golden="g2", migrations="m2"))
    start = next(step for step in found if isinstance(step, StartApp))
    assert {"build image shop:i2", "migrate data", "keep previous app"} <= set(start.needs)


def test_a_mirror_is_asked_where_the_configuration_names_one() -> None:
    """The image comes from the mirror and bears its own name."""
    spec = replace(SPEC, images=((BASE, "mirror.test/python:3.11-slim"),))
    first = next(iter(plan_up(spec, stack(spec), Observed(), workspace=WORKSPACE)))
    assert (first.subject, first.source) == (  # type: ignore[attr-defined]
        f"image {BASE}",
        "mirror.test/python:3.11-slim",
    )


def test_the_name_of_another_sandbox_does_not_count() -> None:
    """A network of the same label but of another name is not taken for the sandbox's own."""
    foreign = replace(ALL_THERE.networks[0], name=f"{NAME.network}-job")
    assert "create network" in printed(plan(replace(ALL_THERE, networks=(foreign,))))

"""What `reset` and going back plan, as it prints."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from sandbox.model import reset
from sandbox.model.observed import Observed
from sandbox.model.plan import Plan
from sandbox.model.reset import plan_return
from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import UNDO, Stack
from sandbox.model.steps import StartApp, StopApp
from tests.unit.model.samples import ALL_THERE, SPEC, WANTED, seen, stack, with_app, with_database


def printed(plan: Plan) -> str:
    return "\n".join(" ".join(line.split()) for line in str(plan).splitlines())


def plan_reset(spec: AppSpec, wanted: Stack, observed: Observed) -> Plan:
    return reset.plan_reset(spec, wanted, observed, workspace="/home/anna/sandboxes/shop")


def lines(text: str) -> str:
    return dedent(text).strip()


def test_a_reset_swaps_the_data_and_starts_the_app_anew() -> None:
    """The app's connections lead to the old data, so it starts again."""
    assert printed(plan_reset(SPEC, WANTED, ALL_THERE)) == lines(
        """
        swap data fresh data was asked for
        stop app it holds connections to the old data
        start app with the new data
        wait app it takes a moment to start
        """
    )


def test_an_app_that_reconnects_is_left_running() -> None:
    """Where the maintainers say that the pool recovers, only the data changes."""
    spec = replace(SPEC, reconnects=True)
    assert printed(plan_reset(spec, stack(spec), ALL_THERE)) == lines(
        """
        swap data fresh data was asked for
        wait app it takes a moment to start
        """
    )


def test_the_app_starts_once_it_was_stopped_and_the_data_swapped() -> None:
    """What the new app finds is the new data."""
    start = next(s for s in plan_reset(SPEC, WANTED, ALL_THERE) if isinstance(s, StartApp))
    assert {"stop app", "swap data"} <= set(start.needs)


def test_a_reset_after_the_migrations_changed_makes_the_golden_data_first() -> None:
    """The fresh data is of the migrations as they are now."""
    assert printed(plan_reset(SPEC, stack(golden="g2", migrations="m2"), ALL_THERE)) == lines(
        """
        golden database shop:g2 the migrations changed
        refresh golden data the migrations or the recipe changed
        swap data fresh data was asked for
        stop app it holds connections to the old data
        start app with the new data
        wait app it takes a moment to start
        """
    )


def test_the_app_runs_on_while_new_golden_data_is_being_made() -> None:
    """Where a migration fails during a reset, the app was not stopped for it."""
    found = plan_reset(SPEC, stack(golden="g2", migrations="m2"), ALL_THERE)
    stop = next(step for step in found if isinstance(step, StopApp))
    assert {"golden database shop:g2", "refresh golden data"} & set(stop.needs)


def test_golden_data_is_made_with_an_image_that_is_there() -> None:
    """New migrations together with new dependencies: the image that runs them is built first."""
    wanted = stack(image="i2", golden="g2", migrations="m2")
    assert "build image shop:i2" in printed(plan_reset(SPEC, wanted, ALL_THERE))


def test_a_server_that_does_not_answer_is_kept_and_replaced() -> None:
    """Nothing is thrown away: the spoilt server stays as an image."""
    assert printed(plan_reset(SPEC, WANTED, replace(ALL_THERE, database_state=None))) == lines(
        """
        keep server its data may still be readable
        remove container shop-anna-database its server does not answer
        start database a new one from the golden data
        stop app it holds connections to the old data
        start app with the new data
        wait app it takes a moment to start
        """
    )


def test_a_server_that_is_gone_comes_from_the_golden_image() -> None:
    """A database's container that somebody deleted is made again by a reset."""
    observed = replace(with_database(ALL_THERE, None), database_state=None)
    text = printed(plan_reset(SPEC, WANTED, observed))
    assert text.startswith("start database a new one from the golden data\n")
    assert "keep server" not in text


def test_a_reset_without_a_gateway_starts_it() -> None:
    """The app's answer comes through the gateway, so a reset brings it back where it is gone."""
    observed = replace(ALL_THERE, gateway_running=False, gateway_networks=())
    assert "start gateway it is not running" in printed(plan_reset(SPEC, WANTED, observed))


def test_a_reset_without_an_app_only_changes_the_data() -> None:
    """Nothing is waited for where no app runs."""
    observed = with_app(ALL_THERE, None)
    assert printed(plan_reset(SPEC, WANTED, observed)) == "swap data fresh data was asked for"


def test_a_stopped_app_is_started_by_a_reset() -> None:
    """After a reset the app answers, whatever state it was in."""
    observed = with_app(ALL_THERE, seen(WANTED.app, state="exited"))
    assert "start app with the new data" in printed(plan_reset(SPEC, WANTED, observed))


def test_going_back_swaps_in_what_was_kept() -> None:
    """The way back is itself a swap, so one can go back and forth."""
    assert printed(plan_return(SPEC, WANTED, ALL_THERE, UNDO)) == lines(
        """
        swap data you asked to go back
        stop app it holds connections to the old data
        start app with the new data
        wait app it takes a moment to start
        """
    )


def test_a_plan_for_nothing_prints_so() -> None:
    """An empty plan says that there is nothing to do."""
    assert str(Plan()) == "nothing to do"
    assert str(plan_reset(SPEC, WANTED, Observed())) != "nothing to do"

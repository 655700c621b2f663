"""What `up` plans in each situation, as it prints."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from sandbox.model.observed import Observed, ObservedNetwork
from sandbox.model.outside.wayout import egress_steps
from sandbox.model.plan import Plan
from sandbox.model.routes import routes
from sandbox.model.settings.spec import Outside
from sandbox.model.stack import Stack
from sandbox.model.steps import Admit, LimitDatabase, MakeGolden, StartApp
from sandbox.model.up import plan_up
from sandbox.model.walls.guard import Difference
from sandbox.model.walls.mending import without_network
from tests.unit.model.samples import (
    ALL_THERE,
    BASE,
    NAME,
    NETWORK,
    SERVER,
    SPEC,
    WANTED,
    WORKSPACE,
    data,
    other,
    seen,
    stack,
    with_app,
    with_database,
)


def plan(observed: Observed, wanted: Stack = WANTED) -> Plan:
    return plan_up(SPEC, wanted, observed, workspace=WORKSPACE)


def printed(plan: Plan) -> str:
    return "\n".join(" ".join(line.split()) for line in str(plan).splitlines())


def lines(text: str) -> str:
    return dedent(text).strip()


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


def test_a_network_that_is_gone_is_made_again() -> None:
    """Containers that lost their network get it back; the app starts anew in it."""
    observed = replace(
        ALL_THERE,
        networks=(),
        containers=(seen(WANTED.app, networks=()), seen(WANTED.database, networks=())),
        gateway_networks=(),
        routes=frozenset(),
    )
    assert printed(plan(observed)) == lines(
        """
        create network it is gone
        admit gateway the app is not reachable yet
        start database it is not running
        keep previous app to go back to if the new one does not start
        start app it lost its network
        wait app it takes a moment to start
        remove container shop-anna-previous its successor answers
        """
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


def test_a_gateway_that_is_gone_is_started_and_let_in() -> None:
    """The app itself is left running."""
    observed = replace(ALL_THERE, gateway_running=False, gateway_networks=())
    assert printed(plan(observed)) == lines(
        """
        start gateway it is not running
        admit gateway the app is not reachable yet
        wait app it takes a moment to start
        """
    )


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


def test_another_port_replaces_the_app_and_its_route() -> None:
    """A changed port in sandbox.toml reaches the running sandbox, and then nothing is left."""
    spec = replace(SPEC, port=9000)
    wanted = stack(spec)
    found = plan_up(spec, wanted, ALL_THERE, workspace=WORKSPACE)
    assert any(isinstance(step, StartApp) for step in found)
    admit = next(step for step in found if isinstance(step, Admit))
    assert "start app" in admit.needs


def test_a_changed_limit_reaches_the_database_as_well() -> None:
    """[limits] are for each of the app and the database, which keeps running with its data."""
    spec = replace(SPEC, limits=replace(SPEC.limits, memory_mb=2048, cpus=64.0))
    there = replace(ALL_THERE, database_limits=WANTED.database.limits, engine_cpus=2)
    found = plan_up(spec, stack(spec), there, workspace=WORKSPACE)
    assert any(isinstance(step, LimitDatabase) for step in found)
    limited = replace(there, database_limits=(2048, 2.0, WANTED.database.processes))
    again = plan_up(spec, stack(spec), limited, workspace=WORKSPACE)
    assert not any(isinstance(step, LimitDatabase) for step in again)


def test_a_gateway_that_is_not_let_in_is_let_in() -> None:
    """A gateway without a leg in the sandbox's network, or without its route, gets it."""
    for observed in (
        replace(ALL_THERE, gateway_networks=()),
        replace(ALL_THERE, routes=frozenset(routes("another", 8000))),
    ):
        assert printed(plan(observed)).startswith("admit gateway the app is not reachable yet")


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


def test_an_app_with_more_rights_is_removed_first_and_made_anew() -> None:
    """It is not set aside: nobody goes back to it."""
    found = (Difference(what="has the right NET_RAW"),)
    steps = plan(replace(ALL_THERE, drift={"app": found}))
    assert printed(steps) == lines(
        """
        remove container shop-anna-app it has the right NET_RAW
        start app it has the right NET_RAW
        wait app it takes a moment to start
        """
    )
    assert steps.look_again


def test_a_database_with_more_rights_is_replaced_with_its_data() -> None:
    """The app stops meanwhile, and what else there is to do is seen once it answers."""
    found = (Difference(what="has all rights on this machine"),)
    steps = plan(replace(ALL_THERE, drift={"database": found}))
    assert printed(steps) == lines(
        """
        stop app its database is replaced
        replace database it has all rights on this machine
        """
    )
    assert steps.look_again


def test_an_open_network_is_replaced() -> None:
    """As if it were gone, and everybody in it had lost it."""
    found = (Difference(what="has a way out"),)
    text = printed(plan(without_network(ALL_THERE, NAME.network, found)))
    assert text.splitlines()[:2] == [
        "remove network sandbox-shop-anna it has a way out",
        "create network a closed one in its place",
    ]
    assert "start app it lost its network" in text
    assert "start database" in text
    assert "admit gateway" in text


WITH_EGRESS = replace(SPEC, outside=Outside(allow=("api.example.com",)))


def test_what_the_app_may_reach_needs_its_proxy_first() -> None:
    """The app is made anew with its proxy's address, once the proxy is there."""
    wanted = stack(WITH_EGRESS)
    steps = {one.key: one for one in plan_up(WITH_EGRESS, wanted, ALL_THERE, workspace=WORKSPACE)}
    assert steps["start egress"].why == "sandbox.toml names what the app may reach"
    assert "start egress" in steps["start app"].needs
    assert dict(wanted.app.env)["HTTPS_PROXY"] == "http://egress:3128"
    assert "HTTPS_PROXY" not in dict(WANTED.app.env)


def test_a_proxy_that_runs_as_wanted_is_left_alone_and_another_is_not() -> None:
    """Nothing to do; a changed list; a network that is gone; nothing named any more."""
    wanted = stack(WITH_EGRESS)
    assert wanted.egress is not None
    both = (NAME.network, NAME.outer_network)
    proxy = seen(wanted.egress, networks=both)
    outer = replace(NETWORK, name=NAME.outer_network)
    there = replace(
        ALL_THERE,
        containers=(seen(wanted.app), seen(wanted.database), proxy),
        networks=(NETWORK, outer),
    )
    assert list(egress_steps(wanted, there)) == []
    changed = stack(replace(SPEC, outside=Outside(allow=("other.example.com",))))
    assert [one.why for one in egress_steps(changed, there)] == ["what the app may reach changed"]
    cut = replace(there, networks=(NETWORK,))
    assert [one.why for one in egress_steps(wanted, cut)] == ["it lost its network"]
    assert [one.key for one in egress_steps(WANTED, there)] == [
        "remove container shop-anna-egress",
        "remove network sandbox-shop-anna--out",
    ]


def test_addresses_that_names_have_today_do_not_make_another_proxy() -> None:
    """They are given to it as it starts; a server that moved is found by the proxy itself."""
    proxy = stack(WITH_EGRESS).egress
    assert proxy is not None
    moved = replace(proxy, env=(*proxy.env, ("SEEN_ADDRESSES", "192.0.2.1")))
    assert moved.spec_hash == proxy.spec_hash

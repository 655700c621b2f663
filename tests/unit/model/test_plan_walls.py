"""What `up` plans for networks, rights, limits and ways out, as it prints."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.outside.wayout import egress_steps
from sandbox.model.routes import routes
from sandbox.model.settings.spec import Outside
from sandbox.model.steps import Admit, LimitDatabase, StartApp
from sandbox.model.up import plan_up
from sandbox.model.walls.guard import Difference
from sandbox.model.walls.mending import without_network
from tests.unit.model.planned import lines, plan, printed
from tests.unit.model.samples import (
    ALL_THERE,
    NAME,
    NETWORK,
    SPEC,
    WANTED,
    WORKSPACE,
    seen,
    stack,
)


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


def test_another_port_replaces_the_app_and_its_route() -> None:
    """A changed port in sandbox.toml reaches the running sandbox, and then nothing is left."""
    spec = replace(SPEC, port=9000)
    wanted = stack(spec)
    found = plan_up(spec, wanted, ALL_THERE, workspace=WORKSPACE)
    assert any(isinstance(step, StartApp) for step in found)
    admit = next(step for step in found if isinstance(step, Admit))
    assert "start app" in admit.needs


def test_a_gateway_that_is_not_let_in_is_let_in() -> None:
    """A gateway without a leg in the sandbox's network, or without its route, gets it."""
    for observed in (
        replace(ALL_THERE, gateway_networks=()),
        replace(ALL_THERE, routes=frozenset(routes("another", 8000))),
    ):
        assert printed(plan(observed)).startswith("admit gateway the app is not reachable yet")


def test_a_changed_limit_reaches_the_database_as_well() -> None:
    """[limits] are for each of the app and the database, which keeps running with its data."""
    spec = replace(SPEC, limits=replace(SPEC.limits, memory_mb=2048, cpus=64.0))
    there = replace(ALL_THERE, database_limits=WANTED.database.limits, engine_cpus=2)
    found = plan_up(spec, stack(spec), there, workspace=WORKSPACE)
    assert any(isinstance(step, LimitDatabase) for step in found)
    limited = replace(there, database_limits=(2048, 2.0, WANTED.database.processes))
    again = plan_up(spec, stack(spec), limited, workspace=WORKSPACE)
    assert not any(isinstance(step, LimitDatabase) for step in again)


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

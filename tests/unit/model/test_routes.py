"""Which host name leads to which app."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.observed import Observed, ObservedContainer, ObservedNetwork
from sandbox.model.routes import routes_map
from sandbox.model.settings.spec import Outside
from sandbox.model.steps import Admit
from sandbox.model.up import plan_up
from tests.unit.model.samples import NETWORK, SPEC, WANTED, WORKSPACE, seen, stack


def network(name: str, **labels: str) -> ObservedNetwork:
    return ObservedNetwork(id=name, name=f"sandbox-{name}", labels={"sandbox.name": name, **labels})


def app(name: str, port: str) -> ObservedContainer:
    return replace(
        seen(WANTED.app), name=f"{name}-app", labels={"sandbox.name": name, "sandbox.port": port}
    )


def test_every_sandbox_has_a_line_and_one_for_its_mail() -> None:
    """Sorted, so that nothing is written where nothing changed."""
    networks = [network("shop-zoe"), network("shop-anna"), network("shop-anna")]
    assert routes_map(networks, [app("shop-anna", "9000")]) == (
        "mail.shop-anna.localhost shop-anna-mail:8025\n"
        "mail.shop-zoe.localhost shop-zoe-mail:8025\n"
        "shop-anna.localhost shop-anna-app:9000\n"
        "shop-zoe.localhost shop-zoe-app:8000\n"
    )


def test_a_label_that_is_no_port_keeps_nobody_out() -> None:
    """A sandbox of another version gets the usual port; the routes of the others are written."""
    found = routes_map([network("shop-zoe", **{"sandbox.port": "?"})], [app("shop-zoe", "")])
    assert "shop-zoe.localhost shop-zoe-app:8000\n" in found


def test_before_there_is_an_app_the_network_says_the_port() -> None:
    """The waiting page is reachable while the app is being made."""
    found = routes_map([network("shop-anna", **{"sandbox.port": "7000"})], [])
    assert "shop-anna.localhost shop-anna-app:7000\n" in found


def test_a_network_of_nobody_leads_nowhere() -> None:
    """Only networks that bear a sandbox's name count."""
    assert routes_map([replace(NETWORK, labels={})], []) == ""


def test_the_origins_that_pages_may_talk_to_stand_beside_the_route() -> None:
    """From the app's own label, once in the line and once each to be looked up."""
    one = app("shop-anna", "8000")
    labels = one.labels | {"sandbox.browser": "https://a.example wss://b.example"}
    found = routes_map([network("shop-anna")], [replace(one, labels=labels)]).splitlines()
    assert "shop-anna.localhost shop-anna-app:8000 https://a.example wss://b.example" in found
    assert "shop-anna.localhost|https://a.example yes" in found
    assert "shop-anna.localhost|wss://b.example yes" in found


def test_other_origins_are_routed_once_the_app_says_them() -> None:
    """They stand on the app's own label, so the route is written after it was made."""
    for origins, needed in ((), False), (("https://a.example",), True):
        spec = replace(SPEC, outside=Outside(pages=origins))
        steps = plan_up(spec, stack(spec), Observed(), workspace=WORKSPACE)
        [admit] = [step for step in steps if isinstance(step, Admit)]
        assert ("start app" in admit.needs) is needed

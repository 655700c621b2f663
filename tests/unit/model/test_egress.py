"""What may be reached: entries, their rules for the proxy, and its log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.errors import UsageError
from sandbox.model.builds.buildway import build_policy
from sandbox.model.builds.sources import apt_fields, apt_lines, entry_of
from sandbox.model.outside.egress import (
    ROLE,
    last_refused,
    passages,
    proxy_variables,
    way_of,
    ways_of,
)
from sandbox.model.outside.squid import ParentProxy, Policy, squid_configuration
from sandbox.model.settings.configuration import parse_configuration
from sandbox.model.settings.spec import Outside
from sandbox.model.stack import app_environment, job_environment
from tests.unit.model.samples import SPEC


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("api.stripe.com:443", "api.stripe.com:443"),
        (" API.Stripe.com ", "api.stripe.com"),
        ("*.tiles.example", "*.tiles.example"),
        ("9.9.9.9:53", "9.9.9.9:53"),
    ],
)
def test_an_entry_is_a_host_a_port_or_all_beneath_a_name(entry: str, shown: str) -> None:
    """Without a port it is the web's two."""
    way = way_of(entry)
    assert str(way) == shown
    assert way.ports == ((443,) if ":443" in shown else (53,) if ":53" in shown else (80, 443))


@pytest.mark.parametrize(
    ("allow", "said"),
    [
        ('["https://api.example.com"]', "is no host"),
        ('["api.example.com:0"]', "a port that there is not"),
        ('["*"]', "is no host"),
        ('["*.com"]', "is too much"),
        ('["10.1.2.3"]', "is inside this network"),
        ('["0x7f.1:80"]', "is inside this network"),
        ('["[::ffff:10.0.0.1]:80"]', "is inside this network"),
        ('["169.254.169.254"]', "is inside this network"),
        ('["db.prod.example:5432"]', "is production"),
        ('["*.prod.example"]', "is production"),
        ('["8.8.4.4"]', "is production"),
    ],
)
@pytest.mark.parametrize("section", ["egress", "build"])
def test_a_wrong_entry_is_said_with_its_line(section: str, allow: str, said: str) -> None:
    """Production can be named in no way."""
    hosts = '[production]\nhosts = ["db.prod.example", "*.prod.example", "8.8.4.0/24"]\n'
    with pytest.raises(UsageError) as caught:
        parse_configuration(f"{hosts}[{section}]\nallow = {allow}\n")
    assert caught.value.message.startswith(f"sandbox.toml, line 4: {section}.allow: ")
    assert said in caught.value.message


def test_names_are_judged_before_any_address_is_asked_for() -> None:
    """The first rule that looks a name up comes after those that refuse by name."""
    policy = Policy(
        ways=ways_of(["a.example"]), production=("*.prod.example", "10.0.0.0/8"), mirrors=()
    )
    rules = [
        line for line in squid_configuration(policy).splitlines() if line.startswith("http_access")
    ]
    by_name = rules.index("http_access deny !allowed why_not-allowed")
    assert rules.index("http_access deny production_name why_production") < by_name
    asking = [n for n, line in enumerate(rules) if "seen" in line or "inside" in line]
    asking.append(rules.index("http_access deny production_number why_production"))
    assert min(asking) > by_name
    assert rules[-1] == "http_access deny all why_kind"
    assert rules.index("http_access allow allowed") > max(asking)


def test_nothing_named_lets_nothing_through() -> None:
    """An empty list is no open door."""
    text = squid_configuration(Policy(ways=()))
    assert "acl allowed any-of nothing" in text
    assert "acl nothing src 255.255.255.255/32" in text


def test_mirrors_in_production_are_left_out() -> None:
    """What a machine's settings name counts less than what its maintainers forbid."""
    outside = Outside(production=("pypi.corp.example",), build=("git.example:443",))
    hosts = ("pypi.corp.example:443", "127.0.0.1:3141", "mirror.example:8081")
    policy = build_policy(outside, hosts, None)
    assert [str(one) for one in policy.mirrors] == ["mirror.example:8081"]
    assert [str(one) for one in policy.ways] == ["git.example:443"]


def test_a_machine_behind_a_proxy_hands_everything_on_to_it() -> None:
    text = squid_configuration(
        Policy(ways=ways_of(["a.example"]), parent=ParentProxy(host="proxy.example", port=8080))
    )
    assert "cache_peer proxy.example parent 8080 0 no-query no-digest default" in text
    assert "never_direct allow all" in text


def test_the_log_tells_what_was_refused_and_why() -> None:
    """The newest first, each once; what nobody asked for is not in it."""
    log = """
2026/01/01 10:00:00| Starting
way 1.5 TCP_DENIED/403 CONNECT evil.example 443 not-allowed
way 2.5 TCP_MISS/200 GET good.example 80 -
way 3.5 TCP_DENIED/403 GET meta.example 80 inside
way 4.5 TCP_DENIED/403 CONNECT evil.example 443 not-allowed
"""
    found = passages(log)
    assert [one.allowed for one in found] == [False, True, False, False]
    assert last_refused(found) == (
        "evil.example:443 (not under [egress] allow in sandbox.toml)",
        "meta.example:80 (it leads to an address inside this network)",
    )


def test_package_sources_are_read_from_aptss_lists() -> None:
    """In both of their forms, comments passed over."""
    lists = "# deb http://no.example x\ndeb [signed-by=/k] http://one.example/debian x main\n"
    assert apt_lines(lists) == ["http://one.example/debian"]
    fields = "Types: deb\nURIs: http://two.example/a\n  https://three.example:8443/b\nSuites: x\n"
    assert [entry_of(url) for url in apt_fields(fields)] == ["two.example:80", "three.example:8443"]
    assert entry_of("file:///opt/simple") is None


def test_jobs_know_the_way_out_where_there_is_one() -> None:
    """Migrations and tests, by the same variables as the app; where nothing is open, none."""
    allowed = replace(SPEC, outside=Outside(allow=("a.example",)))
    assert proxy_variables(ROLE).items() <= set(job_environment(allowed))
    assert dict(job_environment(SPEC)) == dict(app_environment(SPEC))

"""The proxy's configuration: what it lets through, as Squid reads it.

The order is the point. The name is judged first, so that a name that is not allowed is never looked
up: a question to a name server is itself a message to the outside. Only then are the addresses that
the name leads to judged, all of them, and the answer is kept for the connection that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from sandbox.model.outside.egress import PROXY_PORT, Way
from sandbox.model.outside.production import names_of, networks_of

# Everything that is not the public internet: this machine, its networks, cloud metadata, carriers'
# networks, groups, and the ways by which IPv4 hides in IPv6.
INSIDE = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15"),
    *("224.0.0.0/4", "240.0.0.0/4"),
    *("::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23"),
    *("2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
)
SEEN = "/tmp/seen"  # addresses of this machine and of production, kept up to date by the container
OURS = "/tmp/ours"  # addresses of the machine's own package mirrors, wherever they are


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentProxy:
    """A company's, that all goes through. user, password: as they are, "" for none."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """ways: that are open; mirrors: those of them that may lead inside, to exactly the addresses
    they have for this machine; production: patterns; parent: a proxy to go through.
    """

    ways: tuple[Way, ...]
    mirrors: tuple[Way, ...] = ()
    production: tuple[str, ...] = ()
    parent: ParentProxy | None = None


def squid_configuration(policy: Policy) -> str:
    """The whole file."""
    return "\n".join([*_fixed(), *_parent(policy), *_lists(policy), *_rules(policy), ""])


def _fixed() -> Iterator[str]:
    yield from (
        f"http_port {PROXY_PORT}",
        "visible_hostname egress",
        "cache deny all",
        "cache_mem 8 MB",
        "pid_filename /tmp/squid.pid",
        "cache_log /dev/stderr",
        "debug_options ALL,0",
        "pinger_enable off",
        "hosts_file none",
        "max_filedescriptors 2048",
        "shutdown_lifetime 1 second",
        "via off",
        "forwarded_for delete",
        "httpd_suppress_version_string on",
        "global_internal_static off",
        "client_db off",
        "dns_defnames off",
        # The least time that an answer is kept, so that the name is not asked again between the
        # judgement and the connection, where another answer could come.
        "negative_dns_ttl 1 minute",
        "positive_dns_ttl 1 hour",
        "connect_timeout 15 seconds",
        "logformat way way %ts.%03tu %Ss/%03>Hs %rm %>rd %>rP %{why}note",
        "access_log stdio:/dev/stdout logformat=way",
    )


def _parent(policy: Policy) -> Iterator[str]:
    if policy.parent:
        said = ":".join(quote(one, safe="") for one in (policy.parent.user, policy.parent.password))
        login = f" login={said}" if policy.parent.user else ""
        at = f"{policy.parent.host} parent {policy.parent.port} 0"
        yield f"cache_peer {at} no-query no-digest default{login}"
        yield "never_direct allow all"


def _lists(policy: Policy) -> Iterator[str]:
    yield "acl plain proto HTTP"
    yield "acl tunnel method CONNECT"
    yield "acl nothing src 255.255.255.255/32"
    yield "acl usual method GET HEAD POST PUT PATCH DELETE OPTIONS CONNECT"
    yield "acl inside dst " + " ".join(INSIDE)
    yield f'acl seen dst "{SEEN}"'
    for why in ("production", "not-allowed", "inside", "kind"):
        yield f"acl why_{why} annotate_transaction why={why}"
    for name in names_of(policy.production):
        yield f"acl production_name dstdom_regex -n -i ^{_pattern(name)}$"
    for network in networks_of(policy.production):
        yield f"acl production_number dst {network}"
    for number, way in enumerate((*policy.ways, *policy.mirrors)):
        yield _host_acl(f"host{number}", way)
        yield f"acl port{number} port " + " ".join(map(str, way.ports))
        kind = "way" if number < len(policy.ways) else "mirror"
        yield f"acl {kind}{number} all-of host{number} port{number}"
    ways = [f"way{number}" for number in range(len(policy.ways))]
    mirrors = [f"mirror{len(policy.ways) + number}" for number in range(len(policy.mirrors))]
    yield "acl allowed any-of " + " ".join([*ways, *mirrors] or ["nothing"])
    if mirrors:
        yield "acl mirrors any-of " + " ".join(mirrors)
        yield f'acl ours dst "{OURS}"'


def _host_acl(name: str, way: Way) -> str:
    if way.beneath:
        return rf"acl {name} dstdom_regex -n -i ^.+\.{re.escape(way.host)}$"
    return f"acl {name} dstdomain -n {way.host}"


def _pattern(name: str) -> str:
    return re.escape(name).replace(r"\*", ".*")


def _rules(policy: Policy) -> Iterator[str]:
    yield "http_access deny manager"
    yield "http_access deny !usual why_kind"
    yield "http_access deny !plain !tunnel why_kind"
    if names_of(policy.production):
        yield "http_access deny production_name why_production"
    yield "http_access deny !allowed why_not-allowed"
    if networks_of(policy.production):
        yield "http_access deny production_number why_production"
    if policy.mirrors:
        yield "http_access allow mirrors ours"
    yield "http_access deny seen why_inside"
    yield "http_access deny inside why_inside"
    yield "http_access allow allowed"
    yield "http_access deny all why_kind"
    yield "deny_info ERR_SANDBOX all"

"""Values that open something in the real world: what is found, and how it is shown and hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sandbox.model.outside.production import production_of

PRODUCTION = "an address of production"
PLACEHOLDER = "hidden-by-sandbox-"
"""What stands in a file in place of a value, with the value's number."""

MOST_SHOWN = 10

# Lines that may hold one, for a quick first look by git: whatever has none of these is not read.
SUSPECTS = (
    r"(sk|rk)_live_|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|SG\.[A-Za-z0-9_-]{16}|xox[abeoprs]-"
    r"|hooks\.slack\.com/services/|gh[opsur]_[A-Za-z0-9]{36}|github_pat_|glpat-|AIza[0-9A-Za-z_-]{35}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY|://[^/@: ]+:[^/@ ]+@|(AC|SK)[0-9a-f]{32}|npm_[A-Za-z0-9]{36}"
    r"|_authToken|sk-[A-Za-z0-9_-]{20}|pypi-AgE|sq0csp-|AccountKey=|bot[0-9]{8,10}:|-us[0-9]{1,2}"
)
_LOCAL = re.compile(
    r"(^|\.)(localhost|local|internal|test|example|invalid|example\.(com|org|net))$|^[^.]+$|^127\.|^::1$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One value. path: of the file, relative; line: counted from 1; kind: in words."""

    path: str
    line: int
    kind: str
    value: str

    def __str__(self) -> str:
        """Where it is, without the value."""
        line = f"line {self.line}" if self.line else "in an earlier version"
        return f"{self.path}, {line}: {self.kind}"


def opens_something(secret: Secret, text: str) -> bool:
    """Whether a password in an address is for a server that others could reach.

    text: the line it stands in. Any other kind of value counts.
    """
    if "Basic Auth" not in secret.kind:
        return True
    hosts = [_host(found) for found in re.findall(r"[\w+.-]+://[^\s\"'<>]+", text)]
    return any(host and not is_local(host) for host in hosts)


def is_local(host: str) -> bool:
    """Whether nobody else could be meant: no dot, or a name that leads to no server."""
    return bool(_LOCAL.search(host))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:  # no address after all
        return ""


def production_suspects(hosts: Sequence[str]) -> str:
    """Addresses that may lead to production, as a first look for git; "" for none."""
    names = (host.replace(".", r"\.").replace("*", r"[A-Za-z0-9.-]*") for host in hosts)
    return f"://([^/@ ]*@)?({'|'.join(names)})" if hosts else ""


def production_addresses(path: str, number: int, text: str, hosts: Sequence[str]) -> list[Secret]:
    """The addresses in a line that lead to production."""
    found = []
    for address in re.findall(r"://(?:[^/@\s\"'<>]*@)?[^\s/\"'<>:?#]+", text):
        host = address.rpartition("@")[2].removeprefix("://")
        if production_of(host, hosts):
            found.append(Secret(path=path, line=number, kind=PRODUCTION, value=address))
    return found


def hidden_in_words(found: Sequence[Secret]) -> str:
    """For the person: where values were, and that somebody should be told."""
    many = len(found) > 1
    what = f"{len(found)} values" if many else "a value"
    places = "".join(f"\n    {one}" for one in found[:MOST_SHOWN])
    more = f"\n    and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
    return (
        f"{what} in the code would open something real; your copy and the app in it do not have "
        f"{'them' if many else 'it'}. Tell a developer of the app, who should change "
        f"{'them' if many else 'it'}:{places}{more}"
    )


def placeholder(number: int, value: str) -> str:
    """For an address, one that leads nowhere."""
    text = f"{PLACEHOLDER}{number:04d}"
    return f"://{text}.invalid" if value.startswith("://") else text


def for_tests(path: str) -> bool:
    """Whether a file is of the app's tests: a key there was made to be thrown away."""
    folders = re.split(r"[/._-]", path.lower())
    return not {"test", "tests", "fixture", "fixtures", "testdata", "spec", "example"}.isdisjoint(
        folders
    )

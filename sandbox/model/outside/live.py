"""Values of the environment that look as if they worked in the real world."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from sandbox.model.outside.production import hosts_in, production_of
from sandbox.model.outside.secrets import PLACEHOLDER, is_local

DATABASES = re.compile(
    r"^(postgres(ql)?|mysql|mariadb|mssql|oracle|mongodb|redis|rediss|amqps?|cockroachdb"
    r"|clickhouse)(\+[\w-]+)?$"
)
TOKEN = re.compile(r"\beyJ[\w-]{8,}\.(eyJ[\w-]{8,})\.[\w-]{8,}")


def live_words(
    values: Mapping[str, str], own: Mapping[str, str], production: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """(variable, what is wrong with it), without the value.

    values: all that the app gets; own: what the configuration itself sets. Keys of known services
    are not looked for here.
    """
    for name, value in sorted(values.items()):
        found = next((one for host in hosts_in(value) if (one := _pattern(host, production))), None)
        if found:
            yield name, f"it names {found}, which is production"
        elif _issuer(value):
            yield name, f"it is a token that {_issuer(value)} gave out"
    for name, value in sorted(own.items()):
        if PLACEHOLDER in value:
            yield name, "it would open something real"
        elif host := _database(value):
            yield name, f"it is the address of a database outside the sandbox, {host}"


def _pattern(host: str, production: Sequence[str]) -> str | None:
    return production_of(host, production)


def _database(value: str) -> str:
    """The host of a database outside, "" for none."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host if DATABASES.match(parts.scheme) and host and not is_local(host) else ""


def _issuer(value: str) -> str:
    """The host of who gave out a token (JWT), "" where there is none that others could reach."""
    found = TOKEN.search(value)
    if not found:
        return ""
    try:
        body = found[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        host = urlsplit(str(claims.get("iss", ""))).hostname or ""
    except (ValueError, AttributeError):
        return ""
    return "" if is_local(host) else host

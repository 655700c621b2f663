"""Databases that somebody names by an address."""

from __future__ import annotations

import os
import socket
from ipaddress import IPv6Address, ip_address

from sandbox import errors
from sandbox.adapters.postgres.channel import PostgresDatabase
from sandbox.adapters.postgres.unreachable import SHAPE

SCHEMES = ("postgresql", "postgres")


class PostgresDatabases:
    """Implements `sandbox.ports.Databases`."""

    def at(self, address: str) -> PostgresDatabase:
        _keywords(address)
        return PostgresDatabase(address)

    def hosts(self, address: str) -> tuple[str, ...]:
        said = _keywords(address)
        if said.get("service") or os.environ.get("PGSERVICE"):
            raise errors.UsageError(
                "the address leaves it to a service file which server it means",
                "write the server out: postgresql://USER:PASSWORD@HOST:5432/DATABASE "
                "(and unset PGSERVICE)",
            )
        # As the driver does it: the surroundings say what the address leaves out.
        host = said.get("host") or os.environ.get("PGHOST") or ""
        number = said.get("hostaddr") or os.environ.get("PGHOSTADDR") or ""
        named = f"{host},{number}".split(",")
        return tuple(name.lower() for name in named if name and not name.startswith("/"))

    def numbers(self, host: str) -> frozenset[str]:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError:
            return frozenset()
        return frozenset(_plain(str(one[4][0])) for one in found)


def _plain(number: str) -> str:
    """One way of writing an address: 0.0.0.0 reaches this machine, ::ffff:1.2.3.4 is 1.2.3.4."""
    address = ip_address(number.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "::1"
    return str(address)


def _keywords(address: str) -> dict[str, str]:
    """What the address says, by libpq's keywords."""
    scheme, separator, rest = address.partition("://")
    if not separator or scheme.partition("+")[0] not in SCHEMES:
        other = f": {scheme.partition('+')[0]} is another kind" if separator else ""
        raise errors.UsageError(f"that is no address of a PostgreSQL database{other}", SHAPE)
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise errors.ToolMissing(
            "psycopg, which speaks to PostgreSQL, is not installed",
            "`pip install 'psycopg[binary]'` brings it",
        ) from error
    try:
        found = conninfo_to_dict(f"postgresql://{rest}")
    except psycopg.Error as error:
        said = str(error).strip()
        if "percent-encoded" in said:  # it repeats what may be a password
            said = "a % in it is written as %25"
        raise errors.UsageError(
            f"that is no address of a PostgreSQL database: {said}", SHAPE
        ) from error
    return {key: str(value) for key, value in found.items() if value is not None}

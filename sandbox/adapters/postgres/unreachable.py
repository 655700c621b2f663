"""Why no connection came about, and what of the address to look at."""

from __future__ import annotations

import re

from sandbox import errors

SECONDS = 10
"""How long a server may take to answer, where the address does not say it."""
SHAPE = "an address looks like postgresql://USER:PASSWORD@HOST:5432/DATABASE"
_REASONS: tuple[tuple[str, str, str], ...] = (
    (
        r"no password supplied",
        "the database wants a password",
        "put it into the address: postgresql://USER:PASSWORD@…",
    ),
    (
        r"(?:password|peer|ident|\w+) authentication failed for user \"(.*?)\"",
        "the database does not let {0} in",
        "check the user's name and the password in the address (signs such as @ : / % in a "
        "password are written as %40 %3A %2F %25)",
    ),
    (
        r"role \"(.*?)\" (?:does not exist|is not permitted to log in)",
        "the database knows no user {0} that may log in",
        "check the user's name in the address",
    ),
    (
        r"database \"(.*?)\" does not exist",
        "the server has no database {0}",
        "check the name behind the last / of the address, or create it: "
        "CREATE DATABASE {0}, then the app's migrations",
    ),
    (
        r"permission denied for database \"(.*?)\"|no pg_hba.conf entry",
        "the server does not let this user, from here, into this database",
        "ask whoever runs the server, or choose another database",
    ),
    (
        r"(?:resolve host|translate host name) ['\"](.*?)['\"]",
        "there is no host {0}",
        "check the host's name in the address; this machine has to know it",
    ),
    (
        r"Connection refused",
        "nobody answers at the address: no server listens there",
        "check the host and the port in the address (5432 where none is said), and whether the "
        "server runs",
    ),
    (
        r"timeout|timed out|No route to host|Network is unreachable",
        "nobody answers at the address in time",
        "check the host and the port in the address, and whether a firewall is in between",
    ),
    (
        r"invalid response to SSL negotiation|expected authentication request|"
        r"server closed the connection unexpectedly|received invalid response|"
        r"SSL SYSCALL error: EOF",
        "what answers at the address is no PostgreSQL server",
        "check the port in the address: PostgreSQL's is 5432 where nobody changed it",
    ),
    (
        r"server does not support SSL|SSL.*required|certificate",
        "the server and the address do not agree on encryption",
        "check sslmode in the address: ?sslmode=prefer, or ?sslmode=require",
    ),
    (
        r"too many (?:clients|connections)|remaining connection slots",
        "the server has no connection to spare",
        "close other programs that use it, then type the command again",
    ),
    (
        r"starting up|shutting down|not yet accepting",
        "the server is starting or stopping",
        "wait a moment, then type the command again",
    ),
    (
        r"invalid (?:integer value|port number):? \"(.*?)\"",
        "the address is not right: {0} is no number",
        SHAPE,
    ),
)


def unreachable(said: str) -> errors.WorkFailed:
    """said: the driver's words; the address itself, with its password, is not repeated."""
    for pattern, message, hint in _REASONS:
        found = re.search(pattern, said, re.IGNORECASE)
        if found is not None:
            named = [part or "" for part in found.groups()]
            return errors.WorkFailed(
                f"the database cannot be reached: {message.format(*named)}",
                hint.format(*named),
                kept="Nothing was changed.",
                detail=said,
            )
    return errors.WorkFailed(
        "the database cannot be reached",
        f"check the address: {SHAPE}",
        kept="Nothing was changed.",
        detail=said,
    )

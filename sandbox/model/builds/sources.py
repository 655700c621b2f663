"""Where packages come from, in the words that package tools have for it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def entry_of(url: str) -> str | None:
    """ "HOST:PORT" of a web address; None for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}"


def apt_lines(text: str) -> list[str]:
    """The addresses in apt's old form: one source a line."""
    return re.findall(r"(?m)^\s*deb(?:-src)?\s+(?:\[[^\]]*\]\s+)?(\S+)", text)


def apt_fields(text: str) -> list[str]:
    """The addresses in apt's new form: fields, several addresses in one."""
    fields = re.findall(r"(?mi)^URIs:((?:.*)(?:\n[ \t].*)*)", text)
    return [word for one in fields for word in one.split() if "://" in word]

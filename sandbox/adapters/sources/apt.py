"""Where apt fetches from, by the source lists of a Debian or Ubuntu."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path("/etc/apt")


def urls(folder: Path = FOLDER) -> list[str]:
    """Every address in the lists; none on another system."""
    lists = (folder / "sources.list", *sorted((folder / "sources.list.d").glob("*")))
    found: list[str] = []
    for path in lists:
        if path.suffix not in (".list", ".sources"):  # apt passes over others
            continue
        try:
            text = path.read_text(errors="replace")
        except OSError:
            continue
        found += of_deb822(text) if path.suffix == ".sources" else of_lines(text)
    return found


def of_lines(text: str) -> list[str]:
    """The old form: one source a line."""
    return re.findall(r"(?m)^\s*deb(?:-src)?\s+(?:\[[^\]]*\]\s+)?(\S+)", text)


def of_deb822(text: str) -> list[str]:
    """The new form: fields, several addresses in one."""
    fields = re.findall(r"(?mi)^URIs:((?:.*)(?:\n[ \t].*)*)", text)
    return [word for one in fields for word in one.split() if "://" in word]

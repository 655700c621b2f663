"""Where apt fetches from, by the source lists of a Debian or Ubuntu."""

from __future__ import annotations

from pathlib import Path

from sandbox.model.builds.sources import apt_fields, apt_lines

FOLDER = Path("/etc/apt")


def urls(folder: Path = FOLDER) -> list[str]:
    """Every address in the lists; none on another system."""
    found: list[str] = []
    for path in (folder / "sources.list", *sorted((folder / "sources.list.d").glob("*"))):
        if path.suffix not in (".list", ".sources"):  # apt passes over others
            continue
        try:
            text = path.read_text(errors="replace")
        except OSError:
            continue
        found += apt_fields(text) if path.suffix == ".sources" else apt_lines(text)
    return found

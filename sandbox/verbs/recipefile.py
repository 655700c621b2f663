"""The file of a seed recipe, as a person names it."""

from __future__ import annotations

import os
from pathlib import Path

from sandbox import errors
from sandbox.ports import Ports
from sandbox.seeding.recipes.fields import nearest


def recipe_text(here: Path, name: str, ports: Ports) -> str:
    """name: from the folder `here`. In a sandbox's copy of the code no link is followed: the app
    writes there, and what is read is shown where it is no recipe. Raises UsageError."""
    path = Path(os.path.abspath(here / name))
    for record in ports.registry.all():
        workspace = Path(record.workspace)
        if workspace in path.parents:
            return text_in(workspace, str(path.relative_to(workspace)), ports)
    return _text(path)


def text_in(folder: Path, inside: str, ports: Ports) -> str:
    """Of a folder in which others write. Raises UsageError."""
    try:
        text = ports.files.read_text(folder, str(Path(inside)))
    except OSError as error:
        raise _unreadable(folder / inside, error) from error
    if text is None:
        raise errors.UsageError(
            f"there is no recipe {folder / inside}, or it is a link or larger than a megabyte",
            "check the spelling, and put the file itself there",
        )
    return text


def _unreadable(path: Path, error: OSError) -> errors.UsageError:
    return errors.UsageError(
        f"the recipe {path} cannot be read: {error.strerror or error}", "mend it"
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")  # what is none is named later
    except FileNotFoundError as error:
        there = [one.name for one in path.parent.glob("*.toml")]
        hint = nearest(path.name, there) if there else "check the spelling"
        raise errors.UsageError(f"there is no recipe {path}", hint) from error
    except OSError as error:
        raise _unreadable(path, error) from error

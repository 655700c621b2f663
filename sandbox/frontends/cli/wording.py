"""Numbers and folders as a person reads them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from textwrap import fill

from sandbox.model.pages import Failing


def counted(number: int, noun: str) -> str:
    """ "1 file", "2 files"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def sized(size: int) -> str:
    """Bytes as MB or GB."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"


def failing_text(one: Failing) -> str:
    """A page that fails, with what the app says of it."""
    first = "the first page" if one.page == "/" else f"the page {one.page}"
    lines = "".join(f"\n           | {line}" for line in one.said)
    says = "; the app says:" if one.said else ""
    return (
        f"  Problem  {first} failed when it was last opened (error {one.status}){says}{lines}\n"
        "           Show this to your assistant; `sandbox logs` has more.\n"
    )


def short(folder: str) -> str:
    """With ~ for the person's home."""
    home = str(Path.home())
    inside = folder == home or folder.startswith(home.rstrip(os.sep) + os.sep)
    return f"~{folder[len(home) :]}" if inside and home != "/" else folder


WIDTH = 80
"""Columns of a terminal that nobody has made wider."""


def screen_width() -> int:
    """Columns that standard output has; no end of them where it is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize


def paragraph(text: str, indent: str = "  ") -> str:
    """Sentences in lines of a terminal, every one indented; what is typed stays on one line."""
    return glued(wrapped(COMMAND.sub(_glue, text), indent, indent))


def _glue(found: re.Match[str]) -> str:
    return found[0].replace(" ", GLUE)


def glued(text: str) -> str:
    """Where the lines are broken, what held a command together is a blank again."""
    return text.replace(GLUE, " ")


COMMAND = re.compile(r"`[^`]{1,60}`")
GLUE = "\ue001"  # a private character: no line is broken there


def wrapped(text: str, first: str, further: str) -> str:
    """The text in lines of a terminal, the first and the further ones indented as said."""
    return fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )

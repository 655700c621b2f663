"""Lists of words written as text, so that they can be read and changed by eye."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of a text; its entries where those have spaces.

    Entries are separated by `|` and line ends if there is any `|`, else by white space.
    """
    if "|" not in text:
        return tuple(text.split())
    lines = text.strip().splitlines()
    return tuple(entry.strip() for line in lines for entry in line.split("|") if entry.strip())

"""Values that may exist in the real world, since a check leaves none that cannot."""

from __future__ import annotations

NONE_LEFT = "its pattern leaves none that surely is nobody's"
"""Part of why a rule was chosen."""


def may_be_real(why: str) -> bool:
    """Whether a rule says of its values that they may be somebody's."""
    return NONE_LEFT in why

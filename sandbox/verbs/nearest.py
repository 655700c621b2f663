"""The sandbox that may be meant by a name that is nearly right."""

from __future__ import annotations

from difflib import get_close_matches

from sandbox.ports import Ports


def nearest(wanted: str, ports: Ports) -> str | None:
    """The name of the person's that is nearly what was typed: of one that is there, or put away."""
    there = [one for one in ports.registry.all() if one.user == ports.user]
    names = [one.name for one in there]
    names += [one.name for one in ports.registry.kept() if one.record.user == ports.user]
    names += [one.label for one in there if one.label]
    near = get_close_matches(wanted.lower(), dict.fromkeys(names), n=1, cutoff=0.75)
    return near[0] if near else None

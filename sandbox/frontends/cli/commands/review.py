"""The review of work that was handed over, as `sandbox status` shows it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sandbox.frontends.cli.wording import paragraph, short, wrapped
from sandbox.verbs.reviewing import Reviewed, paste_for
from sandbox.verbs.status import age

STATES = {
    "open": "handed over {ago}, not decided yet",
    "merged": "accepted: it is part of the app now",
    "closed": "closed by the developers without being taken",
    "": "handed over {ago}",
}


def review_document(one: Reviewed) -> dict[str, Any]:
    """For programs."""
    return {
        "title": one.handed.title,
        "branch": one.handed.branch,
        "pull_request": {"url": one.handed.url, "number": one.handed.number},
        "state": one.state or None,
        "newer_work": one.newer,
        "remarks": [asdict(remark) | {"paste": paste_for(remark)} for remark in one.remarks],
        "trouble": one.trouble,
    }


def review_lines(one: Reviewed | None) -> list[str]:
    """Where the work stands, and what reviewers say to it, each with a text for the assistant."""
    if one is None:
        return []
    said = STATES.get(one.state, one.state).format(ago=f"{age(one.handed.at)} ago")
    since = "; `sandbox promote` adds what you changed since" if one.newer else ""
    lines = [f'  Review   "{one.handed.title}", {said}{since}']
    lines.append(f"           {short(one.handed.url)}")
    if one.trouble:
        lines.append(wrapped(f"({one.trouble})", "           ", "           "))
    for remark in one.remarks:
        place = f", {remark.place}" if remark.place else ""
        lines += ["", wrapped(f"{remark.by}{place}: {remark.text}", "  ", "    ")]
        lines.append(wrapped(paste_for(remark), "    | ", "    | "))
    if one.remarks:
        lines += ["", paragraph("Paste what stands behind | to your assistant.")]
    return lines

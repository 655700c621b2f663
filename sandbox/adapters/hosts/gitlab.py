"""Merge requests at GitLab, by its REST API (version 4)."""

from __future__ import annotations

import contextlib
from typing import Any
from urllib.parse import quote

from sandbox import errors
from sandbox.adapters.hosts.client import Client
from sandbox.model.handover.address import Repository
from sandbox.model.handover.request import Published, PullRequest, Remark, Review

LABEL = "sandbox"
_STATES = {"opened": "open", "locked": "open"}


class GitLab:
    """Merge requests of one project. A title that begins with "Draft:" makes one a draft."""

    def __init__(self, client: Client, where: Repository) -> None:
        self._client = client
        self._requests = f"/projects/{quote(where.path, safe='')}/merge_requests"

    def publish(self, request: PullRequest, known: int | None) -> Published:
        there = self._open(request, known)
        document: dict[str, object] = {
            "title": f"Draft: {request.title}" if request.draft else request.title,
            "description": request.body,
            "target_branch": request.base,
        }
        if there:
            document["add_labels"] = LABEL
            path = f"{self._requests}/{there['iid']}"
            made = self._client.ask("PUT", path, body=document)
        else:
            document |= {"source_branch": request.branch, "labels": LABEL}
            made = self._client.ask("POST", self._requests, body=document)
        return Published(url=made["web_url"], number=made["iid"])

    def review(self, number: int) -> Review:
        one = self._client.get(f"{self._requests}/{number}")
        state = _STATES.get(one["state"], one["state"])
        notes = self._client.get(
            f"{self._requests}/{number}/notes", sort="asc", order_by="created_at", per_page=100
        )
        remarks = tuple(_remark(note) for note in notes if not note.get("system"))
        return Review(state=state, url=one["web_url"], remarks=remarks)

    def _open(self, request: PullRequest, known: int | None) -> Any:
        if known is not None:
            with contextlib.suppress(errors.NotFound):
                one = self._client.get(f"{self._requests}/{known}")
                if one["state"] == "opened" and one["source_branch"] == request.branch:
                    return one
        found = self._client.get(self._requests, state="opened", source_branch=request.branch)
        return found[0] if found else None


def _remark(note: Any) -> Remark:
    position = note.get("position") or {}
    path, line = position.get("new_path"), position.get("new_line")
    place = f"{path}:{line}" if path and line else path or ""
    author = (note.get("author") or {}).get("name") or "somebody"
    return Remark(by=author, text=note["body"], place=place, at=note["created_at"])

"""Pull requests at Bitbucket Cloud, by its REST API (version 2.0)."""

from __future__ import annotations

import contextlib
from typing import Any

from sandbox import errors
from sandbox.adapters.hosts.client import Client
from sandbox.model.handover.address import Repository
from sandbox.model.handover.request import Published, PullRequest, Remark, Review

_STATES = {"OPEN": "open", "MERGED": "merged", "DECLINED": "closed", "SUPERSEDED": "closed"}


class Bitbucket:
    """Pull requests of one repository."""

    def __init__(self, client: Client, where: Repository) -> None:
        self._client = client
        self._pulls = f"/repositories/{where.path}/pullrequests"

    def publish(self, request: PullRequest, known: int | None) -> Published:
        there = self._open(request, known)
        document: dict[str, object] = {
            "title": request.title,
            "description": request.body,
            "draft": request.draft,
            "destination": {"branch": {"name": request.base}},
        }
        if there:
            made = self._client.ask("PUT", f"{self._pulls}/{there['id']}", body=document)
        else:
            document["source"] = {"branch": {"name": request.branch}}
            made = self._client.ask("POST", self._pulls, body=document)
        return Published(url=made["links"]["html"]["href"], number=made["id"])

    def review(self, number: int) -> Review:
        one = self._client.get(f"{self._pulls}/{number}")
        found = self._client.get(f"{self._pulls}/{number}/comments", pagelen=100)["values"]
        remarks = tuple(_remark(comment) for comment in found if not comment.get("deleted"))
        state = _STATES.get(one["state"], "open")
        return Review(state=state, url=one["links"]["html"]["href"], remarks=remarks)

    def _open(self, request: PullRequest, known: int | None) -> Any:
        if known is not None:
            with contextlib.suppress(errors.NotFound):
                one = self._client.get(f"{self._pulls}/{known}")
                same = one["source"]["branch"]["name"] == request.branch
                if one["state"] == "OPEN" and same:
                    return one
        asked = f'source.branch.name="{request.branch}" AND state="OPEN"'
        found = self._client.get(self._pulls, q=asked)["values"]
        return found[0] if found else None


def _remark(one: Any) -> Remark:
    inline = one.get("inline") or {}
    line = inline.get("to") or inline.get("from")
    place = f"{inline['path']}:{line}" if inline.get("path") and line else inline.get("path", "")
    name = (one.get("user") or {}).get("display_name") or "somebody"
    return Remark(by=name, text=one["content"]["raw"], place=place, at=one["created_on"])

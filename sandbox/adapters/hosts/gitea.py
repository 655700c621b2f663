"""Pull requests at Gitea and Forgejo, by their common REST API (version 1)."""

from __future__ import annotations

import contextlib
from typing import Any

from sandbox import errors
from sandbox.adapters.hosts.client import Client
from sandbox.model.handover.address import Repository
from sandbox.model.handover.request import Published, PullRequest, Remark, Review

PAGES = 20
_DRAFT = "WIP: "


class Gitea:
    """Pull requests of one repository. A title that begins with "WIP:" makes one a draft."""

    def __init__(self, client: Client, where: Repository) -> None:
        self._client = client
        self._repository = f"/repos/{where.path}"
        self._pulls = f"{self._repository}/pulls"

    def publish(self, request: PullRequest, known: int | None) -> Published:
        there = self._open(request, known)
        title = f"{_DRAFT}{request.title}" if request.draft else request.title
        document = {"title": title, "body": request.body, "base": request.base}
        if there:
            made = self._client.ask("PATCH", f"{self._pulls}/{there['number']}", body=document)
        else:
            document["head"] = request.branch
            made = self._client.ask("POST", self._pulls, body=document)
        return Published(url=made["html_url"], number=made["number"])

    def review(self, number: int) -> Review:
        one = self._client.get(f"{self._pulls}/{number}")
        state = "merged" if one.get("merged") else str(one["state"])
        found = self._client.get(f"{self._repository}/issues/{number}/comments")
        remarks = [_remark(comment) for comment in found]
        for review in self._client.get(f"{self._pulls}/{number}/reviews"):
            if review.get("body"):
                remarks.append(_remark(review, at="submitted_at"))
            path = f"{self._pulls}/{number}/reviews/{review['id']}/comments"
            remarks += [_remark(comment) for comment in self._client.get(path)]
        remarks.sort(key=lambda remark: remark.at)
        return Review(state=state, url=one["html_url"], remarks=tuple(remarks))

    def _open(self, request: PullRequest, known: int | None) -> Any:
        if known is not None:
            with contextlib.suppress(errors.NotFound):
                one = self._client.get(f"{self._pulls}/{known}")
                if one["state"] == "open" and one["head"]["ref"] == request.branch:
                    return one
        for page in range(1, PAGES + 1):
            found = self._client.get(self._pulls, state="open", page=page, limit=50)
            same = [one for one in found if one["head"]["ref"] == request.branch]
            if same or not found:
                return same[0] if same else None
        return None


def _remark(one: Any, *, at: str = "created_at") -> Remark:
    place = one.get("path") or ""
    if place and one.get("position"):
        place = f"{place}:{one['position']}"
    login = (one.get("user") or {}).get("login") or "somebody"
    return Remark(by=login, text=one.get("body") or "", place=place, at=one.get(at) or "")

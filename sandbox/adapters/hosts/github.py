"""Pull requests at GitHub, by its REST API; that one is a draft no more, only GraphQL can say."""

from __future__ import annotations

import contextlib
from typing import Any

from sandbox import errors
from sandbox.adapters.hosts.client import Client
from sandbox.model.handover.address import Repository
from sandbox.model.handover.request import Published, PullRequest, Remark, Review

LABEL = "sandbox"
MOST = 100
_WHICH = "(input: {pullRequestId: $id}) { clientMutationId }"
_DRAFT = f"mutation($id: ID!) {{ convertPullRequestToDraft{_WHICH} }}"
_READY = f"mutation($id: ID!) {{ markPullRequestReadyForReview{_WHICH} }}"


class GitHub:
    """Pull requests of one repository."""

    def __init__(self, client: Client, where: Repository) -> None:
        self._client, self._where = client, where
        self._pulls = f"/repos/{where.path}/pulls"

    def publish(self, request: PullRequest, known: int | None) -> Published:
        there = self._open(request, known)
        made = self._update(there, request) if there else self._create(request)
        self._label(made["number"])
        return Published(url=made["html_url"], number=made["number"])

    def review(self, number: int) -> Review:
        one = self._client.get(f"{self._pulls}/{number}")
        state = "merged" if one.get("merged_at") else str(one["state"])
        return Review(state=state, url=one["html_url"], remarks=tuple(self._remarks(number)))

    def _open(self, request: PullRequest, known: int | None) -> Any:
        """The one that is open for the branch; a closed one is not opened again."""
        if known is not None:
            with contextlib.suppress(errors.NotFound):
                one = self._client.get(f"{self._pulls}/{known}")
                if one["state"] == "open" and one["head"]["ref"] == request.branch:
                    return one
        head = f"{self._where.owner}:{request.branch}"
        found = self._client.get(self._pulls, state="open", head=head)
        return found[0] if found else None

    def _create(self, request: PullRequest) -> Any:
        document = {
            "title": request.title,
            "body": request.body,
            "head": request.branch,
            "base": request.base,
            "draft": request.draft,
        }
        try:
            return self._client.ask("POST", self._pulls, body=document)
        except errors.WorkFailed as error:
            if not (request.draft and "draft" in error.message.lower()):
                raise
        # Free private repositories know no drafts.
        document |= {"draft": False, "title": f"Draft: {request.title}"}
        return self._client.ask("POST", self._pulls, body=document)

    def _update(self, there: Any, request: PullRequest) -> Any:
        document = {"title": request.title, "body": request.body, "base": request.base}
        made = self._client.ask("PATCH", f"{self._pulls}/{there['number']}", body=document)
        if bool(there.get("draft")) != request.draft:
            asked = {"query": _DRAFT if request.draft else _READY,
                     "variables": {"id": there["node_id"]}}  # fmt: skip
            with contextlib.suppress(errors.SandboxError):  # the text says it as well
                self._client.ask("POST", "/graphql", body=asked)
        return made

    def _label(self, number: int) -> None:
        path = f"/repos/{self._where.path}/issues/{number}/labels"
        with contextlib.suppress(errors.SandboxError):  # who may not label can hand over work
            self._client.ask("POST", path, body={"labels": [LABEL]})

    def _remarks(self, number: int) -> list[Remark]:
        issue = f"/repos/{self._where.path}/issues/{number}/comments"
        reviews = self._client.get(f"{self._pulls}/{number}/reviews", per_page=MOST)
        found = [
            Remark(by=_login(one), text=one["body"], at=one.get("submitted_at") or "")
            for one in reviews
            if one.get("body")
        ]
        for one in self._client.get(f"{self._pulls}/{number}/comments", per_page=MOST):
            place = f"{one['path']}:{one['line']}" if one.get("line") else one["path"]
            text, at = one["body"], one["created_at"]
            found.append(Remark(by=_login(one), text=text, place=place, at=at))
        for one in self._client.get(issue, per_page=MOST):
            found.append(Remark(by=_login(one), text=one["body"] or "", at=one["created_at"]))
        return sorted(found, key=lambda remark: remark.at)


def _login(one: Any) -> str:
    return str((one.get("user") or {}).get("login") or "somebody")

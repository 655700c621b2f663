"""A small forge of our own: remembers pull requests as GitHub, GitLab, Gitea and Bitbucket do.

It keeps what is sent and answers with it, so that what a host would show can be looked at.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "t0ken-of-anna"
WHEN = "2030-01-31T09:15:00Z"


class Forge:
    """pulls: by number; asked: (method, path, status) of every request; troubles: statuses to be
    answered in place of what is asked, the first first."""

    def __init__(self) -> None:
        self.pulls: dict[int, dict[str, Any]] = {}
        self.asked: list[tuple[str, str, int]] = []
        self.troubles: list[tuple[int, dict[str, str], dict[str, Any]]] = []
        self.drafts_allowed = True
        self.remarks: list[dict[str, Any]] = []
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def open(self) -> Iterator[Forge]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        for pattern, function in (
            (r"/repos/acme/shop/pulls", self._github),
            (r"/repos/acme/shop/issues", self._issues),
            (r"/graphql", self._graphql),
            (r"/projects/acme%2Fteam%2Fshop/merge_requests", self._gitlab),
            (r"/repositories/acme/shop/pullrequests", self._bitbucket),
        ):
            if path.startswith(pattern):
                return function(method, path.removeprefix(pattern), query, body)
        return 404, {"message": "Not Found"}

    def _new(self, **facts: Any) -> dict[str, Any]:
        number = len(self.pulls) + 1
        self.pulls[number] = {"number": number, "state": "open", "draft": False, **facts}
        return self.pulls[number]

    def _find(self, branch: str) -> list[dict[str, Any]]:
        return [
            one
            for one in self.pulls.values()
            if one["state"] == "open" and (not branch or one["branch"] == branch)
        ]

    def _github(self, method: str, rest: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        number = re.match(r"/(\d+)", rest)
        if number is None and method == "GET":
            branch = query.get("head", "").rpartition(":")[2]
            return 200, [_github(one) for one in self._find(branch)]
        if number is None:
            draft = body.get("draft", False)  # Gitea knows none
            if draft and not self.drafts_allowed:
                said = "Draft pull requests are not supported in this repository."
                return 422, {"message": "Validation Failed", "errors": [{"message": said}]}
            one = self._new(
                title=body["title"],
                body=body["body"],
                branch=body["head"],
                base=body["base"],
                draft=draft,
            )
            return 201, _github(one)
        known = self.pulls.get(int(number[1]))
        if known is None:
            return 404, {"message": "Not Found"}
        if rest.endswith("/reviews"):
            return 200, [one for one in self.remarks if "submitted_at" in one]
        if rest.endswith("/comments"):
            return 200, [one for one in self.remarks if "path" in one]
        if method == "PATCH":
            known |= {key: body[key] for key in ("title", "body", "base") if key in body}
        return 200, _github(known)

    def _issues(self, method: str, rest: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if method == "GET":
            return 200, [one for one in self.remarks if "path" not in one and "created_at" in one]
        self.pulls[int(rest.split("/")[1])]["labels"] = body["labels"]
        return 200, []

    def _graphql(self, method: str, rest: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        number = int(body["variables"]["id"].removeprefix("node"))
        self.pulls[number]["draft"] = "convertPullRequestToDraft" in body["query"]
        return 200, {"data": {}}

    def _gitlab(self, method: str, rest: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        number = re.match(r"/(\d+)", rest)
        if number is None and method == "GET":
            return 200, [_gitlab(one) for one in self._find(query["source_branch"])]
        if number is None:
            one = self._new(
                title=body["title"],
                body=body["description"],
                branch=body["source_branch"],
                base=body["target_branch"],
                labels=[body["labels"]],
            )
            return 201, _gitlab(one)
        known = self.pulls.get(int(number[1]))
        if known is None:
            return 404, {"message": "404 Not found"}
        if rest.endswith("/notes"):
            return 200, self.remarks
        if method == "PUT":
            known |= {"title": body["title"], "body": body["description"]}
        return 200, _gitlab(known)

    def _bitbucket(
        self, method: str, rest: str, query: dict[str, str], body: Any
    ) -> tuple[int, Any]:
        number = re.match(r"/(\d+)", rest)
        if number is None and method == "GET":
            branch = re.search(r'source\.branch\.name="([^"]+)"', query["q"])
            assert branch
            return 200, {"values": [_bitbucket(one) for one in self._find(branch[1])]}
        if number is None:
            one = self._new(
                title=body["title"],
                body=body["description"],
                draft=body["draft"],
                branch=body["source"]["branch"]["name"],
                base=body["destination"]["branch"]["name"],
            )
            return 201, _bitbucket(one)
        known = self.pulls.get(int(number[1]))
        if known is None:
            return 404, {"error": {"message": "There is no such pull request"}}
        if rest.endswith("/comments"):
            return 200, {"values": self.remarks}
        if method == "PUT":
            known |= {"title": body["title"], "body": body["description"], "draft": body["draft"]}
        return 200, _bitbucket(known)


def _github(one: dict[str, Any]) -> dict[str, Any]:
    """Also what Gitea answers, where only these are read."""
    return {
        "number": one["number"],
        "node_id": f"node{one['number']}",
        "state": "open" if one["state"] == "open" else "closed",
        "merged_at": WHEN if one["state"] == "merged" else None,
        "merged": one["state"] == "merged",
        "draft": one["draft"],
        "title": one["title"],
        "body": one["body"],
        "html_url": f"https://forge.example/acme/shop/pull/{one['number']}",
        "head": {"ref": one["branch"]},
    }


def _gitlab(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "iid": one["number"],
        "state": "opened" if one["state"] == "open" else one["state"],
        "title": one["title"],
        "source_branch": one["branch"],
        "web_url": f"https://forge.example/acme/team/shop/-/merge_requests/{one['number']}",
    }


def _bitbucket(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one["number"],
        "state": {"open": "OPEN", "merged": "MERGED"}.get(one["state"], "DECLINED"),
        "source": {"branch": {"name": one["branch"]}},
        "links": {
            "html": {"href": f"https://forge.example/acme/shop/pull-requests/{one['number']}"}
        },
    }


def _handler(forge: Forge) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._take()

        do_POST = do_PATCH = do_PUT = do_GET

        def _take(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            headers: dict[str, str] = {}
            if forge.troubles:
                status, headers, document = forge.troubles.pop(0)
            elif TOKEN not in self.headers.get("Authorization", ""):
                status, document = 401, {"message": "Bad credentials"}
            else:
                status, document = forge.answer(self.command, parts.path, query, body)
            forge.asked.append((self.command, unquote(parts.path), status))
            self._send(status, headers, document)

        def _send(self, status: int, headers: dict[str, str], document: Any) -> None:
            said = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    return Handler

"""Prism between us and a forge: what GitHub's own description does not allow is refused."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RULES = Path(__file__).parents[2] / ".make" / "forge-rules" / "node_modules"
SPECIFICATION = RULES / "@octokit" / "openapi" / "generated" / "api.github.com.json"
PROGRAM = RULES / ".bin" / "prism"
PULLS = "/repos/{owner}/{repo}/pulls"
ISSUES = "/repos/{owner}/{repo}/issues/{issue_number}"
PATHS = (
    PULLS,
    f"{PULLS}/{{pull_number}}",
    f"{PULLS}/{{pull_number}}/reviews",
    f"{PULLS}/{{pull_number}}/comments",
    f"{ISSUES}/labels",
    f"{ISSUES}/comments",
)


@contextlib.contextmanager
def prism(upstream: str, folder: Path) -> Iterator[str]:
    """Its address; `upstream` answers what it lets through."""
    specification = folder / "github.json"
    specification.write_text(json.dumps(_trimmed(json.loads(SPECIFICATION.read_text()))))
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    log = (folder / "prism.log").open("w")
    words = ("proxy", str(specification), upstream, "--errors", "--port", str(port))
    process = subprocess.Popen([str(PROGRAM), *words], stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "prism has ended"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("prism does not answer")


def _trimmed(document: dict[str, Any]) -> dict[str, Any]:
    """Only the questions that we ask: all of GitHub's takes minutes to read. What it answers is
    not looked at, since the forge behind it answers no more than is read."""
    paths = {path: document["paths"][path] for path in PATHS}
    for item in paths.values():
        for method in item.keys() & {"get", "post", "patch", "put", "delete"}:
            codes = item[method]["responses"]
            item[method]["responses"] = {code: {"description": "any"} for code in codes}
    known, needed = document["components"], {}
    _collect(paths, known, needed)
    components: dict[str, dict[str, Any]] = {}
    for (kind, name), found in needed.items():
        components.setdefault(kind, {})[name] = found
    head = {key: document[key] for key in ("openapi", "info", "servers") if key in document}
    return {**head, "paths": paths, "components": components}


def _collect(part: object, known: dict[str, Any], needed: dict[tuple[str, str], Any]) -> None:
    if isinstance(part, dict):
        words = str(part.get("$ref", "")).split("/")
        if words[:2] == ["#", "components"] and (words[2], words[3]) not in needed:
            needed[words[2], words[3]] = known[words[2]][words[3]]
            _collect(needed[words[2], words[3]], known, needed)
    values = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for value in values:
        _collect(value, known, needed)

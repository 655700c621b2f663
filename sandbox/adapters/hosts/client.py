"""Asking a review host by HTTP: patient for a moment, plain about what went wrong."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from sandbox import errors

SECONDS = 15.0
ATTEMPTS = 4
LONGEST_PAUSE = 20.0
KEPT = "Your branch is with the developers already; only the pull request is missing."


class Client:
    """base: the address of its API; headers: with the token, which is never said or stored.

    wait: what a pause is made with, so that tests need not.
    """

    def __init__(
        self, base: str, headers: Mapping[str, str], *, host: str, wait: Any = time.sleep
    ) -> None:
        import httpx

        self._http = httpx.Client(base_url=base, headers=dict(headers), timeout=SECONDS)
        self._host, self._wait = host, wait

    def get(self, path: str, **query: str | int) -> Any:
        return self.ask("GET", path, query=query)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, str | int] | None = None,
    ) -> Any:
        """The answer's document, None where it has none.

        Raises ToolMissing where the host cannot be reached or lets nobody in, NotFound, WorkFailed
        with the host's own words.
        """
        answer = self._answer(method, path, body, query)
        if answer.is_success:
            return answer.json() if answer.content else None
        raise self._refusal(answer.status_code, _words(answer))

    def _answer(self, method: str, path: str, body: object, query: Any) -> Any:
        import httpx

        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                answer = self._http.request(method, path, json=body, params=query or None)
            except httpx.TransportError as error:
                # A question may be asked twice; what makes something may have been heard.
                if last or method != "GET":
                    raise errors.ToolMissing(
                        f"{self._host} does not answer",
                        "check your connection, then type `sandbox promote` again",
                        kept=KEPT,
                        detail=str(error),
                    ) from error
                self._wait(1.0)
                continue
            pause = _pause(answer)
            if pause is None or last or pause > LONGEST_PAUSE:
                return answer
            self._wait(pause)
        raise AssertionError("the last attempt answers or raises")

    def _refusal(self, status: int, said: str) -> errors.SandboxError:
        if status in (401, 403) and "rate limit" not in said.lower():
            return errors.ToolMissing(
                f"{self._host} does not let you make the pull request: {said}",
                "the token needs the right to write pull requests of this repository; ask a "
                "developer of the app, then type `sandbox promote` again",
                kept=KEPT,
            )
        if status == 404:
            return errors.NotFound(
                f"{self._host} does not know the repository, or hides it from you",
                "ask a developer of the app whether your account may see it",
                kept=KEPT,
            )
        if status == 429 or status >= 500 or "rate limit" in said.lower():
            return errors.ToolMissing(
                f"{self._host} is busy or in trouble (it answers {status})",
                "wait some minutes, then type `sandbox promote` again",
                kept=KEPT,
            )
        return errors.WorkFailed(
            f"{self._host} did not take the pull request: {said}",
            "show this to a developer of the app",
            kept=KEPT,
        )


def _pause(answer: Any) -> float | None:
    """Seconds until it is worth asking again; None where that would change nothing."""
    limited = answer.status_code in (403, 429) and "retry-after" in answer.headers
    if not limited and answer.status_code not in (429, 500, 502, 503, 504):
        return None
    if answer.status_code >= 500 and answer.request.method != "GET":
        return None  # it may have been done
    try:
        return max(0.0, float(answer.headers.get("retry-after", "1")))
    except ValueError:
        return 1.0


def _words(answer: Any) -> str:
    """What the host says, in a line; never the question, which holds the token."""
    try:
        said = answer.json()
    except ValueError:
        return f"it answers {answer.status_code}"
    if isinstance(said, dict):
        words = [said.get("message") or said.get("error") or said.get("error_description")]
        words += [_detail(one) for one in said.get("errors") or [] if one]
        if isinstance(words[0], dict):
            words[0] = words[0].get("message")
        text = "; ".join(str(one) for one in words if one)
        return text or f"it answers {answer.status_code}"
    return f"it answers {answer.status_code}"


def _detail(one: object) -> object:
    return one.get("message") or one.get("code") if isinstance(one, dict) else one

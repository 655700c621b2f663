"""Holding a build to its limits: what the engine's builder has no field for is seen to while it
runs.
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import docker
from docker.errors import APIError
from docker.types import CancellableStream
from requests.exceptions import RequestException

from sandbox.model.builds.buildlimits import (
    MEMORY,
    MIB,
    PERIOD,
    PROCESSES,
    SHARES,
    SIZE,
    TIME,
    BuildLimits,
    seems_out_of_processes,
)

LOOK_SECONDS = 2.0
"""Between two looks at what a build has written; longer where a look takes long."""
PART = 10  # of the time, at most, that is spent looking
_RUNNING = re.compile(r"\s*---> Running in ([0-9a-f]{12,64})\s*")
MOST_STEPS = 200  # an image has no more layers than 127


def fields(limits: BuildLimits, *, cpus: int, memory: int) -> dict[str, Any]:
    """Of a request to build. cpus, memory: the machine's, in bytes; a quarter of it stays free."""
    most = min(limits.memory_mb * MIB, memory * 3 // 4 or limits.memory_mb * MIB)
    largest = limits.image_mb * MIB
    files = [{"Name": "fsize", "Soft": largest, "Hard": largest}]
    return {
        "memory": most,
        "memswap": most,
        "cpuperiod": PERIOD,
        "cpuquota": int(min(limits.cpus, cpus) * PERIOD),
        "cpushares": SHARES,
        "ulimits": json.dumps([*files, {"Name": "core", "Soft": 0, "Hard": 0}]),
    }


def _as_engine_says(network: str, api: docker.APIClient) -> str:
    """Which knows a container's network by the container's identity."""
    kind, colon, name = network.partition(":")
    return f"{kind}:{api.inspect_container(name)['Id']}" if colon else network


class Watch:
    """Over one build. network: that its containers use, by which they are known as its own.

    reason: what was exceeded, or None: TIME, SIZE, MEMORY or PROCESSES.
    """

    def __init__(
        self, api: docker.APIClient, limits: BuildLimits, network: str, lines: CancellableStream
    ) -> None:
        self.reason: str | None = None
        self._api, self._limits, self._lines = api, limits, lines
        self._network = _as_engine_says(network, api)
        self._began = time.time()
        self._seen: set[str] = set()
        self._current = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, at: TracebackType | None
    ) -> None:
        self._ended.set()
        if kind is not None:  # the engine ends a build that nobody listens to
            with contextlib.suppress(Exception):
                self._lines.close()
        self._thread.join()

    def hear(self, line: str) -> None:
        """What the builder says: it names each container before it starts it.

        What runs in one may say the same, so it is looked at whose the container is.
        """
        found = _RUNNING.fullmatch(line)
        if not found or found[1] in self._seen or len(self._seen) > MOST_STEPS:
            return
        with contextlib.suppress(APIError):
            one = self._api.inspect_container(found[1])
            if one["HostConfig"]["NetworkMode"] != self._network:
                return
            self._seen.add(found[1])
            self._current = found[1]
            # Waits until the container has started, where that is under way.
            url = self._api._url("/containers/{0}/update", found[1])
            self._api._post_json(url, data={"PidsLimit": self._limits.processes})

    def explain(self, said: str) -> None:
        """Of a build that failed: whether a limit was the reason."""
        if self.reason is None and any(self._killed_for_memory()):
            self.reason = MEMORY
        if self.reason is None and self._seen and seems_out_of_processes(said):
            self.reason = PROCESSES

    def _killed_for_memory(self) -> Iterator[bool]:
        with contextlib.suppress(APIError, RequestException):
            events = self._api.events(
                since=f"{self._began:.9f}",
                until=f"{time.time():.9f}",
                filters={"type": "container", "event": "oom"},
                decode=True,
            )
            for event in events:
                yield any(event["Actor"]["ID"].startswith(one) for one in self._seen)

    def _look(self) -> None:
        pause = LOOK_SECONDS
        while not self._ended.wait(pause):
            began = time.monotonic()
            if time.time() - self._began > self._limits.seconds:
                self._stop(TIME)
            elif self._size() > self._limits.image_mb * MIB:
                self._stop(SIZE)
            pause = max(LOOK_SECONDS, PART * (time.monotonic() - began))

    def _size(self) -> int:
        """Bytes of the stage that is being made, as far as it is."""
        if not self._current:
            return 0
        try:
            url = self._api._url("/containers/{0}/json", self._current)
            one = self._api._result(self._api._get(url, params={"size": True}), True)
        except (APIError, RequestException):  # that step is done
            return 0
        return int(one.get("SizeRootFs") or 0)

    def _stop(self, reason: str) -> None:
        """The step that runs fails, and with it the build; between steps the build is given up."""
        self.reason = self.reason or reason
        try:
            self._api.kill(self._current)
        except (APIError, RequestException, docker.errors.NullResource):
            with contextlib.suppress(Exception):
                self._lines.close()

"""The app's container: started, replaced, waited for."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from sandbox import errors
from sandbox.effects.gateway import gateway_port
from sandbox.effects.links import refuse_links
from sandbox.effects.pages import unreachable
from sandbox.model.errorplace import error_place
from sandbox.model.facts import Answer
from sandbox.model.lastwords import (
    complaint,
    ends_with_exception,
    last_words,
    tail,
    wrote_elsewhere,
)
from sandbox.model.steps import SetAside, StartApp, StopApp, WaitUntilHealthy
from sandbox.ports import Ports

Say = Callable[[str], None]
POLL = 0.05
LOOK_EVERY = 0.5
LINES = 200
ILL_FROM = 500  # the status from which on an answer is an error of the app's own
ASK_SECONDS = 2  # a broken app that keeps its socket open never answers; then we look at its log
SILENT_SECONDS = 4
BROKEN_HINT = "show this to your assistant, let it mend the app, then run `sandbox up` again"
READ_ONLY_HINT = (
    "the app writes outside of its own folder, which it may not: let your assistant give it a "
    "folder in the code or below /tmp to write to, or put this into sandbox.toml:\n"
    "        [limits]\n        read_only = false"
)


def set_aside(step: SetAside, ports: Ports, say: Say) -> None:
    """The present container is stopped and renamed; a second call finds it done."""
    engine = ports.engine
    if engine.state(step.name) is None:
        return
    engine.remove(step.aside)
    engine.kill(step.name, "SIGKILL")
    engine.rename(step.name, step.aside)


def bring_back(name: str, aside: str, ports: Ports) -> bool:
    """The previous container takes its place again; False where there is none."""
    engine = ports.engine
    if engine.state(aside) is None:
        return False
    engine.remove(name)
    engine.rename(aside, name)
    with contextlib.suppress(errors.SandboxError):
        engine.start(name)
    return True


def stop_app(step: StopApp, ports: Ports, say: Say) -> None:
    ports.engine.kill(step.name, "SIGKILL")


def start_app(step: StartApp, ports: Ports, say: Say) -> None:
    """Raises Refused where a folder of the workspace has become a link out of it."""
    engine, name = ports.engine, step.container.name
    refuse_links(step.container, ports)
    if engine.state(name) is None:
        engine.create(step.container)
    engine.start(name)


def wait_until_healthy(step: WaitUntilHealthy, ports: Ports, say: Say) -> None:
    """Until the app answers over its own address. Raises AppUnhealthy with its last words."""
    port = gateway_port(ports)
    watch = Watch(step, ports)
    while not is_healthy(ports, port, step.host, step.path, seconds=ASK_SECONDS):
        if ports.stop.is_set():
            raise errors.Interrupted("stopped while the app was starting")
        watch.look()
        time.sleep(POLL)


def is_healthy(ports: Ports, port: int, host: str, path: str, *, seconds: float) -> bool:
    answer = ports.files.ask(port, host, path, seconds=seconds)
    return answer is not None and not answer.from_gateway and answer.status < ILL_FROM


class Watch:
    """Sees that an app is not going to answer, before its time is up where that is plain."""

    def __init__(self, step: WaitUntilHealthy, ports: Ports) -> None:
        self._step, self._ports = step, ports
        self._deadline = time.monotonic() + step.seconds
        self._look = time.monotonic() + LOOK_EVERY
        self._said, self._silent_since = "", time.monotonic()

    def look(self) -> None:
        """Raises AppUnhealthy, NotFound."""
        now = time.monotonic()
        if now > self._look:
            self._look = now + LOOK_EVERY
            self._container()
            self._log(now)
        if now > self._deadline:
            raise self._too_late()

    def _container(self) -> None:
        state = self._ports.engine.state(self._step.container)
        if state is None:
            raise errors.NotFound("the app's container is gone", "run `sandbox up` again")
        if state.restarts or state.state in ("exited", "dead"):
            said = last_words(self._ports.engine.logs(self._step.container, lines=LINES))
            reason = f'it stopped with "{said}"' if said else "it stopped and said nothing"
            raise self._unhealthy(reason)

    def _log(self, now: float) -> None:
        """A server that reloads runs on when the app's code is broken, and waits for a change."""
        said = self._ports.engine.logs(self._step.container, lines=LINES)
        if said != self._said:
            self._said, self._silent_since = said, now
        elif now - self._silent_since > SILENT_SECONDS and ends_with_exception(said):
            raise self._unhealthy(f'it stopped with "{last_words(said)}"')

    def _too_late(self) -> errors.AppUnhealthy:
        elsewhere = unreachable(self._step.container, self._ports)
        if elsewhere:
            error = self._unhealthy(f"nothing reaches it: {elsewhere[0]}")
            error.hint = f"{elsewhere[1]}; then run `sandbox up` again"
            return error
        said = complaint(self._ports.engine.logs(self._step.container, lines=LINES))
        otherwise = f"it did not answer within {self._step.seconds} seconds"
        return self._unhealthy(f'it says "{said}"' if said else otherwise)

    def _unhealthy(self, because: str) -> errors.AppUnhealthy:
        said = self._ports.engine.logs(self._step.container, lines=LINES)
        place = error_place(said) if '"' in because else None
        return errors.AppUnhealthy(
            f"the app did not start: {f'{place}; ' if place else ''}{because}",
            READ_ONLY_HINT if wrote_elsewhere(said) else BROKEN_HINT,
            detail=tail(said, 20),
        )


def answers(host: str, ports: Ports, *, seconds: float) -> bool:
    """Whether the app says anything at its address in that time, if only an error of its own."""
    return own_answer(host, "/", ports, seconds=seconds) is not None


def own_answer(host: str, path: str, ports: Ports, *, seconds: float) -> Answer | None:
    """The first answer of the app itself in that time, whatever it is; None where it is silent."""
    port = gateway_port(ports)
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0 and not ports.stop.is_set():
        answer = ports.files.ask(port, host, path, seconds=min(5, max(left, POLL)))
        if answer and not answer.from_gateway:
            return answer
        time.sleep(POLL)
    return None

"""The app's container: started, replaced, waited for."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from sandbox import errors
from sandbox.effects.gateway import gateway_port
from sandbox.model.lastwords import complaint, last_words, tail
from sandbox.model.steps import SetAside, StartApp, StopApp, WaitUntilHealthy
from sandbox.ports import Ports

Say = Callable[[str], None]
POLL = 0.05
LOOK_EVERY = 0.5
LINES = 200


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
    engine, name = ports.engine, step.container.name
    if engine.state(name) is None:
        engine.create(step.container)
    engine.start(name)


def wait_until_healthy(step: WaitUntilHealthy, ports: Ports, say: Say) -> None:
    """Until the app answers over its own address. Raises AppUnhealthy with its last words."""
    port = gateway_port(ports)
    deadline = time.monotonic() + step.seconds
    look = time.monotonic() + LOOK_EVERY
    while not _answers(ports, port, step):
        now = time.monotonic()
        if ports.stop.is_set():
            raise errors.Interrupted("stopped while the app was starting")
        if now > look:
            look = now + LOOK_EVERY
            _still_runs(ports, step)
        if now > deadline:
            said = complaint(ports.engine.logs(step.container, lines=LINES))
            otherwise = f"it did not answer within {step.seconds} seconds"
            raise _unhealthy(ports, step, f'it says "{said}"' if said else otherwise)
        time.sleep(POLL)


def answers(host: str, ports: Ports, *, seconds: float) -> bool:
    """Whether the app says anything at its address in that time, if only an error of its own."""
    port = gateway_port(ports)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not ports.stop.is_set():
        answer = ports.files.ask(port, host, "/")
        if answer and not answer.from_gateway:
            return True
        time.sleep(POLL)
    return False


def _answers(ports: Ports, port: int, step: WaitUntilHealthy) -> bool:
    answer = ports.files.ask(port, step.host, step.path)
    return answer is not None and not answer.from_gateway and answer.status < 500


def _still_runs(ports: Ports, step: WaitUntilHealthy) -> None:
    state = ports.engine.state(step.container)
    if state is None:
        raise errors.NotFound("the app's container is gone", "run `sandbox up` again")
    if state.restarts or state.state in ("exited", "dead"):
        said = last_words(ports.engine.logs(step.container, lines=LINES))
        because = f'it stopped with "{said}"' if said else "it stopped and said nothing"
        raise _unhealthy(ports, step, because)


def _unhealthy(ports: Ports, step: WaitUntilHealthy, because: str) -> errors.AppUnhealthy:
    said = ports.engine.logs(step.container, lines=LINES)
    return errors.AppUnhealthy(
        f"the app did not start: {because}",
        "show this to your assistant, let it mend the app, then run `sandbox up` again",
        detail=tail(said, 20),
    )

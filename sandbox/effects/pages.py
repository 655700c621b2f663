"""A look at an app that runs: whether a page fails, and why it does not answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from sandbox import errors
from sandbox.effects.gateway import gateway_port
from sandbox.model.facts import Answer
from sandbox.model.listening import COMMAND, parse_listening, why_unreachable
from sandbox.model.pages import FAILED, Failing, about_the_failure, failing_page
from sandbox.ports import Ports

LINES = 400
REDIRECTS = 3
LOOKS, LOOK_AGAIN = 3, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """path: where one ends up who opens the address; answer: the app's own."""

    path: str
    answer: Answer


def first_page(host: str, ports: Ports, *, seconds: float) -> FirstPage | None:
    """What somebody sees who opens the address, redirects followed; None where the app is silent.

    seconds: for each answer.
    """
    port, path = gateway_port(ports), "/"
    answer = ports.files.ask(port, host, path, seconds=seconds)
    for _ in range(REDIRECTS):
        if answer is None or not answer.location or answer.from_gateway:
            break
        there = urlsplit(urljoin(f"http://{host}{path}", answer.location))
        if there.hostname != host:
            break
        path = f"{there.path or '/'}{'?' if there.query else ''}{there.query}"
        answer = ports.files.ask(port, host, path, seconds=seconds)
    if answer is None or answer.from_gateway:
        return None
    return FirstPage(path=path, answer=answer)


def failing(container: str, page: FirstPage | None, ports: Ports) -> Failing | None:
    """The page that failed when it was last opened. page: as it answered just now."""
    found = _failing(container, page, ports)
    for _ in range(LOOKS):  # the app answers first and then writes down why
        if found is None or found.said:
            break
        time.sleep(LOOK_AGAIN)
        found = _failing(container, page, ports)
    return found


def _failing(container: str, page: FirstPage | None, ports: Ports) -> Failing | None:
    log = ports.engine.logs(container, lines=LINES)
    found = failing_page(log)
    if found is None and page and page.answer.status >= FAILED:
        path = page.path.partition("?")[0]
        return Failing(page=path, status=page.answer.status, said=about_the_failure(log))
    return found


def unreachable(container: str, ports: Ports) -> tuple[str, str] | None:
    """(why nothing reaches the app, what to change) where it listens elsewhere than it is asked.

    None also where the image has nothing to look with.
    """
    found = ports.engine.containers({"sandbox.role": "app", "sandbox.port": ""})
    port = next((one.labels.get("sandbox.port") for one in found if one.name == container), None)
    if port is None or not port.isdecimal():
        return None
    try:
        seen = ports.engine.execute(container, COMMAND)
    except errors.SandboxError:  # it ended in this moment
        return None
    return why_unreachable(parse_listening(seen.output), int(port))

"""What is near a sandbox: this machine, other sandboxes, the gateway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sandbox.model.proof import wire
from sandbox.model.proof.attempts import (
    DEAF,
    DEVICE,
    ELSEWHERE,
    GATEWAY_PORT,
    SHUT,
    SILENT,
    Attempts,
    tcp,
    udp,
)
from sandbox.model.proof.probes import Probe

ADMIN_PORTS = (1936, 8404, 9000, 9999)  # where haproxy's and others' pages of figures are

ITS_ADDRESSES = "all its addresses"
NOBODYS = "192.0.2.1"  # kept for documentation


def machine(a: Attempts) -> Iterator[Probe]:
    """A listener of ours waits on all its addresses."""
    around, group = a.around, "This machine"
    if around.elsewhere:
        for tried in ("connect to Docker's machine", "send to Docker's machine"):
            probe = a.connect(group, tried, NOBODYS, around.port)
            yield replace(probe, target=ITS_ADDRESSES, known=ELSEWHERE)
        return
    for address in around.machine:
        six = ":" in address
        for device in ("",) if six else ("", DEVICE):
            past = ", past the routes" if device else ""
            yield a.connect(
                group, f"connect to this machine{past}", address, around.port, device=device
            )
            question = udp(address, around.port, a.mark("udp", address, device), device)
            probe = a.probe(
                group,
                f"send to this machine{past}",
                wire.place(address, around.port),
                question,
                SILENT,
                a.udp,
            )
            yield replace(probe, known=DEAF) if address in around.deaf else probe
        yield a.connect(group, "open the address of the apps", address, around.published)
    for address in around.gateways:
        yield a.connect(group, "connect to the machine's side of a network", address, around.port)


def neighbours(a: Attempts) -> Iterator[Probe]:
    """By address, by name, and through the gateway."""
    group, around = "Other sandboxes", a.around
    for one in around.neighbours:
        for container, address, port in one.addresses:
            tried = "connect to another sandbox"
            yield a.connect(group, tried, address, port)
            yield a.name(group, "ask for another sandbox by name", container)
        if around.inner:
            yield a.page(group, "ask the gateway for another's page", around.inner, one.host)


def gateway(a: Attempts) -> Iterator[Probe]:
    """On the sandbox's own side nobody listens."""
    group, around = "The gateway", a.around
    if around.inner:
        yield a.page(group, "ask it for any page", around.inner, "localhost")
        for port in ADMIN_PORTS:
            question = tcp(around.inner, port)
            yield a.probe(
                group,
                "open its page of figures",
                wire.place(around.inner, port),
                question,
                SHUT,
                a.tcp,
            )
    if around.outer:
        tried = "reach its outer side"
        yield a.connect(group, tried, around.outer, GATEWAY_PORT)
        yield a.connect(group, tried, around.outer, GATEWAY_PORT, device=DEVICE)

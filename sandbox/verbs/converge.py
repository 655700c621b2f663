"""Towards what is wanted: plan, execute, and fall back where that fails."""

from __future__ import annotations

from sandbox import errors
from sandbox.effects import app
from sandbox.effects.gateway import close_gateway
from sandbox.effects.perform import performer
from sandbox.effects.server import discard_server
from sandbox.effects.wall import shut_out_host
from sandbox.events import Emit
from sandbox.execute import StepOutcome, execute
from sandbox.model.observed import LEFTOVERS, Observed
from sandbox.model.plan import Plan
from sandbox.model.records import SandboxRecord
from sandbox.model.stack import PREVIOUS, Stack
from sandbox.model.up import plan_up
from sandbox.model.walls.guard import in_words
from sandbox.model.walls.mending import walls
from sandbox.ports import Ports
from sandbox.verbs.observe import Wanted, observe

ROUNDS = 4


def converge(
    wanted: Wanted, record: SandboxRecord, ports: Ports, emit: Emit
) -> tuple[StepOutcome, ...]:
    """Plan and execute until nothing is missing. On failure: as before, or nothing at all."""
    before = observe(wanted, ports)
    shut_off(before, wanted.stack, ports)
    observed = before
    outcomes: tuple[StepOutcome, ...] = ()
    try:
        for _ in range(ROUNDS):
            steps = plan_up(wanted.spec, wanted.stack, observed, workspace=record.workspace)
            try:
                outcomes += carry_out(steps, ports, emit, record.name)
            except errors.ImageUnavailable:
                if not _taken_away(wanted.stack, observed, ports):
                    raise
            else:
                if not steps.look_again:
                    return outcomes
            observed = observe(wanted, ports)
        refuse_open(observed)
    except errors.Interrupted:
        raise
    except Exception as error:
        kept = _fall_back(before, wanted.stack, ports)
        if isinstance(error, errors.SandboxError):
            error.kept = f"{error.kept or 'Your work is untouched.'} {kept}"
        raise
    return outcomes


def shut_off(observed: Observed, stack: Stack, ports: Ports) -> None:
    """After the machine was started anew nothing of a sandbox may run before. Raises Refused."""
    if observed.network(stack.name.network):
        shut_out_host(stack.name.network, ports)


def _taken_away(stack: Stack, observed: Observed, ports: Ports) -> bool:
    """Whether an image that was there is not any more: somebody's `prune` was faster. No lock
    could keep it for us, as every person on the engine has locks of their own."""
    counted_on = {stack.app.image, stack.database.image} & observed.images
    return any(ports.engine.image(tag) is None for tag in counted_on)


def refuse_open(observed: Observed) -> None:
    """Raises Refused where the sandbox lets in or out what it must not."""
    found = walls(observed)
    if found:
        raise errors.Refused(
            f"the sandbox is not closed any more: {in_words(found)}",
            "run `sandbox up`, which puts it right",
        )


def carry_out(steps: Plan, ports: Ports, emit: Emit, name: str) -> tuple[StepOutcome, ...]:
    """Execute a plan for sandbox `name`; Ctrl-C ends its one-shot containers at once."""

    def interrupt() -> None:
        ports.stop.set()
        for role in LEFTOVERS:
            for one in ports.engine.containers({"sandbox.name": name, "sandbox.role": role}):
                ports.engine.remove(one.name)

    try:
        return execute(steps, performer(ports, emit), emit, interrupt=interrupt)
    except KeyboardInterrupt:
        raise errors.Interrupted(
            "stopped; nothing of yours is lost",
            "`sandbox up` goes on where this stopped, `sandbox down` removes what was begun",
        ) from None


def _fall_back(before: Observed, stack: Stack, ports: Ports) -> str:
    """A new sandbox leaves nothing in Docker; one that ran goes on as it was. In words."""
    if before.empty:
        tear_down(stack, ports)
        return "Nothing else was left behind."
    app.bring_back(stack.app.name, stack.name.container(PREVIOUS), ports)
    if app.answers(stack.name.host, ports, seconds=stack.start_seconds):
        return "The previous version is still running."
    return ""


def tear_down(stack: Stack, ports: Ports) -> list[str]:
    """Removes everything with the sandbox's labels, and the gateway with the last one."""
    engine, name = ports.engine, str(stack.name)
    removed = []
    for one in engine.containers({"sandbox.name": name}):
        if engine.remove(one.name):
            removed.append(f"container {one.name}")
        discard_server(one.image, ports)
    for network in engine.networks({"sandbox.name": name}):
        if engine.remove_network(network.name):
            removed.append(f"network {network.name}")
    engine.remove_volume(stack.name.build_volume)
    return removed + close_gateway(ports)

"""From a step to what carries it out: one line each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sandbox.effects import app, build, data, egress, gateway, mail, server
from sandbox.effects.wall import shut_out_host
from sandbox.errors import ImageUnavailable, Interrupted
from sandbox.events import Emit, StepProgress
from sandbox.execute import Perform
from sandbox.model import steps
from sandbox.model.outside.mail import ClearMail, StartMail
from sandbox.model.plan import Step
from sandbox.ports import Ports

Say = Callable[[str], None]


def performer(ports: Ports, emit: Emit) -> Perform:
    """What `execute` calls for each step; progress lines become events."""

    def perform(step: Step) -> str | None:
        def say(line: str) -> None:
            if ports.stop.is_set():
                raise Interrupted("stopped")
            emit(StepProgress(key=step.key, line=line))

        note = EFFECTS[type(step)](step, ports, say)
        return note if isinstance(note, str) else None

    return perform


def _clone(step: steps.CloneWorkspace, ports: Ports, say: Say) -> None:
    ports.repositories.clone(
        step.source, Path(step.workspace), branch=step.branch, base=step.base, on_line=say
    )


def _fetch(step: steps.FetchImage, ports: Ports, say: Say) -> None:
    try:
        ports.engine.pull(step.source, step.image, say)
    except ImageUnavailable as error:
        script = ports.files.resource("compose") / "images" / "build.sh"
        error.hint = (
            "build it from your system's own packages with\n"
            f"        bash {script} {step.image}\n"
            "      or name a mirror of your company's in sandbox.toml:\n"
            f'        [images]\n        "{step.image}" = "MIRROR/{step.image}"'
        )
        raise


def _golden(step: steps.MakeGolden, ports: Ports, say: Say) -> str:
    from sandbox.effects.golden import make_golden  # loads the seeding engine

    return make_golden(step, ports, say)


def _limit(step: steps.LimitDatabase, ports: Ports, say: Say) -> None:
    ports.engine.limit(step.container)


def _network(step: steps.CreateNetwork, ports: Ports, say: Say) -> None:
    ports.engine.create_isolated(step.name, dict(step.labels))
    shut_out_host(step.name, ports)


def _disconnect(step: steps.Disconnect, ports: Ports, say: Say) -> None:
    ports.engine.disconnect(step.network, step.container)


def _remove(step: steps.RemoveContainer, ports: Ports, say: Say) -> None:
    ports.engine.remove(step.name)


def _remove_network(step: steps.RemoveNetwork, ports: Ports, say: Say) -> None:
    ports.engine.remove_network(step.name)


EFFECTS: dict[type[Step], Callable[[Any, Ports, Say], str | None]] = {
    steps.Admit: gateway.admit,
    steps.BuildImage: build.build_image,
    ClearMail: mail.clear_mail,
    steps.CloneWorkspace: _clone,
    steps.CreateNetwork: _network,
    steps.Disconnect: _disconnect,
    steps.FetchImage: _fetch,
    steps.KeepServer: data.keep_server,
    steps.LimitDatabase: _limit,
    steps.MakeGolden: _golden,
    steps.MakeSpare: data.make_spare,
    steps.MigrateData: data.migrate_data,
    steps.RefreshGolden: data.refresh_golden,
    steps.RemoveContainer: _remove,
    steps.RemoveNetwork: _remove_network,
    steps.ReplaceDatabase: server.replace_database,
    steps.SetAside: app.set_aside,
    steps.StartApp: app.start_app,
    steps.StartDatabase: data.start_database,
    steps.StartEgress: egress.start_egress,
    steps.StartGateway: gateway.start_gateway,
    StartMail: mail.start_mail,
    steps.StopApp: app.stop_app,
    steps.SwapData: data.swap_data,
    steps.WaitUntilHealthy: app.wait_until_healthy,
}

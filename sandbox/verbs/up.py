"""`sandbox up`: make a sandbox, repair it, or bring it up to its workspace."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import errors
from sandbox.effects import app, pages
from sandbox.effects.gateway import gateway_port
from sandbox.effects.reviewed import with_rules
from sandbox.events import Emit, Notice
from sandbox.execute import StepOutcome
from sandbox.model.pages import Failing
from sandbox.model.plan import Plan
from sandbox.model.proof.probes import Proof
from sandbox.model.records import SandboxRecord
from sandbox.model.restart import ILL, NEW_FOLDER, SILENT, plan_restart
from sandbox.model.routes import mail_host
from sandbox.model.steps import CloneWorkspace, RefreshGolden, WaitUntilHealthy
from sandbox.model.up import plan_up
from sandbox.ports import Ports
from sandbox.verbs.converge import carry_out, converge
from sandbox.verbs.kept import all_kept, say_what_waits
from sandbox.verbs.locate import Request, chosen_scenario, find_or_describe
from sandbox.verbs.machine import check_machine
from sandbox.verbs.observe import Wanted, observe, read_wanted, refuse_anothers
from sandbox.verbs.production import refuse_ways_to_production
from sandbox.verbs.prove import make_sure
from sandbox.verbs.saving import saved_beside
from sandbox.verbs.turn import waiting_turn
from sandbox.verbs.workspace import (
    clone,
    clone_step,
    fetch_workspace,
    hide_values,
    refuse_another_folder,
)

UNREVIEWED = (
    "sandbox.toml in your copy opens or allows more than the app's own ([egress], [build], "
    "[browser], [images], [limits], [production]), or none is known: yours count once they are "
    "merged there"
)

OTHER_BRANCH = (
    "your copy of the code stays as it is, made of {}: another branch needs a sandbox of its own, "
    "`sandbox up ... --branch BRANCH --name SECOND`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpResult:
    """login: (user, password) or None; rows, tables: of the golden data; seconds: wall time.

    mail: where the app's mail is shown, None without a catcher; sends_mail: whether the app looks
    as if it sent any;
    kept: what to type to have earlier work of that name back, where this sandbox is a new one;
    failing: a page of the app that fails; proof: that it is cut off, where that was tried.
    """

    name: str
    url: str
    branch: str
    workspace: str
    engine: str
    image: str
    rows: int
    tables: int
    login: tuple[str, str] | None
    left_out: dict[str, str]
    steps: tuple[StepOutcome, ...]
    seconds: float
    mail: str | None = None
    sends_mail: bool = False
    kept: str | None = None
    failing: Failing | None = None
    proof: Proof | None = None

    @property
    def new_data_waits(self) -> bool:
        """Whether the data are as they were, and the next reset gives others."""
        return any(isinstance(outcome.step, RefreshGolden) for outcome in self.steps)


def up(request: Request, ports: Ports, emit: Emit) -> UpResult:
    """Make or repair the sandbox, wait until the app answers, make sure that nothing gets out."""
    began = time.monotonic()
    check_machine(ports)
    record = _with_choices(find_or_describe(request, ports), request, ports, emit)
    with waiting_turn(record.name, ports, emit, doing="`sandbox up`"):
        new = ports.registry.get(record.name) is None
        wanted, outcomes = bring_up(record, ports, emit)
        proof = make_sure(record, wanted, ports, emit)
        say_what_waits(record.name, ports, emit)
        result = result_of(record, wanted, ports, outcomes, time.monotonic() - began)
        put_away = new and bool(all_kept(ports, record.name))
        kept = f"sandbox restore {record.name}" if put_away else None
        return replace(result, kept=kept, proof=proof)


def bring_up(
    record: SandboxRecord, ports: Ports, emit: Emit
) -> tuple[Wanted, tuple[StepOutcome, ...]]:
    """Clone where needed, then converge; the caller holds the sandbox's lock."""
    outcomes = fetch_workspace(record, ports, emit)
    try:
        record = with_rules(record, ports, cloned=bool(outcomes))
        hide_values(record, ports, emit)
        ports.files.share(Path(record.workspace))
        with saved_beside(record, "up", ports, emit):
            wanted = read_wanted(record, ports)
    except errors.UsageError:
        if outcomes:  # just cloned: nothing of the person's is in it
            ports.files.remove(Path(record.workspace))
        raise
    refuse_anothers(wanted.stack.name, ports.engine.containers({"sandbox.name": record.name}))
    _say_where(ports, emit)
    if wanted.unreviewed:
        emit(Notice(text=UNREVIEWED))
    refuse_ways_to_production(wanted.spec, ports)
    ports.registry.save(replace(record, used=time.time()))
    try:
        outcomes += converge(wanted, record, ports, emit)
        outcomes += _make_sure(wanted, record, ports, emit, outcomes)
    except errors.SandboxError as error:
        ports.registry.note(record.name, "up", error.message)
        raise
    ports.registry.note(record.name, "up", "done")
    return wanted, outcomes


def _make_sure(
    wanted: Wanted,
    record: SandboxRecord,
    ports: Ports,
    emit: Emit,
    done: tuple[StepOutcome, ...],
) -> tuple[StepOutcome, ...]:
    """Where nothing had to be done the app may still be broken or hang: its code is mounted."""
    if any(isinstance(outcome.step, WaitUntilHealthy) for outcome in done):
        return ()
    why = NEW_FOLDER if done and isinstance(done[0].step, CloneWorkspace) else None
    why = why or _ailment(wanted, ports)
    if why is None:
        return ()
    return carry_out(plan_restart(wanted.spec, wanted.stack, why=why), ports, emit, record.name)


def _ailment(wanted: Wanted, ports: Ports) -> str | None:
    """None where the app is well."""
    host, path = wanted.stack.name.host, wanted.spec.health
    answer = app.own_answer(host, path, ports, seconds=app.ASK_SECONDS)
    if answer is None:
        return SILENT
    return None if answer.status < app.ILL_FROM else ILL


def _say_where(ports: Ports, emit: Emit) -> None:
    """A port that was asked for while the gateway runs on another one."""
    running = ports.engine.containers({"sandbox.role": "gateway"})
    port = gateway_port(ports)
    if ports.port and running and port != ports.port:
        emit(Notice(text=f"the address stays at port {port} until no sandbox runs any more"))


def plan(request: Request, ports: Ports, emit: Emit) -> Plan:
    """What `up` would do, for `--dry-run`; nothing stays behind."""
    record = _with_choices(find_or_describe(request, ports), request, ports, emit)
    workspace = Path(record.workspace)
    if not ports.files.is_absent(workspace):
        refuse_another_folder(workspace, ports)
        wanted = read_wanted(record, ports)
        return plan_up(
            wanted.spec, wanted.stack, observe(wanted, ports), workspace=record.workspace
        )
    with tempfile.TemporaryDirectory(prefix="sandbox-plan-") as scratch:
        folder = Path(scratch) / "workspace"
        clone(record, folder, ports, emit)
        wanted = read_wanted(record, ports, folder=folder)
        rest = plan_up(
            wanted.spec, wanted.stack, observe(wanted, ports), workspace=record.workspace
        )
    return Plan(steps=(clone_step(record), *rest.steps))


def _with_choices(
    record: SandboxRecord, request: Request, ports: Ports, emit: Emit
) -> SandboxRecord:
    """What was chosen at the first `up` stays until something else is typed; the branch stays with
    the copy that was made of it."""
    base = record.base
    if request.branch and request.branch != base:
        if ports.files.is_absent(Path(record.workspace)):
            base = request.branch
        else:
            emit(Notice(text=OTHER_BRANCH.format(base or "the usual branch")))
    return replace(
        record,
        rows=request.rows if request.rows is not None else record.rows,
        scenario=chosen_scenario(request.scenario, record.scenario),
        base=base,
    )


def result_of(
    record: SandboxRecord,
    wanted: Wanted,
    ports: Ports,
    outcomes: tuple[StepOutcome, ...],
    seconds: float,
) -> UpResult:
    """What a person needs next, read from what there is."""
    image = ports.engine.image(wanted.stack.database.image)
    labels = dict(image.labels) if image else {}
    first = pages.first_page(wanted.stack.name.host, ports, seconds=app.ASK_SECONDS)
    login = json.loads(labels.get("sandbox.login") or "null")
    return UpResult(
        name=record.name,
        url=address(record, ports),
        branch=record.branch,
        workspace=record.workspace,
        engine="postgresql",
        image=wanted.stack.database.image,
        rows=int(labels.get("sandbox.rows") or 0),
        tables=int(labels.get("sandbox.tables") or 0),
        login=(login[0], login[1]) if login else None,
        left_out=json.loads(labels.get("sandbox.left-out") or "{}"),
        steps=outcomes,
        seconds=seconds,
        failing=pages.failing(wanted.stack.app.name, first, ports),
        mail=mail_address(record, ports) if wanted.spec.mail else None,
        sends_mail=wanted.spec.sends_mail,
    )


def mail_address(record: SandboxRecord, ports: Ports) -> str:
    """Where the sandbox's mail is shown in the browser."""
    return f"http://{mail_host(record.name)}:{gateway_port(ports)}"


def address(record: SandboxRecord, ports: Ports) -> str:
    """What to open in the browser."""
    return f"http://{record.name}.localhost:{gateway_port(ports)}"

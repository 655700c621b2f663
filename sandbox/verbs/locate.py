"""Which app, whose sandbox: from what was typed and where one stands to a record."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import NotFound, UsageError
from sandbox.model.names import SandboxName, slug
from sandbox.model.records import SandboxRecord
from sandbox.ports import Ports
from sandbox.verbs.nearest import nearest

DEMO = "shipments"
BEHIND = "type its name behind the command"
BY_OPTION = "name it: `--name NAME`"
ADDRESS = re.compile(r"^([a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked of `up`. source: as typed; here: the folder one stands in; label: --name."""

    here: Path
    source: str | None = None
    demo: bool = False
    label: str | None = None
    branch: str | None = None
    rows: int | None = None
    scenario: str | None = None


def find_or_describe(request: Request, ports: Ports) -> SandboxRecord:
    """The record of the sandbox that `up` is to make or repair; not saved yet."""
    if request.demo:
        return _demo(request, ports)
    known = _known(request, ports)
    if known:
        return known
    source = _source(request, ports)
    return _record(_app_of(source, ports), source, request, ports)


def _demo(request: Request, ports: Ports) -> SandboxRecord:
    home = ports.files.home() / "demo"
    repository, remote = home / DEMO, home / f"{DEMO}.git"
    with ports.locks.hold("demo", seconds=60, doing="making the example"):
        example = ports.files.resource("examples") / DEMO
        ports.repositories.create_demo(example, repository, remote)
    return _record(DEMO, str(repository), request, ports)


def _known(request: Request, ports: Ports) -> SandboxRecord | None:
    """One that exists already: by its name, by its folder, or the person's only one."""
    if request.source is not None:
        if not request.source.strip():
            raise UsageError(
                "which app? What you typed as its address is empty",
                "type `sandbox up ADDRESS`, or nothing for the app of the folder you stand in",
            )
        by_name = ports.registry.get(request.source)
        folder = (request.here / request.source).expanduser()
        known = by_name or (_at(folder, ports) if folder.is_dir() else None)
        return _labelled_as_asked(known, request, ports) if known else None
    here = _at(request.here, ports)
    if here:
        return _labelled_as_asked(here, request, ports)
    if request.label or _stands_in_an_app(request.here, ports):
        return None
    mine = [one for one in ports.registry.all() if one.user == ports.user]
    return mine[0] if len(mine) == 1 else None


def _labelled_as_asked(known: SandboxRecord, request: Request, ports: Ports) -> SandboxRecord:
    """The sandbox itself, or where --name asks for it another one of the same app."""
    if request.label is None or slug(request.label) == known.label:
        return known
    return _record(known.app, known.source, request, ports)


def _stands_in_an_app(here: Path, ports: Ports) -> bool:
    """The tool's own repository is none: people type their first commands there."""
    top = ports.repositories.top(here)
    return top is not None and top.resolve() != ports.files.resource("compose").parent


def _at(folder: Path, ports: Ports) -> SandboxRecord | None:
    resolved = folder.resolve()
    if ports.files.kept("", "").parent in resolved.parents:
        name = put_away_at(resolved, ports)
        raise UsageError(
            "the folder you stand in was put away by `sandbox down`",
            f"`sandbox restore{f' {name}' if name else ''}` brings it and everything else back",
        )
    for record in ports.registry.all():
        workspace = Path(record.workspace)
        if resolved == workspace or workspace in resolved.parents:
            return record
    return None


def put_away_at(folder: Path, ports: Ports) -> str | None:
    """The sandbox whose folder `down` moved there with somebody standing in it."""
    resolved = folder.resolve()
    for one in ports.registry.kept():
        if one.workspace and Path(one.workspace) in (resolved, *resolved.parents):
            return one.name
    return None


def _source(request: Request, ports: Ports) -> str:
    if request.source is None:
        if not request.here.is_dir():
            raise UsageError(
                "the folder you stand in is gone: it was put away or deleted",
                _put_away_hint(ports)
                or "leave it (`cd ~`), then type `sandbox up ADDRESS` with the app's git address",
            )
        top = ports.repositories.top(request.here)
        if top is None or not _stands_in_an_app(request.here, ports):
            raise UsageError(
                "which app? This folder is not a copy of one",
                _put_away_hint(ports)
                or "type `sandbox up ADDRESS` with the app's git address, or `sandbox up --demo` "
                "to look around in an example",
            )
        return str(top)
    if ADDRESS.match(request.source):
        return request.source
    folder = (request.here / request.source).expanduser()
    if not folder.exists():
        raise NotFound(
            f"there is no folder {request.source}, and it is not a git address",
            "check the spelling; an address looks like https://HOST/TEAM/APP.git",
        )
    return _repository(folder, ports)


def _repository(folder: Path, ports: Ports) -> str:
    bare = (folder / "HEAD").is_file() and (folder / "objects").is_dir()
    top = folder if bare else ports.repositories.top(folder)
    if top is None:
        raise UsageError(
            f"{folder} is not a git repository",
            "give the folder or the address of an app that its developers keep in git",
        )
    return str(top.resolve())


def _app_of(source: str, ports: Ports) -> str:
    last = re.split(r"[/:\\]", source.rstrip("/"))[-1]
    return last.removesuffix(".git") or "app"


def _record(app: str, source: str, request: Request, ports: Ports) -> SandboxRecord:
    name = SandboxName.of(app=app, user=ports.user, label=request.label)
    known = ports.registry.get(str(name))
    if known:
        return _same(known, name, source)
    return SandboxRecord(
        name=str(name),
        app=name.app,
        user=name.owner,
        label=name.label,
        source=source,
        workspace=str(ports.files.workspace(str(name))),
        branch=name.branch,
        base=request.branch,
        rows=request.rows,
        scenario=chosen_scenario(request.scenario, None),
        created=time.time(),
        used=time.time(),
    )


def _same(known: SandboxRecord, name: SandboxName, source: str) -> SandboxRecord:
    """The known record, unless it is of another app or another person."""
    way_out = "give the new one a name of its own: `sandbox up ... --name SECOND`"
    if (known.app, known.user, known.label) != (name.app, name.owner, name.label):
        raise UsageError(f"the name {name} is taken by a sandbox of {known.user}", way_out)
    if known.source != source:
        raise UsageError(f"you already have a sandbox {name}, of {known.source}", way_out)
    return known


def chosen_scenario(said: str | None, before: str | None) -> str | None:
    """What was typed, else what was chosen before; None for the usual data."""
    if said is None:
        return before
    return None if said.strip().lower() in ("", "normal") else said


def name_of(record: SandboxRecord) -> SandboxName:
    return SandboxName.of(app=record.app, user=record.user, label=record.label)


def find(name: str | None, here: Path, ports: Ports, *, way: str = BEHIND) -> SandboxRecord:
    """The sandbox that a command acts on: by name, by folder, or the person's only one.

    name: also the short one that `up --name` was given, where one of the person's has it;
    way: how the command takes a name. Raises NotFound, or UsageError where several fit.
    """
    if name is not None:
        if not name.strip():
            raise UsageError("which sandbox? The name is empty", _those_there_are(ports))
        found = ports.registry.get(name) or ports.registry.get(name.lower())
        found = found or _labelled(name.lower(), ports)
        if found is None:
            raise NotFound(f"there is no sandbox {name}", _those_there_are(ports, name))
        return found
    at = _at(here, ports)
    if at:
        return at
    mine = [one for one in ports.registry.all() if one.user == ports.user]
    if not mine:
        hint = _put_away_hint(ports) or "make one with `sandbox up ADDRESS` or `sandbox up --demo`"
        raise NotFound(f"you have no sandbox as the user {ports.user}", hint)
    if len(mine) > 1:
        names = ", ".join(sorted(one.name for one in mine))
        raise UsageError(f"which sandbox? You have {names}", way)
    return mine[0]


def _labelled(label: str, ports: Ports) -> SandboxRecord | None:
    """The person's only sandbox with that short name."""
    mine = [one for one in ports.registry.all() if one.user == ports.user and one.label == label]
    return mine[0] if len(mine) == 1 else None


def _those_there_are(ports: Ports, wanted: str | None = None) -> str:
    if wanted and any(one.record.user == ports.user for one in ports.registry.kept(wanted)):
        return f"it was put away; `sandbox restore {wanted}` brings it back"
    near = nearest(wanted, ports) if wanted else None
    if near:
        return f"did you mean `{near}`?"
    names = sorted(one.name for one in ports.registry.all())
    if names:
        return f"there are: {', '.join(names)}"
    return _put_away_hint(ports) or "`sandbox up` makes one"


def _put_away_hint(ports: Ports) -> str | None:
    """What to type where the person's last sandbox was put away."""
    mine = [one.name for one in ports.registry.kept() if one.record.user == ports.user]
    return f"{mine[0]} was put away; `sandbox restore {mine[0]}` brings it back" if mine else None

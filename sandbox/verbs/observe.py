"""What of a sandbox exists, asked of Docker by labels; and what is wanted, from the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox.effects.egress import egress_image
from sandbox.effects.gateway import gateway_drift
from sandbox.effects.mail import mail_image
from sandbox.effects.psql import database_state
from sandbox.effects.reviewed import reviewed_configuration
from sandbox.errors import NotFound, Refused
from sandbox.model.content import golden_hash, image_hash, migration_paths, migrations_hash
from sandbox.model.facts import NetworkFacts
from sandbox.model.names import SandboxName
from sandbox.model.observed import DatabaseState, Observed, ObservedContainer
from sandbox.model.outside.clients import READ_BY_CODE, read_by
from sandbox.model.outside.egress import ROLE as EGRESS
from sandbox.model.outside.mail import mail_container
from sandbox.model.records import SandboxRecord
from sandbox.model.routes import GATEWAY, MAP_PATH, is_current
from sandbox.model.settings.detect import (
    build_limits_of,
    detect,
    is_interesting,
    limits_of,
    outside,
    read_configuration,
)
from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import Stack, stack_of
from sandbox.model.walls.confinement import Confinement, confinement_of, without_addresses
from sandbox.model.walls.guard import Difference, differences, open_walls
from sandbox.model.walls.mending import with_drift, with_gateway, without_network
from sandbox.ports import Ports
from sandbox.seeding.version import ENGINE_VERSION, FAKER_VERSION
from sandbox.verbs.environment import refuse_live
from sandbox.verbs.locate import name_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the workspace asks for.

    unreviewed: its sandbox.toml asks for other ways out, or more room, than the maintainers' own.
    """

    spec: AppSpec
    stack: Stack
    unreviewed: bool = False


def read_wanted(record: SandboxRecord, ports: Ports, *, folder: Path | None = None) -> Wanted:
    """From the files in the workspace (or in `folder` in its place). Raises NotFound."""
    workspace = folder or Path(record.workspace)
    if ports.files.is_absent(workspace):
        raise NotFound(f"the folder {workspace} is gone", "`sandbox up` makes it anew")
    view = ports.repositories.view(workspace, is_interesting)
    configuration = read_configuration(view)
    named = {configuration.seed.recipe, configuration.app.dockerfile.removeprefix("./")} - {""}
    if not named <= view.texts.keys():
        view = ports.repositories.view(
            workspace, lambda path: is_interesting(path) or path in named
        )
    recipe = _packaged_recipe(record, ports)
    lines = ports.repositories.suspects(workspace, READ_BY_CODE)
    read = read_by(text for _, _, text in lines)
    spec = detect(view, app=record.app, recipe=recipe, rows=record.rows, read=read)
    spec = _with_scenario(replace(spec, hides=ports.repositories.hides(workspace)), record)
    own = spec
    maintainers = reviewed_configuration(workspace, record, configuration, ports)
    limits = spec.limits.within(limits_of(maintainers))
    build_limits = spec.build_limits.within(build_limits_of(maintainers))
    spec = replace(spec, outside=outside(maintainers), limits=limits, build_limits=build_limits)
    refuse_live(spec, configuration, ports)
    _refuse_links(spec, workspace, ports)
    wanted = {*spec.build_inputs, *migration_paths(spec, view.paths)}
    contents = ports.repositories.digests(workspace, wanted)
    name = name_of(record)
    stack = stack_of(
        name,
        spec,
        workspace=record.workspace,
        user=ports.files.identity(),
        image_hash=image_hash(spec, contents, owner=name_of(record).owner),
        golden_hash=golden_hash(
            spec, contents, owner=name_of(record).owner, seeding=_seeding(ports)
        ),
        migrations_hash=migrations_hash(spec, contents),
        egress_image=egress_image(ports) if spec.outside.allow else "",
        mail=mail_container(name, mail_image(ports)) if spec.mail else None,
    )
    return Wanted(spec=spec, stack=stack, unreviewed=own != spec)


def _seeding(ports: Ports) -> str:
    """Whatever else the made-up rows follow from: other versions give other rows."""
    return ", ".join([ENGINE_VERSION, f"faker {FAKER_VERSION}", *ports.rules.packages()])


def _with_scenario(spec: AppSpec, record: SandboxRecord) -> AppSpec:
    """The scenario by its written name; RecipeError lists those there are for an unknown one."""
    if not record.scenario:
        return spec
    from sandbox.seeding.recipes.recipe import parse_recipe
    from sandbox.seeding.recipes.scenarios import find_scenario

    name = find_scenario(parse_recipe(spec.seed.recipe, spec.seed.file), record.scenario)
    return replace(spec, seed=replace(spec.seed, scenario=name))


def _packaged_recipe(record: SandboxRecord, ports: Ports) -> str:
    path = ports.files.resource("seeds") / f"{record.app}.toml"
    return path.read_text() if path.exists() else ""


def _refuse_links(spec: AppSpec, workspace: Path, ports: Ports) -> None:
    """A link in the repository must not lay a folder of the host open to the app."""
    for mount in spec.mounts:
        if mount.source != "." and not ports.files.holds(workspace, mount.source):
            raise Refused(
                f"the app's Dockerfile copies {mount.source}, which is a link out of its folder",
                "ask a developer of the app to put the files themselves there",
            )


def look(record: SandboxRecord, ports: Ports) -> tuple[Wanted, Observed]:
    """What is wanted and what there is; the slowest question is asked before the files are read."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        server = name_of(record).container("database")
        state = pool.submit(database_state, ports.engine, server)
        wanted = read_wanted(record, ports)
        return wanted, observe(wanted, ports, state=state)


def observe(
    wanted: Wanted, ports: Ports, *, state: Future[DatabaseState | None] | None = None
) -> Observed:
    """Everything that a decision needs, asked for at once. state: where it was asked already."""
    stack, name, engine = wanted.stack, wanted.stack.name, ports.engine
    tags = {
        wanted.stack.app.image,
        wanted.stack.database.image,
        wanted.spec.database.image,
        *wanted.spec.bases,
    }
    with ThreadPoolExecutor(max_workers=8) as pool:
        own_networks = pool.submit(engine.networks, {"sandbox.name": str(name)})
        containers = pool.submit(engine.containers, {"sandbox.name": str(name)})
        gateways = pool.submit(engine.containers, {"sandbox.role": "gateway"})
        routes = pool.submit(engine.get_file, GATEWAY, MAP_PATH)
        facts = pool.submit(engine.facts)
        limits = pool.submit(engine.state, wanted.stack.database.name)
        found = {one.role: pool.submit(engine.confinement, one.name) for one in stack.containers}
        network = pool.submit(engine.network, name.network)
        door = pool.submit(gateway_drift, ports)
        state = state or pool.submit(database_state, engine, wanted.stack.database.name)
        present = {tag: pool.submit(engine.image, tag) for tag in tags}
        gateway = next((one for one in gateways.result() if is_current(one)), None)
        refuse_anothers(wanted.stack.name, containers.result())
        database = limits.result()
        observed = Observed(
            containers=tuple(containers.result()),
            networks=tuple(own_networks.result()),
            images=frozenset(tag for tag, found in present.items() if found.result()),
            database_state=state.result(),
            engine_cpus=facts.result().cpus,
            database_limits=database.limits if database else None,
            gateway_running=gateway is not None,
            gateway_networks=gateway.networks if gateway else (),
            routes=frozenset((routes.result() or b"").decode().splitlines()),
        )
        drift = _drift(stack, observed, {role: one.result() for role, one in found.items()})
        observed = with_gateway(with_drift(observed, drift), door.result())
        return _closed(observed, name, network.result(), ports)


def _drift(
    stack: Stack, observed: Observed, found: Mapping[str, Confinement | None]
) -> dict[str, tuple[Difference, ...]]:
    """By role; none of a container that is not there."""
    drift = {}
    for spec in stack.containers:
        present, have = observed.container(spec.role), found[spec.role]
        if present and have:
            want = confinement_of(spec, cpus=observed.engine_cpus)
            changed = spec.role != "database" and present.spec_hash != spec.spec_hash
            if spec.role == EGRESS:
                want, have = without_addresses(want), without_addresses(have)
            drift[spec.role] = differences(want, have, changed=changed)
    return {role: found for role, found in drift.items() if found}


def _closed(
    observed: Observed, name: SandboxName, network: NetworkFacts | None, ports: Ports
) -> Observed:
    """Without the sandbox's network, where that lets in or out what it must not."""
    if network is None or not observed.network(name.network):
        return observed
    own = frozenset(one.name for one in observed.containers) | {GATEWAY}
    if network.members - own:  # a proxy or the like of the engine's, which bears our labels
        ours = ports.engine.containers({"sandbox.role": ""})
        own |= {one.name for one in ours if not one.labels.get("sandbox.name")}
    walls = open_walls(network, own)
    return without_network(observed, name.network, walls) if walls else observed


def refuse_anothers(name: SandboxName, found: list[ObservedContainer]) -> None:
    """On a shared engine somebody else's registry may know a sandbox of the same name."""
    owners = {one.labels.get("sandbox.user", "") for one in found} - {name.owner}
    if owners:
        raise Refused(
            f"the name {name} is taken by a sandbox of {', '.join(sorted(owners))}",
            "give yours a name of its own: `sandbox up ... --name SECOND`",
        )

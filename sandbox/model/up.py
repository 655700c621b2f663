"""What `sandbox up` has to do: from what is wanted and what there is to a plan."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.model.observed import Observed
from sandbox.model.outside.mail import mail_steps
from sandbox.model.outside.wayout import egress_steps
from sandbox.model.plan import Plan, Step
from sandbox.model.routes import routes
from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import GOLDEN, LIVE, PREVIOUS, Stack
from sandbox.model.steps import (
    Admit,
    BuildImage,
    CreateNetwork,
    FetchImage,
    LimitDatabase,
    MakeGolden,
    MakeSpare,
    MigrateData,
    RefreshGolden,
    RemoveContainer,
    RemoveNetwork,
    SetAside,
    StartApp,
    StartDatabase,
    StartGateway,
    WaitUntilHealthy,
)
from sandbox.model.walls.guard import LIMIT, in_words
from sandbox.model.walls.mending import gateway_steps, mending_steps, replaces_database


def plan_up(spec: AppSpec, wanted: Stack, observed: Observed, *, workspace: str) -> Plan:
    """Only the steps that are missing; an empty plan where everything runs as wanted."""
    database = observed.container("database")
    replaced = replaces_database(observed)
    unknown = database is not None and (observed.database_state is None or replaced)
    data = [] if unknown else list(_data(spec, wanted, observed))
    moved = any(isinstance(step, MigrateData) for step in data)
    why_app = _why_app(wanted, observed, moved=moved)
    mending = list(mending_steps(wanted, observed))
    steps = [
        *_clear(observed),
        *mending,
        *build_steps(spec, wanted, observed, workspace, needed=why_app is not None),
        *([] if unknown else golden_steps(spec, wanted, observed)),
        *network_steps(wanted, observed),
        *egress_steps(wanted, observed),
        *database_steps(wanted, observed),
        *mail_steps(wanted, observed),
    ]
    if not unknown:
        steps += [*data, *_app(spec, wanted, observed, why_app)]
        steps += _spare(wanted, observed, steps)
    return Plan(steps=_wired(steps), look_again=unknown or bool(mending))


def _wired(steps: list[Step]) -> tuple[Step, ...]:
    """The steps without repeats; keys are the identity."""
    return tuple({step.key: step for step in steps}.values())


def _clear(observed: Observed) -> Iterator[Step]:
    for left in observed.leftovers:
        yield RemoveContainer(name=left.name, why="left by a command that was interrupted")
    for network in observed.networks:
        if network.labels.get("sandbox.role") == "job":
            yield RemoveNetwork(
                name=network.name,
                why="left by a command that was interrupted",
                needs=tuple(f"remove container {left.name}" for left in observed.leftovers),
            )


def _fetch(spec: AppSpec, observed: Observed, images: tuple[str, ...]) -> Iterator[Step]:
    mirrors = dict(spec.images)
    for image in images:
        if image not in observed.images:
            source = mirrors.get(image, image)
            yield FetchImage(image=image, source=source, why="it is not on this machine yet")


def build_steps(
    spec: AppSpec, wanted: Stack, observed: Observed, workspace: str, *, needed: bool
) -> Iterator[Step]:
    """Build the app's image, and fetch what it is built on, where it is needed and missing."""
    if not needed or wanted.app.image in observed.images:
        return
    yield from _fetch(spec, observed, spec.bases)
    yield BuildImage(
        tag=wanted.app.image,
        context=workspace,
        dockerfile=spec.dockerfile,
        name=wanted.name,
        outside=spec.outside,
        limits=spec.build_limits,
        labels=(("sandbox.app", wanted.name.app), ("sandbox.role", "app-image")),
        why=_why_build(observed),
        needs=tuple(f"fetch image {image}" for image in spec.bases),
    )


def golden_steps(spec: AppSpec, wanted: Stack, observed: Observed) -> Iterator[Step]:
    """Make the golden data where neither an image nor the running server has it."""
    state = observed.database_state
    if wanted.database.image in observed.images:
        return
    if state and state.golden.get(GOLDEN) == wanted.golden_hash:
        return
    yield from _fetch(spec, observed, (spec.database.image,))
    yield MakeGolden(
        tag=wanted.database.image,
        stack=wanted,
        spec=spec,
        why=_why_golden(wanted, observed),
        needs=(
            _build_key(wanted),
            f"fetch image {spec.database.image}",
            *(step.key for step in _clear(observed)),
        ),
    )


def _build_key(wanted: Stack) -> str:
    return f"build image {wanted.app.image.split('/', 1)[-1]}"


def golden_key(wanted: Stack) -> str:
    """The key of the step that makes the golden data."""
    return f"golden database {wanted.database.image.split('/', 1)[-1]}"


def _why_build(observed: Observed) -> str:
    if observed.container("app"):
        return "its dependencies or its Dockerfile changed since the last build"
    return "it was not built with this content yet"


def _why_golden(wanted: Stack, observed: Observed) -> str:
    state = observed.database_state
    if state is None:
        return "there is none for these migrations and this recipe yet"
    if state.migrations.get(GOLDEN) != wanted.migrations_hash:
        return "the migrations changed"
    return "the seed recipe or the scenario changed"


def network_steps(wanted: Stack, observed: Observed) -> Iterator[Step]:
    """The network and the gateway's way into it."""
    name = wanted.name.network
    if not observed.network(name):
        why = "there is none yet" if observed.empty else "it is gone"
        labels = wanted.name.labels("network") | {"sandbox.port": str(wanted.port)}
        yield CreateNetwork(
            name=name,
            labels=tuple(sorted(labels.items())),
            why="a closed one in its place" if observed.open_network else why,
            needs=(f"remove network {name}",),
        )
    if not observed.gateway_running:
        drift = observed.gateway_drift
        yield StartGateway(why=in_words(drift) if drift else "it is not running")
    else:
        yield from gateway_steps(observed)
    if not _admitted(wanted, observed):
        yield Admit(
            network=name,
            host=wanted.name.host,
            why="the app is not reachable yet",
            needs=("create network", "start gateway", *_before_route(wanted, observed)),
        )


def _before_route(wanted: Stack, observed: Observed) -> tuple[str, ...]:
    """A changed port, or another origin to talk to, is known only from the new app's labels."""
    app = observed.container("app")
    here, labels = (app.labels if app else {}), dict(wanted.app.labels)
    changed = here.get("sandbox.browser", "") != labels["sandbox.browser"] or (
        app is not None and here.get("sandbox.port") != labels["sandbox.port"]
    )
    return ("start app",) if changed else ()


def _admitted(wanted: Stack, observed: Observed) -> bool:
    return (
        observed.gateway_running
        and wanted.name.network in observed.gateway_networks
        and observed.routes.issuperset(routes(str(wanted.name), wanted.port, wanted.app.origins))
    )


def database_steps(wanted: Stack, observed: Observed) -> Iterator[Step]:
    """Start the database unless it runs, is attached and holds live data; its limits."""
    limits = [one for one in observed.drifted("database") if one.mend == LIMIT]
    if limits or not observed.limited(wanted.database.limits):
        why = "its limits are other than in sandbox.toml"
        yield LimitDatabase(container=wanted.database, why=why, needs=("replace database",))
    if replaces_database(observed):
        return
    present = observed.container("database")
    attached = present is not None and wanted.name.network in present.networks
    if present and present.running and attached and observed.network(wanted.name.network):
        state = observed.database_state
        if state is None or (state.has(LIVE) and state.live_open):
            return
    yield StartDatabase(
        container=wanted.database,
        stack=wanted,
        why="it is not running" if present else "there is none yet",
        needs=("create network", golden_key(wanted)),
    )


def _data(spec: AppSpec, wanted: Stack, observed: Observed) -> Iterator[Step]:
    """Bring the data of a running server up to the workspace; a new server has it already."""
    state = observed.database_state
    if state is None or not state.has(LIVE):
        return
    if state.live_migrations != wanted.migrations_hash or state.migrating:
        yield MigrateData(
            stack=wanted,
            spec=spec,
            why="the migrations changed; what you typed in stays",
            needs=(
                golden_key(wanted),
                _build_key(wanted),
                "keep previous app",
                "start egress",
                *(step.key for step in _clear(observed)),
            ),
        )
    if state.golden.get(GOLDEN) != wanted.golden_hash:
        yield RefreshGolden(
            stack=wanted,
            why="the next reset should give the new data",
            needs=(golden_key(wanted), "migrate data"),
        )


def _app(spec: AppSpec, wanted: Stack, observed: Observed, why: str | None) -> Iterator[Step]:
    if why:
        yield from _replace_app(wanted, observed, why)
    if why or not _admitted(wanted, observed):
        yield WaitUntilHealthy(
            container=wanted.app.name,
            host=wanted.name.host,
            path=spec.health,
            seconds=spec.start_seconds,
            why="it takes a moment to start",
            needs=("start app", "admit gateway"),
        )
    aside = observed.container(PREVIOUS)
    removed = any(one.wall for one in observed.drifted("app"))
    if aside or (why and not removed and _replaced(wanted, observed)):
        name = aside.name if aside else wanted.name.container(PREVIOUS)
        yield RemoveContainer(name=name, why="its successor answers", needs=("wait app",))


def _why_app(wanted: Stack, observed: Observed, *, moved: bool) -> str | None:
    present = observed.container("app")
    networked = observed.network(wanted.name.network) is not None
    if present is None:
        return "there is none yet"
    if present.spec_hash != wanted.app.spec_hash:
        return "its image or settings changed"
    if not present.running:
        return "it is not running"
    if not networked or wanted.name.network not in present.networks:
        return "it lost its network"
    if observed.drifted("app"):
        return in_words(observed.drifted("app"))
    return "the data changed underneath it" if moved else None


def _replaced(wanted: Stack, observed: Observed) -> bool:
    """Whether the app needs a new container, rather than its present one to be started."""
    app = observed.container("app")
    if app is None or app.spec_hash != wanted.app.spec_hash or observed.drifted("app"):
        return app is not None
    attached = wanted.name.network in app.networks
    return not attached or observed.network(wanted.name.network) is None or app.running


def _replace_app(wanted: Stack, observed: Observed, why: str) -> Iterator[Step]:
    present = observed.container("app")
    removed = any(one.wall for one in observed.drifted("app"))
    if present and not removed and _replaced(wanted, observed):
        yield SetAside(
            name=present.name,
            aside=wanted.name.container(PREVIOUS),
            why="to go back to if the new one does not start",
            needs=(_build_key(wanted), golden_key(wanted)),
        )
    yield StartApp(
        container=wanted.app,
        why=why,
        needs=(
            _build_key(wanted),
            "create network",
            "start egress",
            "start database",
            "keep previous app",
            f"remove container {wanted.app.name}",
            "migrate data",
            "refresh golden data",
        ),
    )


def _spare(wanted: Stack, observed: Observed, steps: list[Step]) -> Iterator[Step]:
    """A server that is started makes one by itself."""
    state = observed.database_state
    if any(isinstance(step, StartDatabase) for step in steps):
        return
    if state and state.ready_to_reset and state.golden.get(GOLDEN) == wanted.golden_hash:
        return
    yield MakeSpare(
        container=wanted.database.name,
        why="so that the next reset takes a moment",
        needs=("start database", "refresh golden data"),
    )

"""A small app and what there is of its sandbox, to be varied by each test."""

from __future__ import annotations

from dataclasses import replace

from sandbox.model.names import SandboxName
from sandbox.model.observed import DatabaseState, Observed, ObservedContainer, ObservedNetwork
from sandbox.model.routes import routes
from sandbox.model.settings.spec import AppSpec, DatabaseSpec, Mount, SeedSpec
from sandbox.model.stack import ContainerSpec, Stack, stack_of

NAME = SandboxName(app="shop", user="anna")
BASE = "python:3.11-slim"
SERVER = "postgres:15"
WORKSPACE = "/home/anna/sandboxes/shop-anna"

SPEC = AppSpec(
    app="shop",
    dockerfile="Dockerfile",
    bases=(BASE,),
    port=8000,
    health="/health",
    command=("uvicorn", "shop:app", "--reload"),
    mounts=(Mount(source=".", target="/app"),),
    workdir="/app",
    database=DatabaseSpec(
        image=SERVER,
        url_variable="DATABASE_URL",
        driver="psycopg",
        migrate=("alembic", "upgrade", "head"),
        migrations=("alembic.ini", "migrations"),
    ),
    seed=SeedSpec(recipe=""),
    build_inputs=("Dockerfile", "requirements.txt"),
)


def stack(
    spec: AppSpec = SPEC, *, image: str = "i1", golden: str = "g1", migrations: str = "m1"
) -> Stack:
    return stack_of(
        NAME,
        spec,
        workspace=WORKSPACE,
        user="1000:1000",
        image_hash=image,
        golden_hash=golden,
        migrations_hash=migrations,
    )


WANTED = stack()


def seen(
    spec: ContainerSpec, *, state: str = "running", networks: tuple[str, ...] = (NAME.network,)
) -> ObservedContainer:
    return ObservedContainer(
        id=f"id-{spec.name}",
        name=spec.name,
        role=spec.role,
        state=state,
        image=spec.image,
        spec_hash=spec.spec_hash,
        labels=dict(spec.labels),
        networks=networks,
    )


def other(role: str, *, state: str = "exited") -> ObservedContainer:
    """One of the sandbox's containers that is not part of the stack."""
    labels = NAME.labels(role)
    name = NAME.container(role)
    return ObservedContainer(
        id=name, name=name, role=role, state=state, image="", spec_hash="", labels=labels
    )


def data(*, golden: str = "g1", migrations: str = "m1", live: str | None = "m1") -> DatabaseState:
    """golden, migrations: of the golden database and its spare; live: of the live data."""
    hashes = {"golden": golden, "spare": golden}
    schemas = {"golden": migrations, "spare": migrations}
    if live is not None:
        hashes["app"], schemas["app"] = golden, live
    return DatabaseState(golden=hashes, migrations=schemas)


NETWORK = ObservedNetwork(
    id="n1", name=NAME.network, labels=NAME.labels("network"), subnet="10.213.0.0/28"
)
ALL_THERE = Observed(
    containers=(seen(WANTED.app), seen(WANTED.database)),
    networks=(NETWORK,),
    images=frozenset({WANTED.app.image, WANTED.database.image, BASE, SERVER}),
    database_state=data(),
    gateway_running=True,
    gateway_networks=(NAME.network,),
    routes=frozenset(routes("shop-anna", 8000)),
)


def with_app(observed: Observed, app: ObservedContainer | None) -> Observed:
    kept = [one for one in observed.containers if one.role != "app"]
    return replace(observed, containers=(*([app] if app else []), *kept))


def with_database(observed: Observed, database: ObservedContainer | None) -> Observed:
    kept = [one for one in observed.containers if one.role != "database"]
    return replace(observed, containers=(*kept, *([database] if database else [])))

"""From a repository, as it is, to the app's specification."""

from __future__ import annotations

import configparser
import re

from sandbox.errors import UsageError
from sandbox.model.builds import dockerfile
from sandbox.model.builds.buildlimits import BuildLimits
from sandbox.model.builds.stages import needed_stages
from sandbox.model.environment import EXAMPLE_ENVIRONMENTS, environment, sends_mail
from sandbox.model.mounts import in_repository, mounts_of
from sandbox.model.reload import reloading
from sandbox.model.settings.configuration import (
    CONFIGURATION_FILE,
    Configuration,
    parse_configuration,
)
from sandbox.model.settings.spec import (
    AppSpec,
    DatabaseSpec,
    Limits,
    Mount,
    Outside,
    RepositoryView,
    SeedSpec,
)

MANIFESTS = re.compile(
    r"(^|/)(requirements[^/]*\.(txt|in)|constraints[^/]*\.txt|pyproject\.toml|setup\.(py|cfg)"
    r"|poetry\.lock|uv\.lock|pdm\.lock|Pipfile(\.lock)?|package(-lock)?\.json|yarn\.lock"
    r"|pnpm-lock\.yaml)$"
)


# What is taken for a Dockerfile by its name: "Dockerfile.prod", "prod.df", "docker/api".
DOCKERFILES = re.compile(
    r"(^|/)([^/]*(dockerfile|containerfile)[^/]*|[^/]+\.df|[^/]*docker[^/]*/[^/.]+)$", re.IGNORECASE
)


def is_interesting(path: str) -> bool:
    """Whether detection wants to read the file at `path`."""
    name = path.rsplit("/", 1)[-1]
    return (
        path == CONFIGURATION_FILE
        or name in ("alembic.ini", *EXAMPLE_ENVIRONMENTS)
        or bool(DOCKERFILES.search(path))
        or bool(MANIFESTS.search(path))
    )


def read_configuration(view: RepositoryView) -> Configuration:
    return parse_configuration(view.texts.get(CONFIGURATION_FILE, ""))


def detect(
    view: RepositoryView,
    *,
    app: str,
    recipe: str,
    rows: int | None,
    read: frozenset[str] = frozenset(),
) -> AppSpec:
    """The specification of the app in `view`.

    app: its name; recipe: the seed recipe's text where
    the configuration names none; rows: overrides the configuration's; read: which of the known
    services' variables the code reads.
    Raises UsageError where something needed is neither configured nor found.
    """
    config = read_configuration(view)
    path = config.app.dockerfile.removeprefix("./")
    text = _dockerfile(view, path)
    found = dockerfile.facts(needed_stages(text))
    mounts = mounts_of(found, view.paths)
    database = _database(view, config, mounts)
    configured = config.seed.recipe
    if configured and configured not in view.texts:
        raise UsageError(
            f"sandbox.toml: the seed recipe {configured} is not in the repository",
            "mend [seed] recipe in sandbox.toml",
        )
    return AppSpec(
        app=app,
        dockerfile=path,
        bases=found.bases,
        port=config.app.port or found.port or _port_of(found.command) or 8000,
        health=config.app.health or found.health_path or "/",
        command=tuple(config.app.command or ()) or reloading(found.command),
        mounts=mounts,
        workdir=found.workdir,
        database=database,
        seed=SeedSpec(
            recipe=view.texts[configured] if configured else recipe,
            rows=rows if rows is not None else config.seed.rows,
            ours=not configured,
            file=configured or "",
        ),
        env=tuple(sorted(environment(view, config, read).items())),
        mail=config.mail.enabled,
        sends_mail=sends_mail(view, config, _manifests(view), read),
        images=tuple(sorted(config.images.items())),
        limits=limits_of(config),
        build_limits=build_limits_of(config),
        start_seconds=config.app.start_seconds,
        reconnects=config.app.reconnects,
        build_inputs=_build_inputs(view, path, found),
        outside=outside(config),
    )


def limits_of(config: Configuration) -> Limits:
    """What the configuration lets the app use."""
    return Limits(
        memory_mb=config.limits.memory_mb,
        cpus=config.limits.cpus,
        processes=config.limits.processes,
        file_mb=config.limits.file_mb,
        database_mb=config.limits.database_mb,
        read_only=config.limits.read_only,
        runtime=config.limits.runtime,
    )


def build_limits_of(config: Configuration) -> BuildLimits:
    """What the configuration lets the build use."""
    return BuildLimits(
        memory_mb=config.build.memory_mb,
        cpus=config.build.cpus,
        processes=config.build.processes,
        image_mb=config.build.image_mb,
        seconds=config.build.minutes * 60,
    )


def outside(config: Configuration) -> Outside:
    """What the configuration opens and closes."""
    named = (*config.images, *config.images.values(), config.database.image)
    return Outside(
        allow=tuple(config.egress.allow),
        build=tuple(config.build.allow),
        build_open=config.build.network == "open",
        production=tuple(config.production.hosts),
        resolver=config.egress.resolver or "",
        pages=tuple(sorted(set(config.browser.allow))),
        images=tuple(sorted(set(named))),
    )


def _dockerfile(view: RepositoryView, path: str) -> str:
    """Its text. Raises UsageError where there is none, or none that can be read."""
    text = view.texts.get(path)
    if text is None:
        raise _no_dockerfile(view, path)
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line or "\x00" in line:
            raise UsageError(
                f"the app's {path} cannot be read: line {number} is not in UTF-8",
                "save the file as UTF-8; your assistant can do it",
            )
    return text


def _no_dockerfile(view: RepositoryView, path: str) -> UsageError:
    others = sorted(one for one in view.texts if DOCKERFILES.search(one))
    if others:
        return UsageError(
            f"this app cannot be started yet: it has no {path}",
            f'write `dockerfile = "{others[0]}"` under [app] in sandbox.toml, if that is the one',
        )
    return UsageError(
        f"this app cannot be started yet: it has no {path}",
        "ask a developer of the app to add a Dockerfile, or to name the one it has in sandbox.toml",
    )


def _port_of(command: tuple[str, ...]) -> int | None:
    found = re.search(r"--(?:port|bind)[ =]\S*?(\d{2,5})\b", " ".join(command))
    return int(found[1]) if found else None


def _build_inputs(
    view: RepositoryView, path: str, found: dockerfile.DockerfileFacts
) -> tuple[str, ...]:
    """Files whose change makes the image out of date; the mounted code is not among them."""
    mounted = {mount.source for mount in mounts_of(found, view.paths)}
    named = {source for source, _ in found.copies if source not in mounted}
    wanted = {
        candidate
        for candidate in view.paths
        if MANIFESTS.search(candidate)
        or any(candidate == name or candidate.startswith(f"{name}/") for name in named)
    }
    return tuple(sorted(wanted | {path} | ({".dockerignore"} & view.paths)))


def _database(
    view: RepositoryView, config: Configuration, mounts: tuple[Mount, ...]
) -> DatabaseSpec:
    section = config.database
    ini = next((path for path in sorted(view.paths, key=len) if _is_ini(path)), None)
    migrate = tuple(section.migrate or ())
    migrations = tuple(section.migrations or ())
    if ini and not migrate:
        migrate = ("alembic", *(() if ini == "alembic.ini" else ("-c", ini)), "upgrade", "head")
    if ini and not migrations:
        migrations = (ini, *_script_locations(view.texts[ini], ini, mounts))
    return DatabaseSpec(
        image=section.image,
        url_variable=section.url_variable,
        driver=_driver(view) if section.driver is None else section.driver,
        migrate=migrate,
        migrations=migrations,
        extensions=tuple(section.extensions),
    )


def _is_ini(path: str) -> bool:
    return path.rsplit("/", 1)[-1] == "alembic.ini"


def _script_locations(text: str, ini: str, mounts: tuple[Mount, ...]) -> tuple[str, ...]:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        reason = str(error).splitlines()[0]
        raise UsageError(f"{ini} cannot be read: {reason}", "mend that file") from error
    location = parser.get("alembic", "script_location", fallback="migrations")
    folder = ini.rpartition("/")[0]
    if location.startswith("/"):
        return (in_repository(location, mounts),)
    relative = re.sub(r"^%\(here\)s/?", "", location).removeprefix("./").strip("/")
    return (f"{folder}/{relative}" if folder else relative,)


def _driver(view: RepositoryView) -> str:
    """Which PostgreSQL driver the app's requirements name; psycopg 3 before the others."""
    text = _manifests(view)
    for pattern, driver in (
        (r"\bpsycopg(?![0-9])", "psycopg"),
        (r"\bpsycopg2", "psycopg2"),
        (r"\basyncpg", "asyncpg"),
        (r"\bpg8000", "pg8000"),
    ):
        if re.search(pattern, text, re.IGNORECASE):
            return driver
    return ""


def _manifests(view: RepositoryView) -> str:
    return "\n".join(view.texts[path] for path in sorted(view.texts) if MANIFESTS.search(path))

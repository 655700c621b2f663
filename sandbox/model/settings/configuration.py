"""`sandbox.toml`: one model is its documentation and its validation.

The model is made of plain dataclasses, checked by pydantic only where there is a file to check:
most apps have none, and loading pydantic takes longer than all the rest of a `sandbox status`.
"""

from __future__ import annotations

import dataclasses
import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Ge, Le
from typing_extensions import Doc

from sandbox.errors import UsageError
from sandbox.model.plain import from_plain
from sandbox.model.settings.impossible import impossible, in_words
from sandbox.model.settings.tomllines import line_of

if TYPE_CHECKING:
    from pydantic import ConfigDict, ValidationError

CONFIGURATION_FILE = "sandbox.toml"
MOST_ROWS = 10_000_000
Port = Annotated[int, Ge(1), Le(65535)]
Rows = Annotated[int, Ge(0), Le(MOST_ROWS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSection:
    """[app]: how the app is built and answers."""

    dockerfile: Annotated[str, Doc("Path of the Dockerfile.")] = "Dockerfile"
    port: Annotated[Port | None, Doc("The port the app listens on in its container.")] = None
    health: Annotated[str | None, Doc("A path that answers when the app is ready.")] = None
    command: Annotated[list[str] | None, Doc("The command to start it, with reload.")] = None
    start_seconds: Annotated[int, Ge(1), Le(3600), Doc("How long the app may take to answer.")] = 60
    reconnects: Annotated[bool, Doc("The app's connections recover after a reset.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSection:
    """[database]: which one, and how the app is told of it."""

    image: Annotated[str, Doc("The database image.")] = "postgres:15"
    url_variable: Annotated[str, Doc("The variable that holds its address.")] = "DATABASE_URL"
    driver: Annotated[str | None, Doc("SQLAlchemy's driver name, such as psycopg.")] = None
    migrate: Annotated[list[str] | None, Doc("The command that runs the migrations.")] = None
    migrations: Annotated[list[str] | None, Doc("Files and folders of the migrations.")] = None
    extensions: Annotated[list[str], Doc("Extensions that must exist beforehand.")] = field(
        default_factory=list
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedSection:
    """[seed]: what the data looks like."""

    recipe: Annotated[str | None, Doc("Path of a recipe in the repository.")] = None
    rows: Annotated[Rows | None, Doc("Rows of an ordinary table.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductionSection:
    """[production]: what no sandbox and no command of ours ever touches."""

    hosts: Annotated[
        list[str], Doc("Names (`*.example.com`), addresses, networks (`10.20.0.0/16`).")
    ] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class EgressSection:
    """[egress]: what the app may reach outside; nothing, where it is empty."""

    allow: Annotated[
        list[str], Doc("Hosts: `api.example.com:443`, `*.example.com` (ports 80 and 443).")
    ] = field(default_factory=list)
    resolver: Annotated[str | None, Doc("A name server to ask instead of the machine's.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSection:
    """[build]: what the build of the app's image may reach and use."""

    allow: Annotated[
        list[str], Doc("Hosts beside the machine's own package registries and mirrors.")
    ] = field(default_factory=list)
    network: Annotated[
        Literal["held", "open"], Doc('"open": the build may reach whatever Docker can.')
    ] = "held"
    memory_mb: Annotated[int, Ge(128), Le(1 << 20), Doc("Memory in MiB, swap included.")] = 4096
    cpus: Annotated[float, Ge(0.1), Le(1024), Doc("Processors.")] = 2.0
    processes: Annotated[int, Ge(32), Le(1 << 22), Doc("Processes and threads.")] = 2048
    image_mb: Annotated[int, Ge(64), Le(1 << 20), Doc("The image's size, in MiB.")] = 8192
    minutes: Annotated[int, Ge(1), Le(1440), Doc("How long the build may take.")] = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsSection:
    """[limits]: for each of the app and the database."""

    memory_mb: Annotated[int, Ge(128), Le(1 << 20), Doc("Memory in MiB, swap included.")] = 1024
    cpus: Annotated[float, Ge(0.1), Le(1024), Doc("Processors.")] = 2.0
    processes: Annotated[int, Ge(32), Le(1 << 22), Doc("Processes and threads.")] = 512
    file_mb: Annotated[int, Ge(16), Le(1 << 20), Doc("The app's largest file, in MiB.")] = 1024
    database_mb: Annotated[int, Ge(64), Le(1 << 20), Doc("The app's data, in MiB.")] = 4096
    read_only: Annotated[bool, Doc("The app writes in its folder and in memory only.")] = True
    runtime: Annotated[str, Doc("Another runtime of the engine's, such as runsc.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneSection:
    """[clone]: what of the repository comes along."""

    history: Annotated[
        Literal["newest", "full"],
        Doc("The newest commit, or all of them: with whatever secrets were once in them."),
    ] = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretsSection:
    """[secrets]: values in the repository that look as if they opened something real."""

    allow: Annotated[list[str], Doc("Files whose values stay as they are: `tests/keys/*.pem`.")] = (
        field(default_factory=list)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSection:
    """[mail]: all mail of the app is caught and shown at http://mail.NAME.localhost."""

    enabled: Annotated[bool, Doc("Whether there is a mail catcher.")] = True
    variables: Annotated[
        dict[str, str], Doc('More variables that lead to it: `MY_SMTP = "{host}:{port}"`.')
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserSection:
    """[browser]: what the app's pages may do in the person's browser."""

    allow: Annotated[
        list[str], Doc("Other origins that they may talk to: `https://tiles.example.com`.")
    ] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSection:
    """[review]: how work is looked at before developers do."""

    tests: Annotated[
        list[str] | None, Doc("The command that runs the app's own tests; [] for none.")
    ] = None
    host: Annotated[
        Literal["", "github", "gitlab", "gitea", "bitbucket", "plain"],
        Doc("Whose ways a host of your own has; told by its address where empty."),
    ] = ""
    api: Annotated[str, Doc("The address of its API, where it is not the usual one.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The whole file; every key is optional."""

    app: AppSection = AppSection()
    database: DatabaseSection = field(default_factory=DatabaseSection)
    seed: SeedSection = SeedSection()
    limits: LimitsSection = LimitsSection()
    production: ProductionSection = field(default_factory=ProductionSection)
    clone: CloneSection = CloneSection()
    secrets: SecretsSection = field(default_factory=SecretsSection)
    egress: EgressSection = field(default_factory=EgressSection)
    build: BuildSection = field(default_factory=BuildSection)
    mail: MailSection = field(default_factory=MailSection)
    browser: BrowserSection = field(default_factory=BrowserSection)
    review: ReviewSection = field(default_factory=ReviewSection)
    env: Annotated[dict[str, str], Doc("The app's environment; nothing else gets in.")] = field(
        default_factory=dict
    )
    images: Annotated[dict[str, str], Doc("Where an image comes from instead.")] = field(
        default_factory=dict
    )


SECTIONS = {
    "app": AppSection,
    "database": DatabaseSection,
    "seed": SeedSection,
    "limits": LimitsSection,
    "production": ProductionSection,
    "clone": CloneSection,
    "secrets": SecretsSection,
    "egress": EgressSection,
    "build": BuildSection,
    "mail": MailSection,
    "browser": BrowserSection,
    "review": ReviewSection,
}


def parse_configuration(text: str) -> Configuration:
    """The configuration in `text` (TOML).

    Raises UsageError that names the line and the key, and the nearest known one.
    """
    text = text.removeprefix("\ufeff")  # as Windows' editors begin a file
    return _validated(text) if text.strip() else Configuration()


def _validated(text: str) -> Configuration:
    import tomllib

    unreadable = next((n for n, line in enumerate(text.split("\n"), 1) if "\ufffd" in line), None)
    if unreadable:
        raise UsageError(
            f"sandbox.toml cannot be read: line {unreadable} is not in UTF-8",
            "save the file as UTF-8; your assistant can do it",
        )
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"sandbox.toml cannot be read: {error}", "mend that line") from error
    config = from_plain(Configuration, document) or _converted(document, text)
    for path, why in impossible(config):
        raise UsageError(*_wrong(text, path, why))
    return config


def _converted(document: dict[str, object], text: str) -> Configuration:
    """What does not fit as it is: converted, or explained."""
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    try:
        strict = ConfigDict(extra="forbid")
        for section in (*SECTIONS.values(), Configuration):
            _forbid_others(section, strict)
        return TypeAdapter(Configuration).validate_python(document)
    except ValidationError as error:
        raise UsageError(*_explain(error, text)) from error


def _forbid_others(section: type, config: ConfigDict) -> None:
    section.__pydantic_config__ = config  # type: ignore[attr-defined]


def _explain(error: ValidationError, text: str) -> tuple[str, str]:
    first = error.errors()[0]
    path = tuple(str(part) for part in first["loc"])
    if first["type"] not in ("extra_forbidden", "unexpected_keyword_argument"):
        return _wrong(text, path, in_words(first["type"], first.get("ctx", {}), first["msg"]))
    known = _known_keys(path[:-1])
    near = difflib.get_close_matches(path[-1], known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(sorted(known))}"
    return f"{_place(text, path)}: there is no key {'.'.join(path)}", hint


def _wrong(text: str, path: tuple[str, ...], why: str) -> tuple[str, str]:
    key = ".".join(path)
    return f"{_place(text, path)}: {key}: {why}", f"change {key} in sandbox.toml"


def _place(text: str, path: tuple[str, ...]) -> str:
    line = line_of(text, *path)
    return f"sandbox.toml, line {line}" if line else "sandbox.toml"


def _known_keys(section: tuple[str, ...]) -> list[str]:
    model = SECTIONS.get(section[0], Configuration) if section else Configuration
    return [one.name for one in dataclasses.fields(model)]

"""`sandbox.toml`: one model is its documentation and its validation."""

from __future__ import annotations

import difflib
import tomllib

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.errors import UsageError


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AppSection(_Section):
    """[app]: how the app is built and answers."""

    dockerfile: str = Field("Dockerfile", description="Path of the Dockerfile.")
    port: int | None = Field(None, description="The port the app listens on in its container.")
    health: str | None = Field(None, description="A path that answers when the app is ready.")
    command: list[str] | None = Field(None, description="The command to start it, with reload.")
    start_seconds: int = Field(60, description="How long the app may take to answer.")
    reconnects: bool = Field(
        False, description="The app's connection pool recovers by itself after a reset."
    )


class DatabaseSection(_Section):
    """[database]: which one, and how the app is told of it."""

    image: str = Field("postgres:15", description="The database image.")
    url_variable: str = Field("DATABASE_URL", description="The variable that holds its address.")
    driver: str | None = Field(None, description="SQLAlchemy driver name, such as psycopg.")
    migrate: list[str] | None = Field(None, description="The command that runs the migrations.")
    migrations: list[str] | None = Field(None, description="Files and folders of the migrations.")
    extensions: list[str] = Field([], description="Extensions that must exist beforehand.")


class SeedSection(_Section):
    """[seed]: what the data looks like."""

    recipe: str | None = Field(None, description="Path of a recipe in the repository.")
    rows: int | None = Field(None, description="Rows of an ordinary table.")


class LimitsSection(_Section):
    """[limits]: for each of the app and the database."""

    memory_mb: int = Field(1024, ge=64, description="Memory in MiB, swap included.")
    cpus: float = Field(2.0, gt=0, description="Processors.")
    processes: int = Field(512, ge=32, description="Processes and threads.")


class Configuration(_Section):
    """The whole file; every key is optional."""

    app: AppSection = AppSection()
    database: DatabaseSection = DatabaseSection()
    seed: SeedSection = SeedSection()
    limits: LimitsSection = LimitsSection()
    env: dict[str, str] = Field({}, description="The app's environment; nothing else gets in.")
    images: dict[str, str] = Field(
        {}, description="Where an image comes from instead: its name, then the mirror's."
    )


def parse_configuration(text: str) -> Configuration:
    """The configuration in `text` (TOML).

    Raises UsageError that names the key, and the nearest known one.
    """
    try:
        return Configuration.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"sandbox.toml cannot be read: {error}", "mend that line") from error
    except ValidationError as error:
        raise UsageError(*_explain(error)) from error


def _explain(error: ValidationError) -> tuple[str, str]:
    first = error.errors()[0]
    path = ".".join(str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        return f"sandbox.toml: {path}: {first['msg']}", f"change {path} in sandbox.toml"
    known = _known_keys(first["loc"][:-1])
    near = difflib.get_close_matches(str(first["loc"][-1]), known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(sorted(known))}"
    return f"sandbox.toml: there is no key {path}", hint


def _known_keys(section: tuple[int | str, ...]) -> list[str]:
    if not section:
        return list(Configuration.model_fields)
    annotation = Configuration.model_fields[str(section[0])].annotation
    return list(getattr(annotation, "model_fields", {}))

"""Content hashes: nothing is built twice for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from sandbox.model.settings.spec import AppSpec
from sandbox.model.stack import server_command

# Changes when the way a golden database or an app's image is made changes.
GOLDEN_LAYOUT = "5"
IMAGE_LAYOUT = "2"


def digest(parts: Iterable[str]) -> str:
    """12 hex digits over the parts, each with its length so that borders count."""
    content = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogateescape")
        content.update(f"{len(data)}:".encode() + data)
    return content.hexdigest()[:12]


def image_hash(spec: AppSpec, contents: Mapping[str, str], *, owner: str) -> str:
    """Over the files that matter to the build. contents: digest of each, by path.

    owner: whose sandbox. The build runs files that are not among these: what it made of one
    person's must not run in another's sandbox.
    """
    return digest([IMAGE_LAYOUT, owner, spec.dockerfile, *_of(spec.build_inputs, contents)])


def migrations_hash(spec: AppSpec, contents: Mapping[str, str]) -> str:
    """Over the migrations and the command that runs them. contents: digest by path."""
    paths = migration_paths(spec, contents)
    return digest([*spec.database.migrate, *spec.database.extensions, *_of(paths, contents)])


def golden_hash(
    spec: AppSpec,
    contents: Mapping[str, str],
    *,
    owner: str,
    seeding: str,
    database_id: str = "",
) -> str:
    """Over the database image, the migrations, the seed recipe, the row count, the scenario.

    owner: whose sandbox, as in `image_hash`: migrations run what they import. seeding: the version
    of the seeding engine and of what it draws values from.
    """
    return digest(
        [
            GOLDEN_LAYOUT,
            owner,
            spec.database.image,
            database_id,
            *server_command(),
            migrations_hash(spec, contents),
            spec.seed.recipe,
            str(spec.seed.rows),
            *([spec.seed.scenario] if spec.seed.scenario else []),
            seeding,
        ]
    )


def migration_paths(spec: AppSpec, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of `paths` that belong to the migrations."""
    roots = spec.database.migrations
    return tuple(
        path
        for path in sorted(paths)
        if any(path == root or path.startswith(f"{root}/") for root in roots)
    )


def _of(paths: Iterable[str], contents: Mapping[str, str]) -> list[str]:
    return [f"{path}\0{contents.get(path, '')}" for path in paths]

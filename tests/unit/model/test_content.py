"""Content hashes: what changes them and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.model.content import digest, golden_hash, image_hash, migration_paths, migrations_hash
from sandbox.model.settings.spec import AppSpec, Limits
from sandbox.model.stack import ContainerSpec
from tests.unit.model.samples import SPEC, WANTED, stack

CONTENTS = {
    "Dockerfile": "d1",
    "requirements.txt": "r1",
    "alembic.ini": "a1",
    "migrations/one.py": "m1",
    "migrations_old/one.py": "o1",
    "shop/main.py": "s1",
}


def hashes(spec: AppSpec = SPEC, **changed: str) -> tuple[str, str, str]:
    """(image, migrations, golden)"""
    contents = CONTENTS | {
        path.replace("__", "/").replace("_dot_", "."): value for path, value in changed.items()
    }
    return (
        image_hash(spec, contents, owner="anna"),
        migrations_hash(spec, contents),
        golden_hash(spec, contents, owner="anna", seeding="1"),
    )


def test_another_scenario_is_other_golden_data() -> None:
    """The app and its migrations stay as they are; without one the hash is as it ever was."""
    other = replace(SPEC, seed=replace(SPEC.seed, scenario="awkward"))
    assert differing(hashes(other)) == ["golden"]


def differing(other: tuple[str, str, str]) -> list[str]:
    names = ("image", "migrations", "golden")
    return [name for name, a, b in zip(names, hashes(), other, strict=True) if a != b]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"shop__main_dot_py": "s2"}, []),
        ({"migrations_old__one_dot_py": "o2"}, []),
        ({"requirements_dot_txt": "r2"}, ["image"]),
        ({"Dockerfile": "d2"}, ["image"]),
        ({"migrations__one_dot_py": "m2"}, ["migrations", "golden"]),
        ({"migrations__two_dot_py": "new"}, ["migrations", "golden"]),
        ({"alembic_dot_ini": "a2"}, ["migrations", "golden"]),
    ],
)
def test_a_changed_file_changes_what_is_made_of_it(
    changed: dict[str, str], expected: list[str]
) -> None:
    """Code is mounted and changes nothing; each other file changes its own product only."""
    assert differing(hashes(**changed)) == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (replace(SPEC, seed=replace(SPEC.seed, rows=5)), ["golden"]),
        (replace(SPEC, seed=replace(SPEC.seed, recipe="x")), ["golden"]),
        (replace(SPEC, database=replace(SPEC.database, image="postgres:16")), ["golden"]),
        (
            replace(SPEC, database=replace(SPEC.database, extensions=("citext",))),
            ["migrations", "golden"],
        ),
        (
            replace(SPEC, database=replace(SPEC.database, migrate=("./m.sh",))),
            ["migrations", "golden"],
        ),
        (replace(SPEC, limits=Limits(memory_mb=99), start_seconds=1, reconnects=True), []),
        (replace(SPEC, env=(("A", "1"),)), []),
    ],
)
def test_the_specification_counts_where_it_matters(spec: AppSpec, expected: list[str]) -> None:
    """Rows, recipe, database and migration command make other data; limits do not."""
    assert differing(hashes(spec)) == expected


def test_another_seeding_engine_makes_other_golden_data() -> None:
    """A new version of the tool does not show data that the old one made."""
    assert golden_hash(SPEC, CONTENTS, owner="anna", seeding="1") != golden_hash(
        SPEC, CONTENTS, owner="anna", seeding="2"
    )


def test_the_order_of_files_does_not_count() -> None:
    """The same files in another order are the same content."""
    turned = dict(reversed(CONTENTS.items()))
    assert migrations_hash(SPEC, turned) == migrations_hash(SPEC, CONTENTS)
    assert migration_paths(SPEC, turned) == ("alembic.ini", "migrations/one.py")


def test_borders_between_parts_count() -> None:
    """Two texts that only join to the same are not the same."""
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert len(digest([])) == 12


def test_a_file_name_that_is_no_utf8_can_be_hashed() -> None:
    """Git tracks such names and Python hands them over with surrogates."""
    assert digest(["migrations/\udce9.py"]) != digest(["migrations/e.py"])


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"labels": (("a", "b"),)}, True),
        ({"env": (("A", "1"),)}, False),
        ({"image": "other"}, False),
        ({"memory_mb": 1}, False),
        ({"command": ("x",)}, False),
    ],
)
def test_a_container_is_replaced_for_anything_but_its_labels(
    change: dict[str, object], same: bool
) -> None:
    """The hash on the container says whether it is still as wanted."""
    changed: ContainerSpec = replace(WANTED.app, **change)  # type: ignore[arg-type]
    assert (changed.spec_hash == WANTED.app.spec_hash) is same


def test_newer_golden_data_does_not_replace_the_server() -> None:
    """The data is brought into the running server, so its image does not count."""
    assert stack(golden="g2").database.spec_hash == WANTED.database.spec_hash


def test_nothing_that_one_person_made_is_taken_for_anothers() -> None:
    """A build and a migration run more of the code than the hash is over."""
    assert image_hash(SPEC, CONTENTS, owner="anna") != image_hash(SPEC, CONTENTS, owner="bob")
    golden = {golden_hash(SPEC, CONTENTS, owner=one, seeding="1") for one in ("anna", "bob")}
    assert len(golden) == 2

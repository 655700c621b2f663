"""Rules for values that an installed package brings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres.conftest import Database

COMMAND = Path(sys.executable).with_name("sandbox")
RULES = '''
from sandbox.seeding.values.value import Spec, Value, from_pool

def vin(spec: Spec) -> Value | None:
    """Chassis numbers."""
    if not spec.asked and spec.column.name != "vin":
        return None
    numbers = [f"SBX{number:05d}" for number in range(5_000)]
    return from_pool(numbers, spec.random(), "a chassis number that no car has")

def broken(spec: Spec) -> Value | None:
    if spec.column.name != "odd":
        return None
    raise LookupError("no idea")
'''
SCHEMA = """
CREATE TABLE cars (
    id serial PRIMARY KEY,
    vin text NOT NULL UNIQUE,
    frame varchar(6),
    colour text NOT NULL
);
CREATE TABLE oddities (id serial PRIMARY KEY, odd text NOT NULL);
"""


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with a package as an installer leaves it."""
    folder = tmp_path / "packages"
    facts = folder / "our_values-1.2.dist-info"
    facts.mkdir(parents=True)
    (folder / "our_values.py").write_text(RULES)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: our-values\nVersion: 1.2\n")
    (facts / "entry_points.txt").write_text(
        "[sandbox.values]\nvin = our_values:vin\nbroken = our_values:broken\n"
    )
    return folder


def _seeds(packages: Path, *words: str, code: int = 0) -> str:
    environment = {**os.environ, "SANDBOX_HOME": str(packages.parent / "home")}
    environment["PYTHONPATH"] = f"{packages}{os.pathsep}{environment.get('PYTHONPATH', '')}"
    done = subprocess.run(
        [str(COMMAND), "seeds", *words, "--json"],
        cwd=packages.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{done.stdout}{done.stderr}"
    return done.stdout


def test_a_rule_of_a_package_fills_the_columns_it_knows(database: Database, packages: Path) -> None:
    """Before our own rules, different values where the column is unique, cut to its length where
    a recipe names the rule for another one."""
    database.run(SCHEMA)
    recipe = packages.parent / "cars.toml"
    recipe.write_text("[tables.cars]\nrows = 70\n[tables.cars.columns]\nframe = { rule = 'vin' }\n")
    answer = json.loads(_seeds(packages, "fill", database.address, "--recipe", "cars.toml"))
    assert database.value("SELECT count(*) FROM cars WHERE vin ~ '^SBX[0-9]{5}$'") == 70
    assert database.value("SELECT count(*) FROM cars WHERE frame ~ '^SBX'") == 70
    assert database.value("SELECT count(*) FROM cars WHERE colour ~ '^SBX'") == 0
    said = {one["table"]: one["left_out"] for one in answer["tables"]}
    assert said["cars"] is None
    assert "the rule broken of the package our-values 1.2 failed" in said["oddities"]
    assert "LookupError: no idea" in said["oddities"]


def test_explain_says_which_package_a_rule_is_of(database: Database, packages: Path) -> None:
    """By its name and version."""
    database.run(SCHEMA)
    said = json.loads(_seeds(packages, "explain", database.address, "--table", "cars"))
    vin = next(one for one in said if one["column"] == "vin")
    assert "(the rule vin of our-values 1.2)" in vin["rule"]
    assert vin["why"] == "an installed package brings the rule"
    assert all(sample.startswith("SBX") for sample in vin["samples"])


def test_a_rule_that_nobody_brings_is_named(database: Database, packages: Path) -> None:
    """With the nearest of those that are there."""
    database.run(SCHEMA)
    (packages.parent / "cars.toml").write_text("[tables.cars.columns]\nvin = { rule = 'vim' }\n")
    words = ("check", database.address, "--recipe", "cars.toml")
    (problem,) = json.loads(_seeds(packages, *words, code=2))["problems"]
    assert problem["message"] == "no installed package brings a rule vim"
    assert problem["hint"] == "did you mean vin?"


def test_a_package_that_cannot_be_loaded_is_named(database: Database, packages: Path) -> None:
    """In one sentence, and nothing is filled."""
    database.run(SCHEMA)
    (packages / "our_values.py").write_text("import nothing_like_it\n")
    answer = json.loads(_seeds(packages, "fill", database.address, code=2))
    assert "of the package our-values 1.2 cannot be loaded" in answer["error"]
    assert database.value("SELECT count(*) FROM cars") == 0

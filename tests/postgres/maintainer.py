"""Somebody who tries `sandbox seeds` on a shop's database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("sandbox")
SHOP = """
CREATE TABLE countries (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE customers (
    id serial PRIMARY KEY,
    first_name text NOT NULL,
    email varchar(120) NOT NULL UNIQUE,
    plan text NOT NULL CHECK (plan IN ('free', 'paid')),
    country_id int NOT NULL REFERENCES countries,
    full_label text GENERATED ALWAYS AS (first_name || '!') STORED
);
CREATE TABLE orders (
    id serial PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers,
    amount numeric(10, 2) NOT NULL CHECK (amount >= 0)
);
INSERT INTO countries (name) VALUES ('Atlantis'), ('Utopia');
"""
RECIPE = """
seed = 3
[tables.customers]
rows = 30
fixed = [{ email = "guest@example.org", first_name = "Guest" }]
[tables.customers.columns]
plan = { choice = { free = 9, paid = 1 } }
[scenarios.crowd.tables.customers]
rows = 77
"""


@dataclass(frozen=True, kw_only=True)
class Maintainer:
    """Somebody at a folder of an app."""

    folder: Path

    def seeds(self, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "SANDBOX_HOME": str(self.folder / ".home")}
        done = subprocess.run(
            [str(COMMAND), "seeds", *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{done.returncode}: {done.stdout}{done.stderr}"
        return done

    def answer(self, *words: str, code: int = 0) -> Any:
        return json.loads(self.seeds(*words, "--json", code=code).stdout)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

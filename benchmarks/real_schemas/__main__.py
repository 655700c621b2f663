"""Seeds the schemas of published apps and writes what came of it.

python -m benchmarks.real_schemas [NAME …] [--home FOLDER] [--server ADDRESS] [--again]

Exit code: 0 when every app's database was filled and held, 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.process import ROOT, DidNotRun, run
from benchmarks.real_schemas.app import App
from benchmarks.real_schemas.apps import APPS
from benchmarks.real_schemas.census import broken, constraints
from benchmarks.real_schemas.environment import environment, migrate
from benchmarks.real_schemas.report import Outcome, report
from benchmarks.real_schemas.server import Server, server
from sandbox.seeding.version import ENGINE_VERSION

PAGE = ROOT / "benchmarks" / "real_schemas.md"


def main() -> int:
    chosen = _arguments()
    apps = [APPS[name] for name in chosen.names or APPS]
    outcomes = []
    with tempfile.TemporaryDirectory() as passing, server(chosen.server) as running:
        home = chosen.home or Path(passing)
        for app in apps:
            outcome = _outcome(app, running, home, again=chosen.again)
            outcomes.append(outcome)
            print(_line(outcome), file=sys.stderr)
        heading = (
            f"{date.today().isoformat()}, engine version {ENGINE_VERSION}, "
            f"PostgreSQL {running.version()}."
        )
    page = report(outcomes, heading)
    if chosen.names:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")
    return int(any(one.failed is not None or one.broken for one in outcomes))


def _outcome(app: App, running: Server, home: Path, *, again: bool) -> Outcome:
    """One app from its installation to the server's verdict."""
    try:
        template = _migrated(app, running, home, again=again)
        filled = running.make(f"seeded_{app.name}", template)
        said = json.loads(
            run(sys.executable, "-m", "benchmarks.real_schemas.seed_once", filled).output
        )
        copy = running.make(f"checked_{app.name}", f"seeded_{app.name}")
        refused = broken(copy)
        running.drop(f"checked_{app.name}")
    except DidNotRun as error:
        return Outcome(app=app, failed=str(error))
    return Outcome(
        app=app,
        tables=said["tables"],
        migrated=said["migrated"],
        filled=said["filled"],
        constraints=constraints(filled),
        rows=said["rows"],
        seconds=said["seconds"],
        megabytes=said["megabytes"],
        left_out=[tuple(one) for one in said["left_out"]],
        broken=[*said["refused"], *refused],
    )


def _migrated(app: App, running: Server, home: Path, *, again: bool) -> str:
    """The name of the database that the app's migrations made, now or in an earlier run."""
    name, making = f"migrated_{app.name}", f"migrating_{app.name}"
    if again or not running.has(name):
        folder = environment(app, home)
        address = running.make(making)
        running.run(making, *app.sql)
        migrate(app, folder, address)
        running.make(name, making)
        running.drop(making)
    return name


def _line(one: Outcome) -> str:
    if one.failed is not None:
        return f"{one.app.name}: {one.failed}"
    return f"{one.app.name}: {one.filled} of {one.tables} tables, {one.rows:,} rows" + (
        f", {len(one.broken)} constraints refused" if one.broken else ""
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real_schemas", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(APPS)}")
    parser.add_argument("--home", type=Path, help="keeps the environments for the next run")
    parser.add_argument("--server", help="a superuser's address; default: a container")
    parser.add_argument("--again", action="store_true", help="migrate even what is migrated")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.names if name not in APPS]
    if unknown:
        parser.error(f"no app called {', '.join(unknown)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())

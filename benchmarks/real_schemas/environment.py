"""Throw-away virtual environments, and an app's migrations run in one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from benchmarks.process import DidNotRun, run
from benchmarks.real_schemas.app import App


def environment(app: App, home: Path) -> Path:
    """The app's environment below `home`, made where there is none yet. Raises DidNotRun."""
    folder = home / "env" / app.name
    made = folder / "made-of"
    wanted = "\n".join(app.install)
    if made.exists() and made.read_text() == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    run(_interpreter(app.python), "-m", "venv", str(folder))
    pip = str(folder / "bin" / "pip")
    run(pip, "install", "--quiet", "--upgrade", "pip")
    run("nice", pip, "install", "--quiet", *app.install)
    made.write_text(wanted)
    return folder


def migrate(app: App, folder: Path, address: str) -> None:
    """Run the app's own migrations on the empty database at `address`. Raises DidNotRun."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    variables = _variables(app, folder, work, address)
    for name, text in app.files.items():
        (work / name).write_text(_replaced(text, variables))
    command = _replaced("\n".join(app.migrate), variables)
    # A file: what a failure shows of a command is its beginning.
    (work / "migrate.sh").write_text(f"{command}\n")
    assigned = [f"{name}={value}" for name, value in variables.items()]
    run("env", "-i", f"--chdir={work}", "--", *assigned, "bash", "-e", "migrate.sh")


def _interpreter(version: str) -> str:
    """The newest one of that version that is installed. Raises DidNotRun where there is none."""
    roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    for root in roots:
        for found in sorted(root.glob(f"{version}.*/bin/python"), reverse=True):
            return str(found)
    found_in_path = shutil.which(f"python{version}")
    if found_in_path is None:
        raise DidNotRun(f"no Python {version} here")
    return found_in_path


def _variables(app: App, folder: Path, work: Path, address: str) -> dict[str, str]:
    parts = {key: str(value) for key, value in conninfo_to_dict(address).items()}
    variables = {
        "PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(work),
        "WORK": str(work),
        "DATABASE_URL": address,
        "PGHOST": parts["host"],
        "PGPORT": parts["port"],
        "PGUSER": parts["user"],
        "PGPASSWORD": parts["password"],
        "PGDATABASE": parts["dbname"],
    }
    variables["WHERE"] = "{PGUSER}:{PGPASSWORD}@{PGHOST}:{PGPORT}/{PGDATABASE}".format(**variables)
    extra = {name: _replaced(text, variables) for name, text in app.environment.items()}
    return variables | extra


def _replaced(text: str, variables: dict[str, str]) -> str:
    for name, value in variables.items():
        text = text.replace("{" + name + "}", value)
    return text

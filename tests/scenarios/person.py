"""A user of the installed `sandbox` command, with a home and a name of one's own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.scenarios import engine
from tests.scenarios.tidy import remove_all_of
from tests.scenarios.web import Browser

COMMAND = Path(sys.executable).with_name("sandbox")
PATIENCE = 300
IMAGES = re.compile(r"sandbox-golden/[a-z0-9._-]+:[a-f0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A command that ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """A sandbox that is up. document: the answer of `up --json`."""

    person: Person
    document: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.document["name"])

    @property
    def url(self) -> str:
        return str(self.document["url"])

    @property
    def workspace(self) -> Path:
        return Path(self.document["workspace"])

    @property
    def taken(self) -> list[str]:
        """The steps of `up`, without the spare copy, which is made in the background."""
        return [one["step"] for one in self.document["steps"] if one["step"] != "spare data"]

    @property
    def network(self) -> str:
        return f"sandbox-{self.name}"

    @property
    def app(self) -> str:
        """The name of the app's container."""
        return f"{self.name}-app"

    @property
    def database(self) -> str:
        return f"{self.name}-database"

    @property
    def containers(self) -> list[str]:
        """All that runs for an ordinary app, sorted."""
        return [self.app, self.database, f"{self.name}-mail"]

    def browser(self) -> Browser:
        return Browser(self.url)

    def logged_in(self) -> Browser:
        """As the person whom `up` names."""
        browser, login = self.browser(), self.document["login"]
        browser.log_in(login["user"], login["password"])
        return browser

    def rows(self, sql: str, *options: str) -> list[list[Any]]:
        """The rows that `sandbox data` answers."""
        words = ("data", "--name", self.name, *options, sql, "--json")
        rows: list[list[Any]] = self.person.sandbox(*words).json["rows"]
        return rows

    def change(self, sql: str) -> None:
        """What somebody types in."""
        self.person.sandbox("data", "--name", self.name, "--write", sql)

    def inside(self, *command: str) -> str:
        """What a command in the app's container prints."""
        return self.person.sandbox("run", "--name", self.name, "--", *command).out


class Person:
    """Runs `sandbox` as somebody who shares nothing with other tests but the engine."""

    def __init__(self, folder: Path, user: str) -> None:
        self.folder, self.user = folder, user
        self.home = folder / "home"
        self.desk = folder / "desk"  # where the person stands: in no repository
        self.images: set[str] = set()  # of data, as far as a command named them
        self.desk.mkdir(parents=True)

    def environment(self, **more: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("SANDBOX_")}
        own = {"SANDBOX_HOME": str(self.home), "SANDBOX_USER": self.user}
        own["SANDBOX_SAVE_AFTER"] = "0"  # whoever wants files recorded by the way says so
        return kept | own | more

    def sandbox(
        self,
        *words: str | Path,
        here: Path | None = None,
        env: dict[str, str] | None = None,
        stdin: str = "",
        code: int | None = 0,
        patience: float = PATIENCE,
    ) -> Done:
        """One command to its end. code: the exit code it has to have, None for any."""
        run = subprocess.run(
            [str(COMMAND), *map(str, words)],
            cwd=here or self.desk,
            env=self.environment(**(env or {})),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
        self.images |= set(IMAGES.findall(run.stdout))
        shown = f"sandbox {' '.join(map(str, words))}\n{run.stdout}\n{run.stderr}"
        assert code is None or run.returncode == code, f"exit code {run.returncode}: {shown}"
        return Done(code=run.returncode, out=run.stdout, err=run.stderr)

    def begin(self, *words: str | Path, **more: str) -> subprocess.Popen[str]:
        """A command that goes on while the test does something else."""
        return subprocess.Popen(
            [str(COMMAND), *map(str, words)],
            cwd=self.desk,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def up(self, *words: str | Path, **options: Any) -> Sandbox:
        done = self.sandbox("up", *words, "--json", **options)
        return Sandbox(person=self, document=done.json)

    def status(self, name: str) -> dict[str, Any]:
        document: dict[str, Any] = self.sandbox("status", name, "--json").json
        return document

    @property
    def left(self) -> list[str]:
        """What of this person is in Docker."""
        return engine.left_of(self.user)

    def leave(self) -> None:
        """Take everything away, whatever state the test left it in."""
        remove_all_of(self.user, self.home)

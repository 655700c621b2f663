"""A place of its own to measure in, gone afterwards with everything that was made."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.process import ROOT, DidNotRun, Run, run, run_together

COMMAND = ROOT / ".venv" / "bin" / "sandbox"
EXAMPLE = ROOT / "examples" / "shipments"
HEALTH = "/health"  # the path at which the example says that it is well
LABEL = "sandbox-bench"


class Bench:
    """runs: pairs per figure; quick: fewer sizes. Everything made bears `user` or `label`."""

    def __init__(self, *, runs: int, quick: bool) -> None:
        self.runs, self.quick = runs, quick
        self.id = f"{os.getpid():x}"
        self.user = f"bench{self.id}"
        self.label = f"{LABEL}={self.id}"
        self.home = Path(tempfile.mkdtemp(prefix="sandbox-bench-"))
        self.env = {"SANDBOX_HOME": str(self.home / "home"), "SANDBOX_USER": self.user}
        self._there_before = self._tags()
        self._made: set[str] = set()

    def say(self, line: str) -> None:
        """Progress, on standard error."""
        print(f"  … {line}", file=sys.stderr, flush=True)

    # --- the product

    def sandbox(self, *words: str) -> Run:
        """One command as a whole process, in a folder that belongs to no sandbox."""
        return run(*self._command(words), env=self.env, folder=self.home)

    def together(self, commands: Sequence[Sequence[str]]) -> list[Run]:
        """Several commands started at once."""
        full = [self._command(words) for words in commands]
        return run_together(full, env=self.env, folder=self.home)

    def _command(self, words: Sequence[str]) -> tuple[str, ...]:
        return (str(COMMAND), *words)

    def up(self, *words: str) -> tuple[dict[str, Any], float]:
        """What `sandbox up --json` says, and its seconds as a process."""
        done = self.sandbox("up", *words, "--json")
        document: dict[str, Any] = json.loads(done.output)
        self.note_image(document["database"]["image"])
        with suppress(DidNotRun):
            app = self.docker("inspect", "-f", "{{.Config.Image}}", f"{document['name']}-app")
            self.note_image(app.output.strip())
        return document, done.seconds

    # --- Docker, by hand

    def docker(self, *words: str, stdin: str = "") -> Run:
        return run("docker", *words, stdin=stdin)

    def psql(self, container: str, sql: str, *, database: str = "postgres") -> Run:
        """Statements one by one, as the server's administrator. What they print is bare."""
        command = ("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database)
        return self.docker("exec", "-i", "-u", "postgres", container, *command, stdin=sql)

    def await_server(self, container: str) -> None:
        for _ in range(600):
            with suppress(DidNotRun):
                self.psql(container, "SELECT 1")
                return
            time.sleep(0.05)
        raise DidNotRun(f"the server in {container} does not answer")

    def note_image(self, tag: str) -> None:
        """An image to remove at the end, unless it was there before us."""
        if tag not in self._there_before:
            self._made.add(tag)

    def _tags(self) -> set[str]:
        listed = self.docker("images", "--format", "{{.Repository}}:{{.Tag}}").output
        return set(listed.split())

    # --- the end

    def close(self) -> None:
        """Remove all of it."""
        self.say("removing everything that was made")
        self.clear()
        ours = ("sandbox-gateway:", f"sandbox-app/{self.user}:", f"sandbox-golden/{self.user}:")
        new = {tag for tag in self._tags() - self._there_before if tag.startswith(ours)}
        for tag in sorted(self._made | new):
            with suppress(DidNotRun):
                self.docker("rmi", tag)
        shutil.rmtree(self.home, ignore_errors=True)

    def clear(self) -> None:
        """Remove the containers and networks, between topics and at the end."""
        with suppress(DidNotRun):
            self.sandbox("down", "--all", "--quiet")
        for label in (f"sandbox.user={self.user}", self.label):
            self.sweep(label)

    def sweep(self, label: str) -> None:
        """Remove the containers and networks with a label."""
        containers = self.docker("ps", "-aq", "--filter", f"label={label}").output.split()
        if containers:
            with suppress(DidNotRun):
                self.docker("rm", "-f", "-v", *containers)
        for network in self.docker(
            "network", "ls", "-q", "--filter", f"label={label}"
        ).output.split():
            for member in self._members(network):
                with suppress(DidNotRun):
                    self.docker("network", "disconnect", "-f", network, member)
            with suppress(DidNotRun):
                self.docker("network", "rm", network)

    def _members(self, network: str) -> list[str]:
        shown = "{{range $id, $_ := .Containers}}{{$id}} {{end}}"
        return self.docker("network", "inspect", "-f", shown, network).output.split()

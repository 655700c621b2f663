"""Trying to get out of a sandbox, as it is and with a container made anew by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.scenarios import engine
from tests.scenarios.person import Sandbox

REFUSED = 4


def prove(sandbox: Sandbox, *, code: int) -> dict[str, Any]:
    """The document of `sandbox prove --json`."""
    done = sandbox.person.sandbox("prove", sandbox.name, "--json", code=code)
    document: dict[str, Any] = done.json
    return document


def failed(document: dict[str, Any]) -> list[str]:
    return [
        f"{one['probe']} ({one['target']}): {one['observed']}"
        for one in document["probes"]
        if not one["ok"]
    ]


@contextmanager
def replaced(sandbox: Sandbox, role: str, *options: str) -> Iterator[None]:
    """The app's container made anew by hand, with something more; as it was afterwards."""
    name = sandbox.app if role == "app" else sandbox.database
    aside = f"{name}-aside"
    made = engine.inspect(name)
    image, config, host = made["Config"]["Image"], made["Config"], made["HostConfig"]
    words = ["run", "--detach", "--init", "--name", name, "--user", config["User"]]
    words += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges:true"]
    words += ["--network", sandbox.network, "--network-alias", role]
    words += ["--dns", "127.0.0.1", "--dns-option", "timeout:1", "--dns-option", "attempts:1"]
    words += ["--memory", str(host["Memory"]), "--memory-swap", str(host["Memory"])]
    words += ["--pids-limit", str(host["PidsLimit"]), "--workdir", config["WorkingDir"] or "/"]
    words += [word for bind in host["Binds"] or () for word in ("--volume", bind)]
    words += [word for path in host["Tmpfs"] or () for word in ("--tmpfs", path)]
    words += [word for pair in config["Env"] for word in ("--env", pair)]
    words += [word for pair in config["Labels"].items() for word in ("--label", "=".join(pair))]
    engine.docker("rename", name, aside)
    engine.docker("stop", "--time", "0", aside)
    try:
        engine.docker(*words, *options, image, *(config["Cmd"] or ()))
        yield
    finally:
        engine.docker("rm", "--force", "--volumes", name, check=False)
        engine.docker("rename", aside, name)
        engine.docker("start", name)

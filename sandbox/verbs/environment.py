"""No value that works in the real world reaches a sandbox."""

from __future__ import annotations

import re

from sandbox.errors import Refused
from sandbox.model.outside.live import live_words
from sandbox.model.outside.secrets import SUSPECTS
from sandbox.model.settings.configuration import Configuration
from sandbox.model.settings.spec import AppSpec
from sandbox.ports import Ports

_SUSPECT = re.compile(SUSPECTS)  # whatever has none of these needs no closer look
MOST_NAMED = 5


def refuse_live(spec: AppSpec, configuration: Configuration, ports: Ports) -> None:
    """Raises Refused that names the variables and never a value."""
    values = dict(spec.env)
    hosts = (*configuration.production.hosts, *spec.outside.production)
    found = dict(live_words(values, configuration.env, hosts)) | _keys(values, ports)
    if not found:
        return
    named = "; ".join(f"{name}: {why}" for name, why in sorted(found.items())[:MOST_NAMED])
    raise Refused(
        f"the app's environment would reach the real world. {named}",
        "give it a value for tests under [env] in sandbox.toml, or take it out; a developer of the "
        "app knows which. A key that stood in a file should be changed by who owns it",
        kept="Nothing was started.",
    )


def _keys(values: dict[str, str], ports: Ports) -> dict[str, str]:
    """Keys of known services, told by their form."""
    lines = [f"{name}={value}" for name, value in values.items()]
    names = dict(enumerate(values, 1))
    suspects = [(number, line) for number, line in enumerate(lines, 1) if _SUSPECT.search(line)]
    if not suspects:
        return {}
    found = ports.secrets.find("the environment", suspects)
    return {names[one.line]: f"it looks live ({one.kind})" for one in found}

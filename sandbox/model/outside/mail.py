"""The mail catcher: its container, the variables that point the app at it, the steps for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from sandbox.model.names import SandboxName
from sandbox.model.observed import Observed
from sandbox.model.plan import Step
from sandbox.model.stack import ContainerSpec, Stack
from sandbox.model.steps import RemoveContainer

HOST, SMTP_PORT = "mail", 1025
FOLDER = "/mail"  # one file a message
ALIASES = (HOST, "smtp", "mailhog", "mailpit", "maildev")
VARIABLES = {
    "SMTP_HOST": "{host}",
    "SMTP_SERVER": "{host}",
    "SMTP_PORT": "{port}",
    "SMTP_URL": "smtp://{host}:{port}",
    "MAIL_HOST": "{host}",
    "MAIL_SERVER": "{host}",
    "MAIL_PORT": "{port}",
    "MAIL_URL": "smtp://{host}:{port}",
    "EMAIL_HOST": "{host}",
    "EMAIL_PORT": "{port}",
    "EMAIL_URL": "smtp://{host}:{port}",
}
# Nobody trusts the catcher's certificate. Told only to apps that know the switch.
SWITCHES = frozenset(
    f"{prefix}_{switch}"
    for prefix in ("SMTP", "MAIL", "EMAIL")
    for switch in ("TLS", "SSL", "USE_TLS", "USE_SSL", "STARTTLS", "USE_STARTTLS", "SSL_TLS")
)
OFF = {"1": "0", "true": "false", "True": "False", "TRUE": "FALSE", "yes": "no", "on": "off"}


def mail_variables(named: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """What the app is told of the catcher.

    named: what the maintainers' example environment says; own: from [mail] variables, with {host}
    and {port}.
    """
    switched = {name: OFF.get(named[name], named[name]) for name in SWITCHES & named.keys()}
    values = {name: _filled(text) for name, text in (VARIABLES | dict(own)).items()}
    return switched | values


def _filled(text: str) -> str:
    return text.replace("{host}", HOST).replace("{port}", str(SMTP_PORT))


def mail_container(name: SandboxName, image: str) -> ContainerSpec:
    """Without rights, without a folder of the host, with nowhere to write but its messages."""
    return ContainerSpec(
        name=name.container("mail"),
        role="mail",
        image=image,
        user="mail",
        network=name.network,
        aliases=ALIASES,
        tmpfs=((FOLDER, "size=24m,mode=1777"),),
        read_only_root=True,
        memory_mb=128,
        cpus=0.5,
        processes=64,
        labels=tuple(sorted(name.labels("mail").items())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMail(Step):
    """Make its image once, replace a container that is not as wanted, start it."""

    word: ClassVar[str] = "start"
    thing: ClassVar[str] = "mail"
    title: ClassVar[str] = "mail catcher started"
    doing: ClassVar[str] = "starting the mail catcher"
    container: ContainerSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearMail(Step):
    """The mail that there is is thrown away."""

    word: ClassVar[str] = "clear"
    thing: ClassVar[str] = "mail"
    title: ClassVar[str] = "mail thrown away"
    doing: ClassVar[str] = "throwing the mail away"
    name: str


def mail_steps(wanted: Stack, observed: Observed) -> Iterator[Step]:
    """Nothing waits for it: an app that starts sends no mail yet."""
    present = observed.container("mail")
    if wanted.mail is None:
        if present:
            yield RemoveContainer(name=present.name, why="sandbox.toml wants none")
        return
    network = wanted.name.network
    if present is None:
        why = "there is none yet"
    elif present.spec_hash != wanted.mail.spec_hash:
        why = "its image or settings changed"
    elif not present.running:
        why = "it is not running"
    elif network not in present.networks or observed.network(network) is None:
        why = "it lost its network"
    else:
        return
    yield StartMail(container=wanted.mail, why=why, needs=("create network",))


def clear_steps(observed: Observed) -> Iterator[Step]:
    """Fresh data comes without the mail of the old."""
    present = observed.container("mail")
    if present and present.running:
        yield ClearMail(name=present.name, why="it is about the old data")

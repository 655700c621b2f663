"""Secrets of the person: what is looked for in a container, and must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.model.proof.place import LONG, Place, listed, text_rule
from sandbox.model.proof.probes import Answer, Control, Probe, Rule, words
from sandbox.model.walls.mountinfo import strange_mounts

CANARY = "SANDBOX_PROBE"  # set for the probe itself, so that it is seen to see variables
OWN_NAMES = frozenset({CANARY, "HOME", "HOSTNAME", "OLDPWD", "PATH", "PWD", "SHLVL", "TERM", "_"})
ENGINE_SOCKETS = (
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/crio/crio.sock",
)
AGENT_SOCKETS = ("/ssh-agent", "/run/host-services/ssh-auth.sock", "/run/ssh-agent.sock")
SECRETS = {
    "SSH keys": (".ssh",),
    "cloud profiles": (".aws", ".azure", ".config/gcloud", ".kube"),
    "passwords of git and of registries": (
        ".git-credentials",
        ".netrc",
        ".config/gh",
        ".docker/config.json",
    ),
    "keys and passwords of databases": (".gnupg", ".pgpass"),
}
CREDENTIAL = re.compile(
    r"://[^/\s@]+@|extraheader\s*=|^\s*(helper|password|token)\s*=", re.M | re.I
)


def secret_probes(place: Place) -> Iterator[Probe]:
    """Of the person: none is visible."""
    group = "Secrets of the person"
    nothing = Rule(
        expected="nothing there",
        met=words("absent"),
        door=Answer(word="found", detail="/root/.ssh"),
    )
    for what, paths in (
        ("Docker's socket", ENGINE_SOCKETS),
        ("the SSH agent's socket", AGENT_SOCKETS),
        *((what, _in_homes(place, names)) for what, names in SECRETS.items()),
    ):
        question = ("exists", *(f"{place.root}{path}" for path in paths))
        yield place.probe(group, f"look for {what}", paths[0], question, nothing, place.sees)
    yield _variables(place, group)
    yield place.probe(
        group,
        "look for folders of this machine",
        "all mounts",
        place.process("mountinfo"),
        text_rule(
            "nothing but the sandbox's own",
            lambda text: not strange_mounts(text, place.spec),
            "9 1 8:1 /home/anna /secrets rw - ext4 /dev/sda1 rw\n",
            lambda text: listed(strange_mounts(text, place.spec)),
        ),
        Control(question=place.process("mountinfo"), open=lambda one: " /proc " in one.text),
    )
    for bind in place.spec.binds:
        if bind.target.endswith("/.git"):
            yield _remote(place, group, f"{bind.target}/config")


def _in_homes(place: Place, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{home}/{name}" for home in place.homes for name in names)


def _variables(place: Place, group: str) -> Probe:
    """Names only: never a value."""
    allowed = {name for name, _ in place.spec.env} | place.image | OWN_NAMES

    def strange(text: str) -> list[str]:
        return sorted(variables(text) - allowed)

    return place.probe(
        group,
        "look for variables that nobody listed",
        "environment",
        place.process("environ"),
        text_rule(
            "none but those listed",
            lambda text: bool(text) and not strange(text),
            "PATH=/bin\0SSH_AUTH_SOCK=/tmp/agent\0",
            lambda text: listed(strange(text)),  # never a value
        ),
        Control(
            question=("read", LONG, "/proc/self/environ"),
            open=lambda one: CANARY in variables(one.text),
        ),
    )


def _remote(place: Place, group: str, path: str) -> Probe:
    rule = text_rule(
        "no token in it",
        lambda text: not CREDENTIAL.search(text),
        '[remote "origin"]\n\turl = https://anna:token@git.example.com/app.git\n',
        lambda text: "A TOKEN" if CREDENTIAL.search(text) else "no token in it",
    )
    tried = "look for a token in the code's own address"
    return place.probe(group, tried, path, place.file(path), rule, place.reads)


def variables(text: str) -> frozenset[str]:
    """The names in /proc/PID/environ."""
    return frozenset(one.split("=", 1)[0] for one in text.split("\0") if one)

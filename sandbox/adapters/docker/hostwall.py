"""The engine's machine takes nothing in from sandboxes' networks.

The bridge's side on the machine has no address, but that alone does not do: a process that binds
its socket to its interface sends to any address of the machine as to a neighbour, and the machine
takes it in; datagrams to everybody arrive as well.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

from sandbox import errors
from sandbox.adapters.docker.connection import spoken
from sandbox.adapters.docker.networks import NetworkCalls
from sandbox.model.walls import mark
from sandbox.model.walls.guard import BRIDGE_PREFIX

INTERFACES = Path("/sys/class/net")
RULE = ("INPUT", "-i", f"{BRIDGE_PREFIX}+", "-j", "DROP")
SECONDS = 60


class HostWallCalls(NetworkCalls):
    """One rule of the machine's own firewall for all sandboxes, there as long as there are any."""

    def shut_out_host(self, network: str) -> bool | None:
        found = self.network(network)
        if found is None or not (INTERFACES / found.name_of_bridge).exists():
            return None
        if not _may():
            return Path(mark.MARK.source).is_dir()  # somebody did, or a container for him
        done = all(_run(tool, "-C", *RULE) or _run(tool, "-I", *RULE) for tool in _tools())
        if done:
            Path(mark.MARK.source).mkdir(exist_ok=True)
        return done

    def let_host_in(self) -> bool:
        if not _may():
            return False
        with contextlib.suppress(FileNotFoundError):
            Path(mark.MARK.source).rmdir()
        return all(_run(tool, "-D", *RULE) for tool in _tools() if _run(tool, "-C", *RULE))

    def shut_out_host_by(self, image: str) -> None:
        self._by_container(image, "shut")

    def let_host_in_by(self, image: str) -> None:
        self._by_container(image, "open")

    def _by_container(self, image: str, word: str) -> None:
        with spoken():
            made = self.api.create_container(
                image=image,
                command=[BRIDGE_PREFIX, Path(mark.MARK.source).name, word],
                labels={"sandbox.role": "wall"},
                host_config=self.api.create_host_config(
                    network_mode="host",
                    userns_mode="host" if self.facts().user_namespaces else None,
                    cap_drop=["ALL"],
                    cap_add=["NET_ADMIN", "NET_RAW"],
                    security_opt=["no-new-privileges:true"],
                    read_only=True,
                    tmpfs={"/run": "size=1m"},
                    binds=[f"{Path(mark.MARK.source).parent}:/mark"],
                    pids_limit=32,
                    mem_limit=64 << 20,
                ),
            )["Id"]
            try:
                self.api.start(made)
                code = self.api.wait(made, timeout=SECONDS)["StatusCode"]
                said = self.api.logs(made, tail=5).decode(errors="replace")
            finally:
                self.api.remove_container(made, force=True, v=True)
        if code:
            raise errors.Refused(
                "this machine cannot be shut off from the sandboxes on it",
                f"let an administrator run `iptables -I {' '.join(RULE)}`, then try again",
                detail=said,
            )


def _has_ipv6() -> bool:
    return Path("/proc/net/if_inet6").exists() and shutil.which("ip6tables") is not None


def _may() -> bool:
    return os.geteuid() == 0 and shutil.which("iptables") is not None


def _tools() -> list[str]:
    return ["iptables", *(["ip6tables"] if _has_ipv6() else [])]


def _run(tool: str, *words: str) -> bool:
    run = subprocess.run([tool, "-w", "5", *words], cwd="/", capture_output=True, check=False)
    return run.returncode == 0

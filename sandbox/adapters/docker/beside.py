"""A program of ours beside a running container: in its network, among its processes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from docker.types import LogConfig

from sandbox import errors
from sandbox.adapters.docker.connection import spoken
from sandbox.adapters.docker.exec import ExecCalls, exchange, result
from sandbox.model.facts import ExecResult

Finish = Callable[[Iterable[bytes]], ExecResult]


class BesideCalls(ExecCalls):
    """The engine's call about such a program."""

    @contextlib.contextmanager
    def beside(
        self,
        container: str,
        image: str,
        name: str,
        command: tuple[str, ...],
        *,
        user: str,
        labels: Mapping[str, str],
        env: Mapping[str, str],
    ) -> Iterator[Finish]:
        """The container's own program: a command in it besides would cost half as much again."""
        self._remove(name)
        try:
            with spoken():
                self.api.create_container(
                    image=image,
                    name=name,
                    entrypoint=list(command[:1]),
                    command=list(command[1:]),
                    environment=dict(env),
                    user=user,
                    labels=dict(labels),
                    stdin_open=True,
                    host_config=self.api.create_host_config(
                        network_mode=f"container:{container}",
                        pid_mode=f"container:{container}",
                        cap_drop=["ALL"],
                        security_opt=["no-new-privileges:true"],
                        read_only=True,
                        mem_limit=64 << 20,
                        memswap_limit=64 << 20,
                        pids_limit=32,
                        log_config=LogConfig(type="none"),
                    ),
                    healthcheck={"test": ["NONE"]},
                )
                streams = dict.fromkeys(("stdin", "stdout", "stderr", "stream"), 1)
                line = self.api.attach_socket(name, params=streams)
                self.api.start(name)

            def finish(stdin: Iterable[bytes]) -> ExecResult:
                with spoken():
                    output, complaints = exchange(line, stdin)
                    return result(self.api.wait(name)["StatusCode"], output, complaints)

            yield finish
        finally:
            with contextlib.suppress(errors.SandboxError):
                self._remove(name)

    def _remove(self, name: str) -> None:
        with contextlib.suppress(errors.NotFound), spoken():
            self.api.remove_container(name, force=True, v=True)

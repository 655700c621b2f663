"""Builds whose network is Docker's own: with BuildKit where it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sandbox.adapters.docker.classic import DOCKERFILE, LINES, ClassicBuilds, bundle
from sandbox.adapters.docker.connection import has_plugin
from sandbox.adapters.docker.context import archived
from sandbox.adapters.docker.failures import build_failed
from sandbox.model.builds import certificates
from sandbox.model.builds.buildlimits import BUILD_LIMITS, TIME, BuildLimits, exceeded
from sandbox.model.builds.plainbuild import PlainBuild
from sandbox.model.lastwords import tail
from sandbox.ports import OnLine

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")


class Builds(ClassicBuilds):
    """The engine's calls about building."""

    def build(
        self,
        tag: str,
        context: Path,
        dockerfile: str,
        *,
        labels: Mapping[str, str],
        on_line: OnLine,
        text: str | None = None,
        limits: BuildLimits = BUILD_LIMITS,
    ) -> None:
        if text is None:
            text = (context / dockerfile).read_text()
        text = certificates.without_syntax_line(text)
        if has_plugin("buildx"):
            self._build_with_buildkit(tag, context, text, labels, limits, on_line)
            self.refuse_larger(tag, limits)
            return
        self.build_classic(
            tag,
            context,
            PlainBuild(text=text, runs=True),
            labels=labels,
            network=None,
            arguments={name: os.environ[name] for name in _proxies()},
            limits=limits,
            on_line=on_line,
        )

    def _build_with_buildkit(
        self,
        tag: str,
        context: Path,
        text: str,
        labels: Mapping[str, str],
        limits: BuildLimits,
        on_line: OnLine,
    ) -> None:
        with _certificates() as bundle:
            command = ["docker", "buildx", "build", "--builder", "default", "--load"]
            command += ["--progress", "plain", "--tag", tag, "--file", DOCKERFILE]
            command += [word for item in labels.items() for word in ("--label", "=".join(item))]
            command += [word for name in _proxies() for word in ("--build-arg", name)]
            if bundle is not None:
                large = bundle.stat().st_size >= certificates.MOST_OF_SECRET
                text = certificates.with_certificates(text, as_context=large)
                name = certificates.CA_NAME
                command += (
                    ["--build-context", f"{name}={bundle.parent}"]
                    if large
                    else ["--secret", f"id={name},src={bundle}"]
                )
            # Not collected by Docker's own command, which follows what is swapped there meanwhile.
            with archived(context, [(DOCKERFILE, text)], {}) as archive:
                _run([*command, "-"], archive, limits, on_line)


@contextmanager
def _certificates() -> Iterator[Path | None]:
    """The bundle, alone in a folder, to mount into the build."""
    found = bundle()
    if found is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="sandbox-ca-") as folder:
        shutil.copyfile(found, Path(folder) / "ca.crt")
        yield Path(folder) / "ca.crt"


def _proxies() -> list[str]:
    return [name for name in PROXIES if os.environ.get(name)]


def _run(command: list[str], given: IO[bytes], limits: BuildLimits, on_line: OnLine) -> None:
    said: deque[str] = deque(maxlen=LINES)
    late = threading.Event()
    # buildx leaves a copy of what it reads from its input: it goes with our own folder.
    with subprocess.Popen(
        command,
        cwd="/",
        env=os.environ | {"TMPDIR": tempfile.gettempdir()},
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as build:
        assert build.stdout is not None

        def stop() -> None:
            late.set()
            build.terminate()

        clock = threading.Timer(limits.seconds, stop)
        clock.start()
        try:
            for line in build.stdout:
                said.append(line.rstrip())
                on_line(line.rstrip())
        except BaseException:
            build.terminate()
            raise
        finally:
            clock.cancel()
    if late.is_set():
        raise exceeded(TIME, limits, detail=tail("\n".join(said), 40))
    if build.returncode:
        raise build_failed("\n".join(said))

"""The engine's own builder: it understands less than BuildKit, and takes any network."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from docker.errors import ImageNotFound
from docker.types import CancellableStream

from sandbox import errors
from sandbox.adapters.docker.bounds import Watch, fields
from sandbox.adapters.docker.connection import Connection, spoken
from sandbox.adapters.docker.context import archived, tar_of
from sandbox.adapters.docker.failures import build_failed
from sandbox.adapters.docker.packed import refuse_bombs
from sandbox.model.builds.buildlimits import MIB, SIZE, BuildLimits, exceeded
from sandbox.model.builds.certificates import EMPTY, FULL, with_copied_certificates, with_label
from sandbox.model.builds.dockerfile import instructions
from sandbox.model.builds.plainbuild import PLATFORM_ARGUMENTS, PlainBuild
from sandbox.model.lastwords import tail
from sandbox.model.prune import LAYER
from sandbox.ports import OnLine

BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
LINES = 4000  # that are remembered of what a build says
DOCKERFILE = ".sandbox-dockerfile"
ROLE = "sandbox.role"


class ClassicBuilds(Connection):
    """The engine's calls about building without BuildKit."""

    def build_held(
        self,
        tag: str,
        context: Path,
        build: PlainBuild,
        *,
        labels: Mapping[str, str],
        network: str,
        arguments: Mapping[str, str],
        limits: BuildLimits,
        on_line: OnLine,
    ) -> None:
        version = self.api.version(api_version=False)
        here = (version["Os"], version["Arch"])
        said = ("/".join(here), *here, "/".join(here), *here)
        values = dict(zip(PLATFORM_ARGUMENTS, said, strict=True))
        known = {name: one for name, one in values.items() if name in build.text}
        self.build_classic(
            tag,
            context,
            build,
            labels=labels,
            network=network,
            arguments=known | dict(arguments),
            limits=limits,
            on_line=on_line,
        )

    def build_classic(
        self,
        tag: str,
        context: Path,
        build: PlainBuild,
        *,
        labels: Mapping[str, str],
        network: str | None,
        arguments: Mapping[str, str],
        limits: BuildLimits,
        on_line: OnLine,
    ) -> None:
        """Raises BuildFailed with the build's own last words, or with the limit it ran into."""
        parameters = {
            "t": tag,
            "dockerfile": DOCKERFILE,
            "labels": json.dumps(dict(labels)),
            "buildargs": json.dumps(dict(arguments)),
            "networkmode": network,
            "rm": True,
            "forcerm": True,
            **fields(limits, cpus=self.facts().cpus, memory=self.facts().memory),
        }
        failed = False
        said: deque[str] = deque(maxlen=LINES)
        text = with_label(self._with_certificates(build), ROLE, LAYER)
        files = [*build.files.items(), (DOCKERFILE, text)]
        with _as_build_failure(), archived(context, files, build.modes) as archive:
            if any(step.word == "ADD" for step in instructions(text)):
                refuse_bombs(archive, limits)
            lines = self._post_build(parameters, archive)
            with Watch(self.api, limits, network or "default", lines) as watch:
                for line in lines:
                    text = str(line.get("stream") or line.get("error") or "").rstrip()
                    watch.hear(text)
                    said.append(text)
                    on_line(text)
                    failed = failed or "error" in line
            if not failed and not watch.reason:
                self.refuse_larger(tag, limits)
                return
            watch.explain("\n".join(said))
            if watch.reason:
                raise exceeded(watch.reason, limits, detail=tail("\n".join(said), 40))
            raise build_failed("\n".join(said))

    def _with_certificates(self, build: PlainBuild) -> str:
        """What runs in it trusts what this machine trusts."""
        found = bundle() if build.runs else None
        if found is None:
            return build.text
        content = found.read_bytes()
        image = f"sandbox-ca:{hashlib.sha256(content).hexdigest()[:12]}"
        if self._missing(image):
            files = {FULL.strip("/"): content, EMPTY.strip("/"): b""}
            label = f"LABEL {ROLE}=ca-image"
            name, _, tag = image.partition(":")
            with spoken():
                self.api.import_image_from_data(tar_of(files), name, tag, [label])
        return with_copied_certificates(build.text, image)

    def _missing(self, image: str) -> bool:
        try:
            self.api.inspect_image(image)
        except ImageNotFound:
            return True
        return False

    def _post_build(self, parameters: dict[str, Any], archive: IO[bytes]) -> CancellableStream:
        """The SDK's own call knows few of the limits, and tells the build of this machine's proxy,
        with its password."""
        headers = {"Content-Type": "application/tar"}
        self.api._set_auth_headers(headers)
        answer = self.api._post(
            self.api._url("/build"), data=archive, params=parameters, headers=headers, stream=True
        )
        self.api._raise_for_status(answer)
        return CancellableStream(self.api._stream_helper(answer, decode=True), answer)

    def refuse_larger(self, tag: str, limits: BuildLimits) -> None:
        """Nothing of it is kept. Raises BuildFailed."""
        if int(self.api.inspect_image(tag)["Size"]) > limits.image_mb * MIB:
            self.api.remove_image(tag)
            raise exceeded(SIZE, limits)


def bundle() -> Path | None:
    """The host's certificate bundle, its own authorities included."""
    named = os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT")
    candidates = [Path(path) for path in (named, *BUNDLES) if path]
    return next((path for path in candidates if path.is_file()), None)


@contextmanager
def _as_build_failure() -> Iterator[None]:
    """A Dockerfile that cannot be read is refused before anything is built."""
    try:
        with spoken():
            yield
    except errors.BuildFailed:
        raise
    except errors.WorkFailed as error:
        raise build_failed(str(error.detail or error.message)) from error

"""The engine's own builder: it understands less than BuildKit, and takes any network."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sandbox import errors
from sandbox.adapters.docker.connection import Connection, spoken
from sandbox.adapters.docker.context import archived
from sandbox.adapters.docker.failures import build_failed
from sandbox.model.builds import certificates
from sandbox.model.builds.plainbuild import PLATFORM_ARGUMENTS, PlainBuild
from sandbox.ports import OnLine

BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
DOCKERFILE, AUTHORITIES = ".sandbox-dockerfile", ".sandbox-ca.crt"


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
        on_line: OnLine,
    ) -> None:
        """Raises BuildFailed with the build's own last words."""
        said: list[str] = []
        with _as_build_failure(), _archive(context, build) as archive:
            for line in self.api.build(
                fileobj=archive,
                custom_context=True,
                dockerfile=DOCKERFILE,
                tag=tag,
                labels=dict(labels),
                buildargs=dict(arguments),
                network_mode=network,
                rm=True,
                forcerm=True,
                decode=True,
            ):
                text = str(line.get("stream") or line.get("error") or "").rstrip()
                said.append(text)
                on_line(text)
                if "error" in line:
                    raise build_failed("\n".join(said))


def bundle() -> Path | None:
    """The host's certificate bundle, its own authorities included."""
    named = os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT")
    candidates = [Path(path) for path in (named, *BUNDLES) if path]
    return next((path for path in candidates if path.is_file()), None)


@contextmanager
def _archive(context: Path, build: PlainBuild) -> Iterator[IO[bytes]]:
    """The context without what is ignored, with the Dockerfile and the files that it needs."""
    text, extra = build.text, list(build.files.items())
    found = bundle()
    if found:
        extra.append((AUTHORITIES, found.read_text()))
        text = certificates.with_copied_certificates(text, AUTHORITIES)
    extra.append((DOCKERFILE, text))
    with archived(context, extra, build.modes) as archive:
        yield archive


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

"""Images: pulled or from a mirror, built with BuildKit where it is, committed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from docker.errors import APIError
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ReadTimeout

from sandbox import errors
from sandbox.adapters.docker.classic import DOCKERFILE, ClassicBuilds, bundle
from sandbox.adapters.docker.connection import has_plugin, spoken
from sandbox.adapters.docker.context import archived
from sandbox.adapters.docker.failures import build_failed
from sandbox.model.builds import certificates
from sandbox.model.builds.buildlimits import BuildLimits
from sandbox.model.builds.origins import BaseImage
from sandbox.model.builds.plainbuild import PlainBuild
from sandbox.model.facts import ImageFacts
from sandbox.ports import OnLine

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy")
PULL_PATIENCE = 600
IMPOSSIBLE_NAME = 400


class ImageCalls(ClassicBuilds):
    """The engine's calls about images."""

    def image(self, tag: str) -> ImageFacts | None:
        one = self._inspected(tag)
        return _facts(one, (one.get("Config") or {}).get("Labels")) if one else None

    def base_image(self, tag: str) -> BaseImage | None:
        one = self._inspected(tag)
        if one is None:
            return None
        said = one.get("Config") or {}
        return BaseImage(
            fetched=bool(one.get("RepoDigests")),
            labels=dict(said.get("Labels") or {}),
            triggers=tuple(said.get("OnBuild") or ()),
        )

    def _inspected(self, tag: str) -> dict[str, Any] | None:
        try:
            with spoken():
                return dict(self.api.inspect_image(tag))
        except errors.ImageUnavailable:
            return None
        except errors.WorkFailed as error:
            if getattr(error.__cause__, "status_code", None) == IMPOSSIBLE_NAME:
                return None
            raise

    def images(self, labels: Mapping[str, str]) -> list[ImageFacts]:
        wanted = [f"{key}={value}" if value else key for key, value in labels.items()]
        with spoken():
            found = self.api.images(filters={"label": wanted})
        return [_facts(one, one.get("Labels")) for one in found]

    def own_sizes(self) -> dict[str, int]:
        with spoken():
            found = self.api.df().get("Images") or []
        return {
            one["Id"]: max(0, int(one["Size"]) - max(0, int(one.get("SharedSize") or 0)))
            for one in found
        }

    def pull(self, source: str, tag: str, on_line: OnLine) -> None:
        repository, version = _split(source)
        patience = self.api.timeout
        try:
            self.api.timeout = PULL_PATIENCE
            for line in self.api.pull(repository, tag=version, stream=True, decode=True):
                if "error" in line:
                    raise _unavailable(tag, source, str(line["error"]))
                on_line(str(line.get("status", "")))
            if source != tag:
                self.api.tag(source, *_split(tag))
        except (APIError, ReadTimeout, NoConnection) as error:
            raise _unavailable(tag, source, str(error)) from error
        finally:
            self.api.timeout = patience

    def build(
        self,
        tag: str,
        context: Path,
        dockerfile: str,
        *,
        labels: Mapping[str, str],
        on_line: OnLine,
        text: str | None = None,
    ) -> None:
        if text is None:
            text = (context / dockerfile).read_text()
        text = certificates.without_syntax_line(text)
        if has_plugin("buildx"):
            self._build_with_buildkit(tag, context, text, labels, on_line)
        else:
            self._build_with_engine(tag, context, text, labels, on_line)

    def _build_with_buildkit(
        self, tag: str, context: Path, text: str, labels: Mapping[str, str], on_line: OnLine
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
                _run([*command, "-"], archive, on_line)

    def _build_with_engine(
        self, tag: str, context: Path, text: str, labels: Mapping[str, str], on_line: OnLine
    ) -> None:
        self.build_classic(
            tag,
            context,
            PlainBuild(text=text),
            labels=labels,
            network=None,
            arguments={name: os.environ[name] for name in _proxies()},
            limits=BuildLimits(),
            on_line=on_line,
        )

    def commit(self, container: str, tag: str, changes: tuple[str, ...]) -> None:
        repository, version = _split(tag)
        with spoken():
            self.api.commit(container, repository=repository, tag=version, changes=list(changes))

    def remove_image(self, tag: str) -> bool:
        try:
            with spoken():
                self.api.remove_image(tag, force=False, noprune=False)
        except (errors.ImageUnavailable, errors.NotFound, errors.Busy):
            return False
        return True


def _facts(one: dict[str, Any], labels: Mapping[str, str] | None) -> ImageFacts:
    return ImageFacts(
        id=one["Id"],
        tags=tuple(one.get("RepoTags") or ()),
        labels=dict(labels or {}),
        size=int(one.get("Size") or 0),
        created=_moment(one.get("Created")),
    )


def _moment(created: object) -> str:
    """RFC 3339; one of the engine's two answers has Unix seconds."""
    if isinstance(created, int):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(created))
    return str(created or "")


def _split(tag: str) -> tuple[str, str]:
    """(repository, tag or digest)."""
    if "@" in tag:
        repository, _, version = tag.partition("@")
        return repository, version
    head, _, last = tag.rpartition("/")
    name, _, version = last.partition(":")
    return (f"{head}/{name}" if head else name), version or "latest"


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


def _run(command: list[str], given: IO[bytes], on_line: OnLine) -> None:
    said: list[str] = []
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
        try:
            for line in build.stdout:
                said.append(line.rstrip())
                on_line(line.rstrip())
        except BaseException:
            build.terminate()
            raise
    if build.returncode:
        raise build_failed("\n".join(said))


def _unavailable(tag: str, source: str, detail: str) -> errors.ImageUnavailable:
    where = "" if source == tag else f" from {source}"
    return errors.ImageUnavailable(
        f"the base image {tag} is not on this machine and could not be fetched{where}",
        "name a mirror of your company's in sandbox.toml, under [images]",
        detail=detail,
    )

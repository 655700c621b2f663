"""Images: pulled or from a mirror, committed, removed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from docker.errors import APIError
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ReadTimeout

from sandbox import errors
from sandbox.adapters.docker.builds import Builds
from sandbox.adapters.docker.connection import spoken
from sandbox.model.builds.origins import BaseImage
from sandbox.model.facts import ImageFacts
from sandbox.ports import OnLine

PULL_PATIENCE = 600
IMPOSSIBLE_NAME = 400
NAMELESS = "<none>:<none>"
"""How older engines list an image without a name."""


class ImageCalls(Builds):
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
        tags=tuple(tag for tag in one.get("RepoTags") or () if tag != NAMELESS),
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


def _unavailable(tag: str, source: str, detail: str) -> errors.ImageUnavailable:
    where = "" if source == tag else f" from {source}"
    return errors.ImageUnavailable(
        f"the base image {tag} is not on this machine and could not be fetched{where}",
        "name a mirror of your company's in sandbox.toml, under [images]",
        detail=detail,
    )

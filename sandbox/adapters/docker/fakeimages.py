"""The images of the engine in memory."""

from __future__ import annotations

import hashlib
import shlex
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from sandbox import errors
from sandbox.model.builds.buildlimits import BUILD_LIMITS, BuildLimits
from sandbox.model.builds.origins import BaseImage
from sandbox.model.builds.plainbuild import PlainBuild
from sandbox.model.facts import ImageFacts
from sandbox.ports import OnLine


class FakeImages:
    """available: what a pull finds, by source; broken: Dockerfile texts whose build fails."""

    def __init__(self, images: Iterable[str] = ()) -> None:
        self.stored: dict[str, ImageFacts] = {}
        self.available: set[str] = set()
        self.broken: set[str] = set()
        for tag in images:
            self._store(tag, {})

    def _store(self, tag: str, labels: Mapping[str, str]) -> None:
        digest = hashlib.sha256(f"{tag} {sorted(labels.items())}".encode()).hexdigest()
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.stored[tag] = ImageFacts(
            id=f"sha256:{digest}", tags=(tag,), labels=dict(labels), size=1 << 20, created=created
        )

    def image(self, tag: str) -> ImageFacts | None:
        return self.stored.get(tag)

    def base_image(self, tag: str) -> BaseImage | None:
        return BaseImage(fetched=True) if tag in self.stored else None

    def images(self, labels: Mapping[str, str]) -> list[ImageFacts]:
        return [
            one
            for one in self.stored.values()
            if all(k in one.labels and v in ("", one.labels[k]) for k, v in labels.items())
        ]

    def own_sizes(self) -> dict[str, int]:
        return {one.id: one.size for one in self.stored.values()}

    def require_image(self, tag: str) -> None:
        if tag not in self.stored:
            raise errors.ImageUnavailable(
                "an image that the sandbox needs is not on this machine", detail=tag
            )

    def pull(self, source: str, tag: str, on_line: OnLine) -> None:
        if source not in self.available:
            raise errors.ImageUnavailable(
                f"the base image {tag} is not on this machine and could not be fetched"
            )
        self._store(tag, {})

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
        text = (context / dockerfile).read_text() if text is None else text
        on_line(text.splitlines()[0])
        if text in self.broken:
            raise errors.BuildFailed("the app could not be built")
        self._store(tag, labels)

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
        on_line(build.text.splitlines()[0])
        if build.text in self.broken:
            raise errors.BuildFailed("the app could not be built")
        self._store(tag, labels)

    def keep_commit(self, labels: Mapping[str, str], tag: str, changes: tuple[str, ...]) -> None:
        """The container's labels with those that `changes` (Dockerfile lines) set."""
        merged = dict(labels)
        for change in changes:
            word, _, rest = change.partition(" ")
            if word.upper() == "LABEL":
                for pair in shlex.split(rest):
                    key, _, value = pair.partition("=")
                    merged[key] = value
        self._store(tag, merged)

    def remove_image(self, tag: str) -> bool:
        return self.stored.pop(tag, None) is not None

"""A plain remote, which knows branches and nothing of reviews: the text becomes a file."""

from __future__ import annotations

from pathlib import Path

from sandbox.model.handover.request import Published, PullRequest, Review
from sandbox.model.names import slug


class PlainRemote:
    """folder: where the texts are written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def publish(self, request: PullRequest, known: int | None) -> Published:
        path = self._folder / f"{slug(request.branch)}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = " (draft)" if request.draft else ""
        head = f"# {request.title}{draft}\n\n`{request.branch}` into `{request.base}`\n\n"
        path.write_text(head + request.body)
        return Published(url=str(path))

    def review(self, number: int) -> Review:
        return Review(state="open", url="")

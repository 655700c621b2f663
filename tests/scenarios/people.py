"""Whose sandboxes the tests of one worker are: few names, so that images are made once a name."""

from __future__ import annotations

import secrets
from pathlib import Path

from tests.scenarios import engine
from tests.scenarios.person import Person
from tests.scenarios.tidy import images_run_by


class People:
    """Lends a name to one person at a time.

    Images and golden data are kept by person: with a new name for every test each `up` would make
    them anew. What somebody leaves behind under a name is removed before the next one gets it.
    """

    def __init__(self) -> None:
        self._worker = secrets.token_hex(3)
        self._lent: list[str] = []
        self._images: set[str] = set()

    def arrive(self, folder: Path) -> Person:
        """Somebody with an empty home in `folder` and the first name that is free."""
        letters = (f"t{self._worker}{letter}" for letter in "abcdefgh")
        user = next(one for one in letters if one not in self._lent)
        self._lent.append(user)
        return Person(folder, user)

    def leave(self, person: Person) -> None:
        """Takes everything of the person away, and the name back."""
        self._images |= person.images | images_run_by(person.user)
        person.leave()
        self._lent.remove(person.user)

    def end(self) -> None:
        """Takes away the images of these people's sandboxes; nobody runs from them any more."""
        engine.remove_images(*self._images)

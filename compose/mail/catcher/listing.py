"""The list of messages: each is read once, and only what the list shows of it stays in memory."""

from __future__ import annotations

import json
import threading
from typing import Any

from catcher.box import Box
from catcher.message import Message


class Listing:
    """Summaries of what is in the box."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._lock = threading.Lock()
        self._known: dict[str, dict[str, Any]] = {}

    def find(self, words: str) -> list[dict[str, Any]]:
        """Newest first; those that have each of the words somewhere, in whatever case."""
        with self._lock:
            numbers = list(self._box.numbers())
            self._known = {one: self._known[one] for one in numbers if one in self._known}
            for one in numbers:
                raw = None if one in self._known else self._box.get(one)
                if raw is not None:
                    self._known[one] = Message(one, raw).summary()
            found = [self._known[one] for one in reversed(numbers) if one in self._known]
        asked = words.lower().split()
        return [one for one in found if _has(one, asked)] if asked else found


def _has(summary: dict[str, Any], words: list[str]) -> bool:
    whole = json.dumps(list(summary.values())[2:], ensure_ascii=False).lower()
    return all(word in whole for word in words)

"""What kind of file a path is: source, test, made by a tool, or none of the code."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

TESTS = re.compile(
    r"(^|/)(tests?|specs?|__tests__)/|(^|/)(test_[^/]*|[^/]*_test|conftest)\.py$"
    r"|\.(test|spec)\.[jt]sx?$"
)
MADE = re.compile(
    r"(^|/)(package-lock\.json|pnpm-lock\.yaml|yarn\.lock|poetry\.lock|uv\.lock|Pipfile\.lock"
    r"|composer\.lock|Gemfile\.lock|go\.sum)$|\.min\.(js|css)$|\.map$|\.snap$"
)
CODE = re.compile(r"\.(py|[jt]sx?|[mc]js|vue|svelte|rb|php|go|java|kt|cs|rs|exs?)$")


def is_test(path: str) -> bool:
    return bool(TESTS.search(path))


def is_made(path: str) -> bool:
    """Whether a tool wrote it: nobody reads it line by line."""
    return bool(MADE.search(path))


def is_code(path: str) -> bool:
    """Source that does something, and is no test."""
    return bool(CODE.search(path)) and not is_test(path) and not is_made(path)


def area(path: str) -> str:
    """The part of the app that a file belongs to: its first two folders."""
    folders = PurePosixPath(path).parts[:-1]
    return "/".join(folders[:2]) or "top folder"

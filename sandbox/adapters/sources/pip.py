"""Where pip, and uv, fetch from on this machine. Their default is asked of pip itself."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

NAMES = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX")
OPTIONS = {"index-url": "PIP_INDEX_URL", "extra-index-url": "PIP_EXTRA_INDEX_URL"}
# Python brings a copy of pip along for new environments: it knows its default as well.
_DEFAULT = """
import glob, os, sys
try:
    import pip
except ImportError:
    import ensurepip
    sys.path += glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip*.whl"))
    sys.path += glob.glob("/usr/share/python-wheels/pip*.whl")
from pip._internal.models.index import PyPI
print(PyPI.simple_url, "https://" + PyPI.file_storage_domain + "/")
"""


def urls() -> list[str]:
    """Every address; the default only where no other index is set."""
    named = _settings()
    found = [word for name in NAMES for word in named.get(name, "").split()]
    return found if named.get("PIP_INDEX_URL") else [*found, *_default()]


def variables() -> dict[str, str]:
    """What a build's pip is to be told: web addresses without a password in them."""
    named = _settings()
    kept = {name: _open(named.get(name, "")) for name in OPTIONS.values()}
    return {name: value for name, value in kept.items() if value}


def _open(words: str) -> str:
    parts = [(word, urlsplit(word)) for word in words.split()]
    return " ".join(word for word, at in parts if at.scheme.startswith("http") and not at.password)


@functools.cache
def _settings() -> dict[str, str]:
    """By the variable's name; a variable goes before the settings files, as pip has it."""
    found: dict[str, str] = {}
    for python in _pythons():
        run = _run([python, "-m", "pip", "config", "list"])
        if run is None:
            continue
        for line in run.splitlines():
            key, _, value = line.partition("=")
            option = key.rpartition(".")[2]
            if option in OPTIONS:
                found[OPTIONS[option]] = value.strip("'\" ").replace("\\n", " ")
        break
    return found | {name: said for name in NAMES if (said := os.environ.get(name))}


@functools.cache
def _default() -> tuple[str, ...]:
    for python in _pythons():
        said = _run([python, "-c", _DEFAULT])
        if said:
            return tuple(said.split())
    return ()


def _pythons() -> list[str]:
    return [one for one in (sys.executable, shutil.which("python3")) if one]


def _run(command: list[str]) -> str | None:
    try:
        run = subprocess.run(
            command, cwd="/", capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout if run.returncode == 0 else None

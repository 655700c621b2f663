"""sandbox.toml: what is wrong with it is said so that it can be mended."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import get_type_hints

import pytest
from typing_extensions import Doc

from sandbox.errors import UsageError
from sandbox.model.settings.configuration import Configuration, parse_configuration


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[app]\nprot = 1\n",
            "sandbox.toml, line 2: there is no key app.prot",
            "did you mean `port`?",
        ),
        (
            "[databse]\n",
            "sandbox.toml, line 1: there is no key databse",
            "did you mean `database`?",
        ),
        (
            '[browser]\nallow = ["https://tiles.example.com/path"]\n',
            "sandbox.toml, line 2: browser.allow: 'https://tiles.example.com/path' is no origin: "
            "write it as https://tiles.example.com",
            "change browser.allow in sandbox.toml",
        ),
        (
            "[seed]\nzzz = 1\n",
            "sandbox.toml, line 2: there is no key seed.zzz",
            "known keys: recipe, rows",
        ),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest(text: str, message: str, hint: str) -> None:
    """A slip of the keyboard is pointed out, with what was probably meant."""
    with pytest.raises(UsageError) as caught:
        parse_configuration(text)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_value_of_the_wrong_kind_names_its_key() -> None:
    """The key's whole path is in the message and in the hint."""
    with pytest.raises(UsageError) as caught:
        parse_configuration('[limits]\nmemory_mb = "lots"\n')
    assert caught.value.message == (
        "sandbox.toml, line 2: limits.memory_mb: it has to be a whole number"
    )
    assert caught.value.hint == "change limits.memory_mb in sandbox.toml"
    with pytest.raises(UsageError, match=r"limits\.memory_mb"):
        parse_configuration("[limits]\nmemory_mb = 1\n")


def test_a_file_that_is_no_toml_names_the_line() -> None:
    """The reader's own words say where."""
    with pytest.raises(UsageError, match="line 2"):
        parse_configuration("[app]\nport 8000\n")


def test_a_wrong_value_among_free_keys_is_named() -> None:
    """The environment takes any name, but only text."""
    with pytest.raises(UsageError, match=r"env\.DEBUG"):
        parse_configuration("[env]\nDEBUG = 1\n")


def test_an_impossible_port_is_refused() -> None:
    """Ports end at 65535."""
    with pytest.raises(UsageError, match=r"app\.port"):
        parse_configuration("[app]\nport = 70000\n")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[limits]\n\nmemory_mb = 64\n", "line 3: limits.memory_mb: it has to be at least 128"),
        ("limits.memory_mb = 99999999\n", "line 1: limits.memory_mb: it has to be at most"),
        ("[limits]\ncpus = 0.0001\n", "line 2: limits.cpus: it has to be at least 0.1"),
        ("[limits]\ncpus = inf\n", "line 2: limits.cpus: it has to be at most 1024"),
        ("[limits]\ncpus = nan\n", "line 2: limits.cpus: it has to be at most 1024"),
        ("limits = { cpus = 0 }\n", "line 1: limits.cpus: it has to be at least 0.1"),
        ("[seed]\nrows = 99999999999999999999\n", "line 2: seed.rows: it has to be at most"),
        ('[env]\nA = "x"\nB = "a\\u0000b"\n', "line 3: env.B: it has a character that no"),
        ('[env]\n"A=B" = "x"\n', "line 2: env.A=B: no variable can have this name"),
        ('[app]\nhealth = "up now"\n', "line 2: app.health: it has to be a path"),
        ('[app]\ndockerfile = ""\n', "line 2: app.dockerfile: it has to be the path of a file"),
        ('[seed]\nrecipe = "../x"\n', "line 2: seed.recipe: it has to be the path of a file"),
        ('[app]\ncommand = [""]\n', "line 2: app.command: it has to be a command"),
        ('[database]\nimage = "post gres"\n', "line 2: database.image: no image can have"),
        ('[database]\nurl_variable = ""\n', "line 2: database.url_variable: no variable"),
        ('[images]\n"a:1.2" = "B C"\n', "line 2: images.a:1.2: no image can have the name"),
        ("[app]\nreconnects = [1]\n", "line 2: app.reconnects: it has to be true or false"),
        ("app = 3\n", "line 1: app: it has to be a section of its own"),
    ],
)
def test_an_impossible_value_is_refused_with_its_line(text: str, where: str) -> None:
    """What Docker would refuse later, in its own words, or could never start with."""
    with pytest.raises(UsageError) as caught:
        parse_configuration(text)
    assert caught.value.message.startswith(f"sandbox.toml, {where}")
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("change ")


@pytest.mark.parametrize(
    "image", ["postgres", "postgres:15", "host:5000/team/db:1.2", "db@sha256:" + "a" * 64]
)
def test_every_way_to_name_an_image_is_taken(image: str) -> None:
    """With and without a registry, a tag or a digest."""
    found = parse_configuration(f'[database]\nimage = "{image}"\n[images]\nx = "{image}"\n')
    assert (found.database.image, found.images) == (image, {"x": image})


def test_a_file_as_a_windows_editor_begins_it_is_read() -> None:
    """The mark in front of the first character means nothing."""
    assert parse_configuration("\ufeff[app]\nport = 9000\n").app.port == 9000


def test_a_file_that_is_not_utf8_names_the_line() -> None:
    """Bytes that are no text arrive as the sign for that."""
    with pytest.raises(UsageError, match="line 2 is not in UTF-8"):
        parse_configuration('[env]\nTITLE = "Gr\ufffd\ufffde"\n')


def test_a_number_without_an_end_is_no_bug() -> None:
    """Python's own limit to the digits of a number."""
    with pytest.raises(UsageError, match=r"sandbox\.toml cannot be read"):
        parse_configuration(f"[app]\nport = {'9' * 5000}\n")


def described(section: type) -> list[str]:
    """The keys of a section, and of those in it, that have no description."""
    missing = []
    for name, hint in get_type_hints(section, include_extras=True).items():
        if is_dataclass(hint):
            missing += described(hint)  # type: ignore[arg-type]
        elif not any(isinstance(one, Doc) for one in getattr(hint, "__metadata__", ())):
            missing.append(f"{section.__name__}.{name}")
    return missing


def test_every_key_is_optional_and_documented() -> None:
    """An empty file is a configuration; every key says what it is."""
    assert parse_configuration("") == Configuration()
    assert described(Configuration) == []

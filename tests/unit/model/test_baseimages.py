"""Which images may be used, by their names."""

from __future__ import annotations

import pytest

from sandbox.model.builds.baseimages import is_near, refusal
from sandbox.model.builds.origins import BaseImage, is_anybodys, registry_of
from sandbox.model.settings.configuration import parse_configuration
from sandbox.model.settings.detect import outside

OURS = {"sandbox.base": "bookworm"}


@pytest.mark.parametrize(
    "image",
    [
        "python:3.11",
        "library/python",
        "some/app:1",
        "ghcr.example.org/a/b@sha256:00",
        "a.example/b",
    ],
)
def test_images_of_public_registries_may_be_used(image: str) -> None:
    """By any of the ways of writing them."""
    assert refusal(image, ()) is None
    assert not is_near(image)


@pytest.mark.parametrize(
    "image",
    [
        "localhost/x",
        "localhost:5000/x",
        "127.0.0.1:5000/x",
        "[::1]:5000/x",
        "127.1/x:1",
        "0x7f.1/x",
        "registry.corp/x",
        "registry.internal./x",
        "REGISTRY/x",
        "metadata:80/x",
        "public.example.org:5000/x",
    ],
)
def test_an_image_of_a_near_registry_counts_once_the_maintainers_name_it(image: str) -> None:
    """That image, and no other of the same registry."""
    why = refusal(image, ())
    assert why is not None
    assert not why.ever
    assert "[images]" in why.what
    assert refusal(image, {image}) is None
    assert refusal(f"{image}y", {image}) is not None


@pytest.mark.parametrize(
    "image",
    [
        "sandbox-app/other:1",
        "docker.io/sandbox-kept/x",
        "SANDBOX-golden/x",
        "5bc4",
        "",
        "$X",
        "a b",
    ],
)
def test_images_of_sandboxes_and_what_is_no_name_are_never_used(image: str) -> None:
    """Whatever the maintainers name."""
    why = refusal(image, {image})
    assert why is not None
    assert why.ever


def test_all_that_the_maintainers_file_names_counts() -> None:
    """Under [images], on either side, and the database's image."""
    text = '[images]\n"base:1" = "mirror.corp/base:1"\n[database]\nimage = "db.corp:5000/pg:1"\n'
    named = outside(parse_configuration(text)).images
    assert set(named) == {"base:1", "mirror.corp/base:1", "db.corp:5000/pg:1"}


def test_an_image_is_ours_by_its_label_and_its_name() -> None:
    """What is built on one of ours inherits the label, and is somebody's all the same."""
    ours, fetched = BaseImage(fetched=False, labels=OURS), BaseImage(fetched=True)
    assert not is_anybodys("python:3.11-slim", ours)
    assert not is_anybodys("docker.io/library/postgres:15", ours)
    assert is_anybodys("company/app:1", ours)
    assert is_anybodys("app", ours)
    assert is_anybodys("python:3.11-slim", BaseImage(fetched=False))
    assert not is_anybodys("company/app:1", fetched)


def test_a_registry_is_told_from_a_folder_of_dockers_own() -> None:
    """As Docker tells them."""
    assert registry_of("python:3.11") == registry_of("some/app:1.2") == ""
    assert registry_of("a.example:5000/b/c:1") == "a.example"
    assert registry_of("localhost/x") == "localhost"

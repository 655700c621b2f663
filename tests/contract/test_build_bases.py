"""What an app may be made on: images of this machine, and of registries by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.effects.bases import refuse_image
from sandbox.effects.build import build_image
from sandbox.errors import Refused
from sandbox.model.names import SandboxName
from sandbox.model.settings.spec import Outside
from sandbox.model.steps import BuildImage
from tests.contract.conftest import IMAGE, Case
from tests.scenarios import engine

NOBODYS = Outside()
Build = Callable[[Outside, str], str]


@pytest.fixture
def build(docker_case: Case, tmp_path: Path) -> Iterator[Build]:
    """Builds a Dockerfile as `sandbox up` does; the tag."""
    name = SandboxName.of(app=docker_case.base, user="builds")
    ports = wiring.wire("builds")
    tag = name.image("1")

    def build(outside: Outside, text: str) -> str:
        (tmp_path / "Dockerfile").write_text(text)
        step = BuildImage(
            tag=tag,
            context=str(tmp_path),
            dockerfile="Dockerfile",
            name=name,
            outside=outside,
            labels=(("sandbox.user", docker_case.labels["sandbox.user"]),),
            why="test",
        )
        build_image(step, ports, lambda _: None)
        return tag

    yield build
    engine.remove_images(tag)


@pytest.fixture
def somebodys(docker_case: Case) -> Iterator[Callable[..., str]]:
    """Makes an image of a container, with changes to its settings, as `docker commit` has them."""
    name = docker_case.name("other")
    docker_case.engine.create(docker_case.spec("other"))
    made = f"colleague/{docker_case.base}"

    def somebodys(*changes: str) -> str:
        words = [word for one in changes for word in ("--change", one)]
        engine.docker("commit", *words, name, made)
        return made

    yield somebodys
    engine.remove_images(made)


@pytest.mark.parametrize("line", ["FROM {other}", "FROM {image}\nCOPY --from={other} /etc /x"])
def test_an_image_that_somebody_made_here_is_not_built_on(
    build: Build, somebodys: Callable[..., str], line: str
) -> None:
    """Nor in an open build: it may hold what is theirs; but where the maintainers name it."""
    other = somebodys()
    text = line.format(other=other, image=IMAGE) + "\n"
    for outside in (NOBODYS, Outside(build_open=True)):
        with pytest.raises(Refused, match="was made on this machine, by somebody"):
            build(outside, text)
    assert build(Outside(images=(other,)), text)


@pytest.mark.parametrize(
    "line",
    [
        "ADD http://169.254.169.254/x /x",
        "ADD https://example.org/x /x",
        "COPY --from=debian:bookworm-slim /etc/passwd /x",
        "LABEL sandbox.role=app",
    ],
)
def test_what_a_base_image_has_done_is_read_as_lines(
    build: Build, somebodys: Callable[..., str], line: str
) -> None:
    """Its ONBUILD lines run in whatever is built on it: they may no more than the Dockerfile's."""
    other = somebodys(f"ONBUILD {line}")
    with pytest.raises(Refused, match=r"Dockerfile, line 2: the image .* ONBUILD lines with"):
        build(Outside(images=(other,)), f"# ours\nFROM {other}\n")


def test_harmless_lines_of_a_base_image_run_in_the_held_network(
    build: Build, somebodys: Callable[..., str], docker_case: Case
) -> None:
    """A RUN among them sees loopback and the way to package mirrors."""
    show = "cat /proc/net/dev | tail -n +3 | cut -d: -f1 >/links; echo $http_proxy >>/links"
    other = somebodys(f"ONBUILD RUN {show}")
    tag = build(Outside(images=(other,)), f"FROM {other}\nENV A=b\n")
    docker_case.engine.create(docker_case.spec(image=tag))
    found = docker_case.engine.get_file(docker_case.name(), "/links")
    assert found is not None
    assert found.decode().split() == ["lo", "http://127.0.0.1:3128"]


class Names:
    """Answers for a name server."""

    def __init__(self, **numbers: str) -> None:
        self._numbers = {name.replace("_", "."): one for name, one in numbers.items()}

    def numbers(self, host: str) -> frozenset[str]:
        return frozenset(self._numbers.get(host, "").split())


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ("10.1.2.3", "leads to an address inside this network"),
        ("127.0.0.1", "leads to an address inside this network"),
        ("169.254.169.254", "leads to an address inside this network"),
        ("93.184.216.34 fd00::1", "leads to an address inside this network"),
        ("100.64.0.1", "leads to an address inside this network"),
        ("93.184.216.9", "is production"),
        ("93.184.216.77", "is production"),
    ],
)
def test_a_registrys_public_name_that_leads_inside_is_not_asked(
    case: Case, numbers: str, why: str
) -> None:
    """Docker would ask it, past every proxy: not this machine, its network, nor production."""
    names = Names(registry_example_org=numbers, db_example_org="93.184.216.77")
    ports = replace(wiring.wire("builds"), engine=case.engine, databases=names)  # type: ignore[arg-type]
    outside = Outside(production=("93.184.216.8/29", "db.example.org"))
    image = f"registry.example.org/{case.base}"
    with pytest.raises(Refused, match=why):
        refuse_image(image, image, outside, ports)
    named = replace(outside, images=(image,))
    if "production" in why:
        with pytest.raises(Refused, match=why):
            refuse_image(image, image, named, ports)
    else:
        refuse_image(image, image, named, ports)


def test_a_public_registry_may_be_asked(case: Case) -> None:
    """One whose name leads outside, and Docker's usual one."""
    names = Names(registry_example_org="93.184.216.34")
    ports = replace(wiring.wire("builds"), engine=case.engine, databases=names)  # type: ignore[arg-type]
    for image in (f"registry.example.org/{case.base}", f"nobody/{case.base}"):
        refuse_image(image, image, Outside(production=("db.example.org",)), ports)

"""An app's build is held to memory, processes, time and size, and says what it ran into."""

from __future__ import annotations

import bz2
import gzip
import lzma
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.errors import BuildFailed
from sandbox.model.builds.buildlimits import BuildLimits
from sandbox.model.builds.plainbuild import plain_build
from tests.contract.conftest import Case
from tests.scenarios import engine

IMAGE = "python:3.11-slim"
LIMITS = BuildLimits(memory_mb=256, cpus=1.0, processes=64, image_mb=512, seconds=300)
HOG = "x = bytearray(2 << 30)"
# Each child waits; how many there were is written down and not hidden by their end.
BOMB = """
import os, time
children = []
try:
    while len(children) < 2000:
        child = os.fork()
        if not child:
            time.sleep(600)
            os._exit(0)
        children.append(child)
except OSError as error:
    print(f"after {len(children)}: {error}", flush=True)
for child in children:
    os.kill(child, 9)
open("/count", "w").write(str(len(children)))
"""
Build = Callable[..., str]


@pytest.fixture
def build(docker_case: Case, tmp_path: Path) -> Build:
    """Builds a Dockerfile's lines, held to the limits; the tag."""
    tag = f"sandbox-app/{docker_case.base}:1"
    network = f"container:{docker_case.running('door')}"
    labels = {"sandbox.user": docker_case.labels["sandbox.user"], "sandbox.role": "app-image"}

    def build(*lines: str, limits: BuildLimits = LIMITS, say: Callable[[str], None] = len) -> str:
        # Nothing of an earlier run is taken in its place.
        text = "\n".join([f"FROM {IMAGE}", f"ENV RUN={secrets.token_hex(8)}", *lines, ""])
        docker_case.engine.build_held(
            tag,
            tmp_path,
            plain_build(text),
            labels=labels,
            network=network,
            arguments={},
            limits=limits,
            on_line=say,
        )
        return tag

    return build


def test_memory_is_bounded_and_swap_with_it(build: Build) -> None:
    """A step that takes more ends, and the failure says that memory was the reason."""
    with pytest.raises(BuildFailed) as caught:
        build(f'RUN python -c "{HOG}"')
    assert "more than the 256 MB of memory" in caught.value.message
    assert "[build] memory_mb = 512" in caught.value.hint


def test_a_fork_bomb_gets_no_further_than_its_processes(
    docker_case: Case, build: Build, tmp_path: Path
) -> None:
    """All that the steps start together; processors are bounded from the beginning."""
    (tmp_path / "bomb.py").write_text(BOMB)
    read = "cpu=$(cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max 2>&1); echo $cpu"
    tag = build("COPY bomb.py /", "RUN sleep 1; python /bomb.py", f"RUN {read} >/cpu")
    docker_case.engine.create(docker_case.spec(image=tag))
    count = docker_case.engine.get_file(docker_case.name(), "/count")
    assert count is not None
    assert 32 < int(count) < 64
    cpu = docker_case.engine.get_file(docker_case.name(), "/cpu")
    assert cpu is not None
    assert b"100000" in cpu
    with pytest.raises(BuildFailed) as caught:
        build("COPY bomb.py /", "RUN sleep 1; python /bomb.py; false")
    assert "more than the 64 processes" in caught.value.message


def test_what_a_build_writes_is_bounded(build: Build) -> None:
    """In a step that goes on writing, and in the image as a whole."""
    write = "i=0; while :; do head -c 32M /dev/zero >/f$i; i=$((i+1)); sleep 0.1; done"
    for line in (f"RUN {write}", "RUN for i in 1 2 3 4 5 6; do head -c 64M /dev/zero >/f$i; done"):
        with pytest.raises(BuildFailed) as caught:
            build(line)
        assert "its image grew beyond the 512 MB" in caught.value.message
        assert "[build] image_mb = 1024" in caught.value.hint


def test_a_build_that_never_ends_is_ended(build: Build) -> None:
    """And nothing of it runs on."""
    said: list[str] = []
    limits = BuildLimits(seconds=2)
    with pytest.raises(BuildFailed) as caught:
        build("RUN sleep 600", limits=limits, say=said.append)
    assert "it took longer than the 2 seconds" in caught.value.message
    assert not {one.split()[-1] for one in said if "Running in" in one} & {
        *engine.docker("ps", "--quiet").split()
    }


def test_a_step_cannot_have_others_containers_limited(docker_case: Case, build: Build) -> None:
    """What a step prints is not taken for the builder's word."""
    name = docker_case.running()
    number = engine.inspect(name)["Id"][:12]
    build(f"RUN echo ' ---> Running in {number}'")
    assert engine.inspect(name)["HostConfig"]["PidsLimit"] == docker_case.spec().processes


def test_an_open_build_has_an_end_and_a_size(docker_case: Case, tmp_path: Path) -> None:
    """Also where BuildKit makes it."""
    tag = f"sandbox-app/{docker_case.base}:1"
    labels = {"sandbox.user": docker_case.labels["sandbox.user"]}
    for line, limits, why in (
        ("RUN sleep 600", BuildLimits(seconds=3), "longer than the 3 seconds"),
        ("RUN head -c 64M /dev/zero >/f", BuildLimits(image_mb=64), "beyond the 64 MB"),
    ):
        text = f"FROM {IMAGE}\nENV RUN={secrets.token_hex(8)}\n{line}\n"
        (tmp_path / "Dockerfile").write_text(text)
        with pytest.raises(BuildFailed, match=why):
            docker_case.engine.build(
                tag, tmp_path, "Dockerfile", labels=labels, on_line=len, limits=limits
            )
        assert docker_case.engine.image(tag) is None


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_docker_unpacks_is_bounded(
    build: Build, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """A small file that ADD makes a large one is not handed to Docker, by a link neither."""
    limits = BuildLimits(image_mb=16)
    (tmp_path / "packed").write_bytes(pack(engine.archive({"large": bytes(24 << 20)})))
    (tmp_path / "link").symlink_to("packed")
    for source in ("packed", "link"):
        with pytest.raises(BuildFailed, match="packed unpacks to more than the 16 MB"):
            build(f"ADD {source} /x/", limits=limits)


def test_what_is_within_its_bounds_is_unpacked(
    docker_case: Case, build: Build, tmp_path: Path
) -> None:
    """As Docker does it."""
    (tmp_path / "packed").write_bytes(gzip.compress(engine.archive({"small": b"here"})))
    tag = build("ADD packed /x/")
    docker_case.engine.create(docker_case.spec(image=tag))
    assert docker_case.engine.get_file(docker_case.name(), "/x/small") == b"here"

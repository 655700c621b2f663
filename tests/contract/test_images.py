"""Images, on Docker and in memory."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import wiring
from sandbox.adapters.docker import connection as adapter
from sandbox.adapters.docker.classic import DOCKERFILE
from sandbox.errors import BuildFailed, ImageUnavailable
from sandbox.model.builds.buildlimits import BUILD_LIMITS
from sandbox.model.builds.certificates import CA_PATH
from sandbox.model.builds.plainbuild import plain_build
from sandbox.model.prune import LAYER, OURS, left_layers
from sandbox.verbs import prune as verb
from tests.contract.conftest import IMAGE, USER, Case
from tests.scenarios import engine


def labels(case: Case) -> dict[str, str]:
    return {"sandbox.user": USER, "sandbox.role": "app-image", "sandbox.app": case.base}


def folder(tmp_path: Path, dockerfile: str, **files: str) -> Path:
    (tmp_path / "Dockerfile").write_text(dockerfile)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def silent(line: str) -> None:
    pass


def test_an_image_that_is_there_is_known_and_another_is_not(case: Case) -> None:
    """With its identity and its names."""
    found = case.engine.image(IMAGE)
    assert found is not None
    assert found.id.startswith("sha256:")
    assert IMAGE in found.tags
    assert case.engine.image(f"{case.base}:none") is None


def test_an_impossible_name_is_just_not_there(case: Case) -> None:
    """A misspelt image in sandbox.toml is not our bug."""
    assert case.engine.image("Not A Name") is None


def test_a_stopped_container_is_kept_as_an_image(case: Case) -> None:
    """With labels of its own, those of the container among them unless replaced."""
    name = case.running()
    case.engine.kill(name, "SIGKILL")
    tag = f"sandbox-golden/{case.base}:1"
    change = f'LABEL sandbox.user="{USER}" sandbox.name="" sandbox.rows="6,240 rows"'
    case.engine.commit(name, tag, (change,))
    found = case.engine.image(tag)
    assert found is not None
    assert found.labels["sandbox.rows"] == "6,240 rows"
    assert found.labels["sandbox.name"] == ""
    assert found.labels["sandbox.role"] == "app"
    assert tag in found.tags
    case.engine.create(case.spec("other", image=tag))
    assert case.engine.remove(case.name("other"))


def test_images_are_found_by_label_as_by_name(case: Case, tmp_path: Path) -> None:
    """The two ways of asking tell the same of an image."""
    tag = f"sandbox-app/{case.base}:1"
    case.engine.build(
        tag,
        folder(tmp_path, f"FROM {IMAGE}\n"),
        "Dockerfile",
        labels=labels(case),
        on_line=silent,
    )
    (found,) = case.engine.images({"sandbox.app": case.base, "sandbox.role": ""})
    one = case.engine.image(tag)
    assert one is not None
    assert found.id == one.id
    assert found.tags == one.tags == (tag,)
    assert found.labels["sandbox.role"] == "app-image"
    assert found.created[:10] == one.created[:10]


def test_an_image_is_removed_once(case: Case, tmp_path: Path) -> None:
    """The second time there is none; one that something runs from stays."""
    tag = f"sandbox-app/{case.base}:1"
    context = folder(tmp_path, f"FROM {IMAGE}\nENV A=b\n")
    case.engine.build(tag, context, "Dockerfile", labels=labels(case), on_line=silent)
    assert case.engine.remove_image(tag) is True
    assert case.engine.remove_image(tag) is False
    assert case.engine.image(tag) is None


def test_an_image_in_use_stays(docker_case: Case, tmp_path: Path) -> None:
    """`prune` takes nothing away from under a container."""
    tag = f"sandbox-app/{docker_case.base}:1"
    context = folder(tmp_path, f"FROM {IMAGE}\nENV A=c\n")
    docker_case.engine.build(tag, context, "Dockerfile", labels=labels(docker_case), on_line=silent)
    docker_case.engine.create(docker_case.spec(image=tag))
    docker_case.engine.remove_image(tag)
    assert docker_case.engine.state(docker_case.name()) is not None
    docker_case.engine.start(docker_case.name())


def test_an_image_that_cannot_be_had_is_an_error_of_its_own(case: Case) -> None:
    """With what to do about it."""
    with pytest.raises(ImageUnavailable) as caught:
        case.engine.pull("127.0.0.1:1/none:1", f"{case.base}:1", silent)
    assert f"{case.base}:1" in caught.value.message


FORGED = """
LABEL sandbox.app="{app}" sandbox.role="{role}" sandbox.user="{user}" sandbox.name=""
LABEL sandbox.login='["anna", "secret"]' sandbox.rows="7"
"""


def test_what_only_says_that_it_is_ours_is_none_of_ours(
    docker_case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An image of somebody else with our labels neither goes nor makes ours go in its place."""
    monkeypatch.setenv("SANDBOX_HOME", str(tmp_path / "home"))
    engine, app = docker_case.engine, docker_case.base
    ports = replace(wiring.wire(USER), engine=engine)
    monkeypatch.setattr(verb, "_moment", lambda ago: "9999")  # everything is old enough
    own, names = f"sandbox-golden/{app}:1", []
    engine.build(
        own,
        folder(tmp_path, f"FROM {IMAGE}\n"),
        "Dockerfile",
        labels={**labels(docker_case), "sandbox.role": "golden"},
        on_line=silent,
    )
    for role in ("golden", "app-image", "kept", *OURS):
        names.append(f"{app}-{role}:1")
        text = f"FROM {IMAGE}\n{FORGED.format(app=app, role=role, user=USER)}"
        engine.build(names[-1], folder(tmp_path, text), "Dockerfile", labels={}, on_line=silent)
    running = docker_case.spec(image=IMAGE)
    engine.create(replace(running, labels=(*running.labels, ("sandbox.app", app))))
    found = {one.name for one in verb.prune(ports, dry=True, kept=True).removed}
    assert found.isdisjoint({own, *names})
    engine.remove(running.name)
    found = {one.name for one in verb.prune(ports, dry=True, kept=True).removed}
    assert own in found
    assert found.isdisjoint(names)


BUILDERS = {"buildkit": True, "engine": False}


@pytest.fixture(params=BUILDERS)
def builder(
    request: pytest.FixtureRequest, docker_case: Case, monkeypatch: pytest.MonkeyPatch
) -> Case:
    """Docker with BuildKit, and without."""
    if not BUILDERS[request.param]:
        real = adapter.shutil.which
        monkeypatch.setattr(
            adapter.shutil, "which", lambda name: None if name == "docker" else real(name)
        )
    return docker_case


def test_a_build_tells_what_it_does_and_bears_its_labels(builder: Case, tmp_path: Path) -> None:
    """Lines come while it runs; the syntax line that would need a registry is passed over."""
    said: list[str] = []
    tag = f"sandbox-app/{builder.base}:1"
    text = (
        f"# syntax=docker/dockerfile:1\nFROM {IMAGE}\nCOPY a.txt /a.txt\nRUN echo {tag} $((6*7))\n"
    )
    builder.engine.build(
        tag,
        folder(tmp_path, text, **{"a.txt": "a"}),
        "Dockerfile",
        labels=labels(builder),
        on_line=said.append,
    )
    assert any(f"{tag} 42" in line for line in said)
    found = builder.engine.image(tag)
    assert found is not None
    assert labels(builder).items() <= found.labels.items()
    builder.engine.create(builder.spec(image=tag))
    assert builder.engine.get_file(builder.name(), "/a.txt") == b"a"


def test_a_build_that_fails_says_why(builder: Case, tmp_path: Path) -> None:
    """The build's own last words, and no image."""
    tag = f"sandbox-app/{builder.base}:1"
    context = folder(
        tmp_path,
        f"FROM {IMAGE}\nCOPY install .\nRUN sh install\n",
        install="echo begun\necho 'ERROR: No matching distribution' >&2\nexit 3\n",
    )
    with pytest.raises(BuildFailed) as caught:
        builder.engine.build(tag, context, "Dockerfile", labels=labels(builder), on_line=silent)
    assert 'it stopped with "ERROR: No matching distribution"' in caught.value.message
    assert builder.engine.image(tag) is None


def test_a_dockerfile_that_is_wrong_is_a_failed_build(builder: Case, tmp_path: Path) -> None:
    """A slip in it is the app's, not Docker's refusal."""
    with pytest.raises(BuildFailed):
        builder.engine.build(
            f"sandbox-app/{builder.base}:1",
            folder(tmp_path, f"FROM {IMAGE}\nNONSENSE x\n"),
            "Dockerfile",
            labels=labels(builder),
            on_line=silent,
        )


def test_what_is_ignored_does_not_get_in(builder: Case, tmp_path: Path) -> None:
    """The app's .dockerignore holds, comments and exceptions in it too."""
    tag = f"sandbox-app/{builder.base}:1"
    context = folder(
        tmp_path,
        f"FROM {IMAGE}\nCOPY . /app\n",
        **{
            ".dockerignore": "# no secrets\n.env*\n!.env.example\n",
            ".env": "S=1",
            ".env.example": "",
        },
    )
    builder.engine.build(tag, context, "Dockerfile", labels=labels(builder), on_line=silent)
    builder.engine.create(builder.spec(image=tag))
    assert builder.engine.get_file(builder.name(), "/app/.env") is None
    assert builder.engine.get_file(builder.name(), "/app/.env.example") == b""


@pytest.mark.parametrize("more", [0, 600_000])
def test_builds_trust_what_the_host_trusts(
    builder: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    """RUN sees the host's certificates, however many, and the finished app has no setting of
    them."""
    bundle = tmp_path / "company.crt"
    bundle.write_text("company" + "\n" * more)
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    context = tmp_path / "context"
    context.mkdir()
    tag = f"sandbox-app/{builder.base}:1"
    text = f'FROM {IMAGE}\nRUN test "$(cat $PIP_CERT)" = company\nCOPY . /context/\n'
    builder.engine.build(
        tag, folder(context, text), "Dockerfile", labels=labels(builder), on_line=silent
    )
    name = builder.spec(image=tag)
    builder.engine.create(name)
    builder.engine.start(name.name)
    seen = builder.engine.execute(name.name, ("sh", "-c", "echo -n $PIP_CERT"))
    assert seen.output == ""
    assert not builder.engine.get_file(name.name, CA_PATH)
    left = builder.engine.execute(name.name, ("find", "/context", "-name", "*.crt"))
    assert left.output == ""
    # The image of the engine's own builder that the bundle was copied from.
    digest = hashlib.sha256(bundle.read_bytes()).hexdigest()
    engine.remove_images(f"sandbox-ca:{digest[:12]}")


def test_what_a_failed_build_leaves_is_known_as_ours(docker_case: Case, tmp_path: Path) -> None:
    """Its layers serve the next try, and can be removed by their label, all of them."""
    tag = f"sandbox-app/{docker_case.base}:1"
    nonce = docker_case.base
    build = plain_build(f"FROM {IMAGE}\nENV A={nonce}\nENV B={nonce}\nRUN exit 3\n")
    docker = docker_case.engine

    def ours() -> set[str]:
        found = left_layers(docker.images({"sandbox.role": LAYER}), before="9")
        told = [engine.inspect(one.name, "image") for one in found]
        return {one["Id"] for one in told if f"A={nonce}" in one["Config"]["Env"]}

    with pytest.raises(BuildFailed):
        docker.build_held(
            tag,
            tmp_path,
            build,
            labels=labels(docker_case),
            network="none",
            arguments={},
            limits=BUILD_LIMITS,
            on_line=silent,
        )
    (left,) = ours()
    parent = engine.inspect(left, "image")["Parent"]
    assert docker.remove_image(left)
    assert ours() == set()
    assert parent
    assert docker.image(parent) is None


@pytest.mark.parametrize("trap", ["link", "folder", "file", "ignored"])
def test_the_text_that_was_judged_is_what_is_built(
    builder: Case, tmp_path: Path, trap: str
) -> None:
    """Whatever the app puts in the Dockerfile's place meanwhile, under our own name for it too."""
    tag = f"sandbox-app/{builder.base}:1"
    judged, swapped = f"FROM {IMAGE}\nENV WHICH=judged\n", f"FROM {IMAGE}\nENV WHICH=swapped\n"
    folder(tmp_path, swapped)
    ours = tmp_path / DOCKERFILE
    match trap:
        case "link":
            ours.symlink_to("Dockerfile")
        case "folder":
            ours.mkdir()
            (ours / "Dockerfile").write_text(swapped)
        case "file":
            ours.write_text(swapped)
            (tmp_path / f"{DOCKERFILE}.dockerignore").write_text("*\n")
        case _:
            (tmp_path / ".dockerignore").write_text(f"*\n{DOCKERFILE}\n")
    builder.engine.build(
        tag, tmp_path, "Dockerfile", labels=labels(builder), on_line=silent, text=judged
    )
    assert which(builder, tag, "open") == "judged"
    build = plain_build(judged)
    builder.engine.build_held(
        tag,
        tmp_path,
        build,
        labels=labels(builder),
        network="none",
        arguments={},
        limits=BUILD_LIMITS,
        on_line=silent,
    )
    assert which(builder, tag, "held") == "judged"


def which(case: Case, tag: str, role: str) -> str:
    """What the image says in its environment of which text it is of."""
    case.engine.create(case.spec(role, image=tag, command=("sh", "-c", "echo $WHICH")))
    case.engine.start(case.name(role))
    case.engine.wait(case.name(role), seconds=60)
    return case.engine.logs(case.name(role), lines=1).strip()

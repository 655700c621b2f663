"""What `sandbox render` prints, as Compose itself reads it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import yaml

from sandbox.model.compose import compose_model
from tests.unit.model.samples import NAME, SPEC, WANTED, stack


def config(folder: Path, model: dict[str, object], *words: str) -> subprocess.CompletedProcess[str]:
    file = folder / "compose.yaml"
    file.write_text(yaml.safe_dump(model, sort_keys=False))
    return subprocess.run(
        ["docker", "compose", "-f", str(file), "config", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def test_compose_accepts_it(tmp_path: Path) -> None:
    """Without a word of complaint."""
    run = config(tmp_path, compose_model(WANTED), "-q")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_compose_reads_what_was_meant(tmp_path: Path) -> None:
    """Resolved, it is the same closed stack, dollar signs included."""
    spec = replace(SPEC, env=(("PRICE", "5$ ${HOME}"),))
    run = config(tmp_path, compose_model(stack(spec)))
    assert run.returncode == 0, run.stderr
    read = yaml.safe_load(run.stdout)
    assert read["name"] == "shop-anna"
    assert read["networks"]["default"]["internal"] is True
    assert read["networks"]["default"]["name"] == NAME.network
    app = read["services"]["app"]
    assert app["environment"]["PRICE"].replace("$$", "$") == "5$ ${HOME}"
    assert app["cap_drop"] == ["ALL"]
    assert app["depends_on"]["database"]["condition"] == "service_started"
    assert int(app["mem_limit"]) == int(app["memswap_limit"]) == 1024 << 20

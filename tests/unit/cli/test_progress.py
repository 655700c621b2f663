"""What a person sees while they wait."""

from __future__ import annotations

import pytest

from sandbox.events import Notice, StepFailed, StepFinished, StepProgress, StepStarted
from sandbox.frontends.cli.progress import Plain, finished_line, screen

EVENTS = (
    StepStarted(key="build image", doing="building the app"),
    StepProgress(key="build image", line="#5 pip install"),
    StepFinished(key="build image", title="app built", seconds=8.12, note="14 MB"),
    StepStarted(key="create network", doing="making a network", shown=False),
    StepFinished(key="create network", title="network", seconds=0.1, shown=False),
    Notice(text="the address changed"),
    StepFailed(key="wait app", title="running"),
)


def shown(capsys: pytest.CaptureFixture[str], *, verbose: bool) -> list[str]:
    plain = Plain(verbose=verbose)
    for event in EVENTS:
        plain(event)
    printed = capsys.readouterr()
    assert printed.out == ""
    return [" ".join(line.split()) for line in printed.err.splitlines()]


def test_ordinary_progress_is_short(capsys: pytest.CaptureFixture[str]) -> None:
    """Only steps that a person wants to read of, on standard error."""
    assert shown(capsys, verbose=False) == [
        "… building the app",
        "✓ app built 8.1 s 14 MB",
        "! the address changed",
        "✗ running: did not work",
    ]


def test_verbose_progress_is_everything(capsys: pytest.CaptureFixture[str]) -> None:
    """Every step with its key, and every line."""
    lines = shown(capsys, verbose=True)
    assert "… building the app [build image]" in lines
    assert "#5 pip install" in lines
    assert "✓ network 0.1 s" in lines


def test_quiet_progress_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors only."""
    with screen(quiet=True, verbose=False) as emit:
        for event in EVENTS:
            emit(event)
    assert capsys.readouterr() == ("", "")


def test_a_line_of_progress_fits_a_terminal() -> None:
    """A long note goes below; a time of its own stands in the place of the step's."""
    note = "what you typed in is still there; `sandbox restore` goes back to what it was before"
    long = finished_line(StepFinished(key="m", title="changed", seconds=1.5, note=note))
    assert all(len(line) <= 80 for line in long.splitlines())
    assert " ".join(long.split()).endswith(note)
    swap = finished_line(StepFinished(key="s", title="data swapped", seconds=0.2, note="191 ms"))
    assert " ".join(swap.split()) == "✓ data swapped 191 ms"

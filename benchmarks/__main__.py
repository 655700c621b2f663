"""`make bench`, or `python -m benchmarks --only reset --quick`.

Exit code: 0 when everything ran, a missed bound included, which is printed as such; 1 where
something did not run; 130 after Ctrl-C. Whatever was made is removed in any case.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from benchmarks import attacks, commands, crowd, latency, loads, prove, resets, seeding, warm
from benchmarks.bench import Bench
from benchmarks.figures import Figure, table
from benchmarks.machine import describe
from benchmarks.process import DidNotRun

TOPICS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "up": warm.measure,
    "reset": resets.measure,
    "commands": commands.measure,
    "crowd": crowd.measure,
    "prove": prove.measure,
    "latency": latency.measure,
    "seeding": seeding.measure,
    "loads": loads.measure,
    "attacks": attacks.measure,
}


def main() -> int:
    chosen = _arguments()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    machine = describe()
    bench = Bench(runs=chosen.runs, quick=chosen.quick)
    figures: list[Figure] = []
    try:
        # A list, not any(): what fails does not keep the others from running.
        failed = [name for name in chosen.only or TOPICS if not _run(name, bench, figures)]
        code = 1 if failed else 0
    except KeyboardInterrupt:
        code = 130
    finally:
        _quietly()
        bench.close()
    print(f"{table(figures)}\n\nMedians of {chosen.runs} runs (from–to) on {machine}.")
    return code


def _run(name: str, bench: Bench, figures: list[Figure]) -> bool:
    """One topic; False where something in it did not run, which gets a line of its own."""
    try:
        for figure in TOPICS[name](bench):
            figures.append(figure)
        return True
    except DidNotRun as error:
        figures.append(Figure(what=f"{name}: **did not run**", measured=str(error)))
        print(f"{name}: {error}", file=sys.stderr)
        return False
    finally:
        bench.clear()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=TOPICS, help="this topic; repeatable")
    parser.add_argument("--runs", type=int, help="pairs per figure (default: 5, quick: 2)")
    parser.add_argument("--quick", action="store_true", help="few runs, no huge database")
    chosen = parser.parse_args()
    chosen.runs = max(1, chosen.runs or (2 if chosen.quick else 5))
    return chosen


def _quietly() -> None:
    """No second Ctrl-C: the clearing up must not be cut short."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    _quietly()
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

"""The one list of checks; a new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.model.handover.change import Change
from sandbox.review.dependencies import dependencies
from sandbox.review.finding import WEIGHT, Checked, Facts, Finding
from sandbox.review.migrations import migrations
from sandbox.review.not_source import not_source
from sandbox.review.own_tests import own_tests
from sandbox.review.secrets import secrets
from sandbox.review.size import size
from sandbox.review.weakened import untested, weakened

CHECKS: tuple[Callable[[Change, Facts], Checked], ...] = (
    own_tests,
    secrets,
    migrations,
    untested,
    weakened,
    dependencies,
    not_source,
    size,
)


def check_all(change: Change, facts: Facts) -> tuple[Checked, ...]:
    return tuple(check(change, facts) for check in CHECKS)


def by_weight(checked: tuple[Checked, ...]) -> tuple[Finding, ...]:
    """The heaviest first."""
    found = [finding for one in checked for finding in one.findings]
    return tuple(sorted(found, key=lambda one: WEIGHT[one.severity]))


def blocks(checked: tuple[Checked, ...]) -> bool:
    """Whether the work can only be handed over as a draft."""
    return any(one.severity == "blocks" for one in by_weight(checked))

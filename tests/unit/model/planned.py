"""What `up` plans, and how it prints."""

from __future__ import annotations

from textwrap import dedent

from sandbox.model.observed import Observed
from sandbox.model.plan import Plan
from sandbox.model.stack import Stack
from sandbox.model.up import plan_up
from tests.unit.model.samples import (
    SPEC,
    WANTED,
    WORKSPACE,
)


def plan(observed: Observed, wanted: Stack = WANTED) -> Plan:
    return plan_up(SPEC, wanted, observed, workspace=WORKSPACE)


def printed(plan: Plan) -> str:
    return "\n".join(" ".join(line.split()) for line in str(plan).splitlines())


def lines(text: str) -> str:
    return dedent(text).strip()

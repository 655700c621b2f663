"""What the report says of a table that the server refused rows of."""

from __future__ import annotations

from sandbox.effects.load.policed import DENIED, by_policy
from sandbox.errors import StatementRefused
from sandbox.ports import Session
from sandbox.seeding.schemas.schema import Table


def refused(session: Session, table: Table, refusal: StatementRefused) -> str:
    """The rule that was broken, by its name and kind, and the server's words."""
    name, said = refusal.constraint, refusal.message
    policy = by_policy(session, table, refusal)
    if policy is not None:
        return policy
    checks = {check.name for check in table.checks}
    checks |= {check.name for column in table.columns for check in column.domain_checks}
    if name in checks:
        return f"the check {name} could not be met: {said}"
    if any(name == exclusion.name for exclusion in table.exclusions):
        return f"the exclusion constraint {name} could not be met: {said}"
    if any(name == key.name for key in table.foreign_keys):
        return f"the foreign key {name} could not be met: {said}"
    if name:
        return f"{name} could not be met: {said}"
    if refusal.function:
        return f"{_raised_by(table, refusal.function)} refused its rows: {said}"
    return f"the server refused its rows: {said}"


def _raised_by(table: Table, function: str) -> str:
    """The trigger, where the function is one's; a function that one calls has its own name."""
    names = [trigger.name for trigger in table.triggers if trigger.function == function]
    if names:
        return f"the trigger {names[0]} (function {function})"
    return f"the function {function}"


def is_denied(table: Table, refusal: StatementRefused) -> bool:
    """Whether we have no right to write there: then no other row would land either."""
    return refusal.code == DENIED and not table.policed

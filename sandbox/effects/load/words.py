"""What the report says of a table that the server refused rows of."""

from __future__ import annotations

from sandbox.errors import StatementRefused
from sandbox.seeding.schemas.schema import Table


def refused(table: Table, refusal: StatementRefused) -> str:
    """The rule that was broken, by its name and kind, and the server's words."""
    name, said = refusal.constraint, refusal.message
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
        return f"the function {refusal.function} refused its rows: {said}"
    return f"the server refused its rows: {said}"

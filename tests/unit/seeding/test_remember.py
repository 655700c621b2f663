"""Mending many rows of a kind does not look for a change in each of them."""

from __future__ import annotations

from unittest.mock import patch

from sandbox.seeding.checks.candidates import Candidates
from tests.unit.seeding.build import check, column, rows_of, seeding, serial, table


def test_what_mended_rows_before_is_tried_first() -> None:
    """Of thousands of rows with two of three set, only a few are looked at from scratch."""
    names = ("card", "iban", "voucher")
    made = seeding(
        table(
            "t",
            serial(),
            *(column(name, not_null=False) for name in names),
            constraints=(check("(num_nonnulls(card, iban, voucher) = 1)"),),
        ),
        rows=6_000,
    )
    with patch.object(Candidates, "changes", autospec=True, side_effect=Candidates.changes) as seen:
        rows = rows_of(made, "t")
    assert len(rows) == 6_000
    assert all(sum(row[name] != "\\N" for name in names) == 1 for row in rows)
    assert seen.call_count < 400
    chosen = [next(name for name in names if row[name] != "\\N") for row in rows]
    assert all(chosen.count(name) > 600 for name in names)

"""Rows that meet conditions between columns, made without a server."""

from __future__ import annotations

from typing import Any

from tests.unit.seeding.build import check, column, rows_of, seeding, serial, table


def _made(expression: str, *columns: dict[str, Any], rows: int = 150) -> list[dict[str, str]]:
    made = seeding(table("t", serial(), *columns, constraints=(check(expression),)), rows=rows)
    assert made.tables[0].left_out is None
    return rows_of(made, "t")


def test_the_smaller_of_two_numbers_is_the_smaller() -> None:
    """Where two come out the wrong way round, they change places."""
    rows = _made("(low_mark < high_mark)", column("low_mark", "int4"), column("high_mark", "int4"))
    assert len(rows) == 150
    assert all(int(row["low_mark"]) < int(row["high_mark"]) for row in rows)


def test_a_sum_is_worked_out() -> None:
    """`total = net + tax` gives many different totals."""
    amount = {"precision": 10, "scale": 2}
    rows = _made(
        "(total = (net + tax))",
        column("net", "numeric", **amount),
        column("tax", "numeric", **amount),
        column("total", "numeric", **amount),
    )
    assert len({row["total"] for row in rows}) > 100
    for row in rows:
        cents = {name: round(float(row[name]) * 100) for name in ("net", "tax", "total")}
        assert cents["total"] == cents["net"] + cents["tax"]


def test_exactly_one_of_several_is_set() -> None:
    """Each of the three gets its turn."""
    names = ("card", "iban", "voucher")
    rows = _made(
        "(num_nonnulls(card, iban, voucher) = 1)",
        *(column(name, not_null=False) for name in names),
    )
    chosen = [[name for name in names if row[name] != "\\N"] for row in rows]
    assert all(len(names_set) == 1 for names_set in chosen)


def test_a_date_is_there_exactly_when_the_state_says_so() -> None:
    """An equivalence between a state and NOT NULL."""
    rows = _made(
        "((state = 'closed'::text) = (closed_at IS NOT NULL))",
        column("state", labels=["open", "closed"], category="e"),
        column("closed_at", "timestamptz", not_null=False),
    )
    assert {(row["state"], row["closed_at"] == "\\N") for row in rows} == {
        ("open", True),
        ("closed", False),
    }


def test_a_check_that_cannot_be_met_leaves_the_table_empty_and_says_so() -> None:
    """The report names the check; nothing is raised."""
    ones = table("ones", serial(), column("n", "int4"), constraints=(check("(n > 5) AND (n < 3)"),))
    (report,) = seeding(ones, rows=20).tables
    assert report.rows == 0
    assert report.left_out == "20 of 20 rows left out: the check ck could not be met"

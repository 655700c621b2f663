"""Orders and invoices come to what their lines come to."""

from __future__ import annotations

import pytest

from tests.postgres.conftest import SCHEMAS, Database

MISSED = """
SELECT count(*) FROM {whole} w LEFT JOIN LATERAL
    (SELECT coalesce(sum({line}), 0) AS sum, count(*) FROM {lines} l WHERE l.{key} = w.id) l ON true
WHERE l.count = 0 OR ({total} > 0 AND {total} <> l.sum)
"""
CASES = {
    "orders": ("order_lines", "order_id", "w.total", "quantity * price"),
    "invoices": ("invoice_items", "invoice_id", "w.amount", "amount"),
    "carts": ("cart_items", "cart_id", "w.subtotal", "line_total"),
    "rechnungen": (
        "rechnungspositionen",
        "rechnung_id",
        "(w.gesamtbetrag_cents / 100.0 - w.versandkosten)",
        "gesamt",
    ),
}


@pytest.mark.parametrize("rows", [None, 7_000])
def test_a_total_is_the_sum_of_its_lines(rows: int | None, database: Database) -> None:
    """Whatever their names say it is: quantity times price, an amount, a line's own total."""
    database.run((SCHEMAS / "totals_of_lines.sql").read_text())
    loaded = database.fill(rows=rows)
    assert loaded.constraints.failed == ()
    assert [(one.table, one.left_out) for one in loaded.tables if one.left_out] == []
    for whole, (lines, key, total, line) in CASES.items():
        said = MISSED.format(whole=whole, lines=lines, key=key, total=total, line=line)
        assert database.value(said) == 0, whole
    assert database.value("SELECT count(DISTINCT quantity) > 2 FROM order_lines") is True
    assert database.value("SELECT count(DISTINCT price) > 20 FROM order_lines") is True
    assert database.value("SELECT bool_or(discount_percent > 0) FROM cart_items") is True
    assert database.value(
        "SELECT bool_and(line_total = round(quantity * unit_price * (1 - discount_percent / 100),"
        " 2)) FROM cart_items"
    )

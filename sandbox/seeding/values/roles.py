"""Which columns of amounts a table has: net, tax, gross, quantity, price and so on."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.seeding.schemas.schema import Family, Table
from sandbox.seeding.values.naming import words_of

_ROLES: Mapping[str, str] = {
    name: role
    for role, names in {
        "net": "net subtotal sub_total net_amount net_total total_net amount_net items_total "
        "price_net net_price total_excl_tax total_before_tax sum_net net_sum",
        "discount": "discount discount_amount discount_total total_discount",
        "shipping": "shipping shipping_cost shipping_fee shipping_amount shipping_total "
        "delivery_fee delivery_cost freight freight_cost shipping_price handling_fee",
        "tip": "tip tip_amount gratuity service_charge",
        "tax": "tax tax_amount vat vat_amount tax_total total_tax total_vat sales_tax",
        "tax_rate": "tax_rate vat_rate tax_percent vat_percent tax_percentage",
        "gross": "gross gross_amount total total_amount grand_total gross_total total_gross "
        "amount_total total_price total_incl_tax price_gross gross_price amount_gross "
        "line_total extended_price line_amount total_cost order_total invoice_total sum",
        "paid": "paid_amount amount_paid paid total_paid",
        "due": "balance_due amount_due due_amount outstanding remaining open_amount "
        "outstanding_amount remaining_amount",
        "quantity": "quantity qty hours units",
        "odometer_start": "odometer_start start_mileage odometer_out mileage_start",
        "odometer_end": "odometer_end end_mileage odometer_in mileage_end",
        "recipients": "recipients recipient_count sent_count",
        "opens": "opens open_count opened",
        "clicks": "clicks click_count clicked",
        "most_uses": "usage_limit max_uses max_redemptions",
        "uses": "times_used uses used_count redemptions",
        "unit_price": "unit_price price price_per_unit unit_cost price_each hourly_rate "
        "price_per_night nightly_rate rate_per_hour item_price daily_rate price_per_day "
        "rate_per_day day_rate",
        "discount_rate": "discount_percent discount_percentage discount_rate discount_pct",
        "days": "days nights number_of_days number_of_nights total_days duration_days",
        "cost": "cost cost_price purchase_price unit_cost buying_price wholesale_price",
        "sale": "sale_price discounted_price special_price promo_price offer_price",
        "list": "list_price msrp rrp compare_at_price original_price regular_price old_price",
    }.items()
    for name in names.split()
}
_LINE_TOTALS = ("amount", "value", "sum")
CENTS = frozenset(["cents", "cent", "pence", "minor"])
_UNITS = CENTS | frozenset(["eur", "usd", "gbp", "chf"])
_NUMBERS = (Family.INTEGER, Family.NUMERIC, Family.FLOAT)


def roles_of(table: Table) -> dict[str, str]:
    """The columns of amounts by what they are: `net`, `tax` and so on, the first of each."""
    found: dict[str, str] = {}
    single = [c for c in table.columns if c.family in _NUMBERS and not c.array and not c.generated]
    for column in single:
        role = _ROLES.get(_bare(column.name))
        if role is not None:
            found.setdefault(role, column.name)
    if "tax" in found and "gross" in found and "net" not in found and "unit_price" not in found:
        net = next((c.name for c in single if _bare(c.name) == "amount"), None)
        if net is not None:
            found["net"] = net
    if "quantity" in found and "unit_price" in found and "gross" not in found:
        names = {_bare(c.name): c.name for c in single}
        total = next((names[name] for name in _LINE_TOTALS if name in names), None)
        if total is not None:
            found["gross"] = total
    return found


def _bare(name: str) -> str:
    """The name's words without the currency at its end."""
    return "_".join(word for word in words_of(name) if word not in _UNITS)

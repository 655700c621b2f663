"""Money is a Decimal with two places and a currency code. Never a float."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


def round_money(amount: Decimal) -> Decimal:
    """To whole cents, halves away from zero, as on our invoices."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def add_up(amounts: Iterable[Decimal]) -> Decimal:
    return round_money(sum(amounts, Decimal(0)))


def percentage(amount: Decimal, rate: Decimal) -> Decimal:
    """`rate` per cent of `amount`, in whole cents: 21 % of 100.00 is 21.00."""
    return round_money(amount * rate / 100)


def format_money(amount: Decimal | None, currency: str) -> str:
    """For people: `€ 1,234.50`, `CHF 99.00`, `− € 5.00`; a dash where there is none."""
    if amount is None:
        return "–"
    sign = "− " if amount < 0 else ""
    symbol = SYMBOLS.get(currency, currency)
    return f"{sign}{symbol}\N{NO-BREAK SPACE}{round_money(abs(amount)):,.2f}"

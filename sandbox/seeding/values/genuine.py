"""Numbers with check digits: what makes them wrong, for whichever scheme reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.identifiers import luhn_digit
from sandbox.seeding.values.value import Rows, Value

_SHORTEST = 7
"""Shorter numbers have no check digits worth speaking of."""
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
_IBAN_IN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}([ -]?[A-Za-z0-9]){10,30}(?![A-Za-z0-9])")
_CARD_IN = re.compile(r"(?<!\d)\d([ -]?\d){12,18}(?!\d)")


def passes_luhn(digits: str) -> bool:
    """Cards, IMEI, Canada's SIN, Sweden's personnummer."""
    return luhn_digit(digits[:-1]) == int(digits[-1])


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def _eleven(digits: str) -> bool:
    """The Dutch BSN and account numbers: 9, 8 … 2, and -1 for the last."""
    weights = [*range(len(digits), 1, -1), -1]
    return _weighted(digits, weights) % 11 == 0


def _eleven_up(digits: str) -> bool:
    """NHS numbers, ISBN-10, Brazil's CPF: the weighted sum of all is a multiple of 11."""
    total = _weighted(digits, range(len(digits), 0, -1))
    from_two = _weighted(digits[:-1], range(len(digits), 1, -1)) * 10 % 11 % 10
    return total % 11 == 0 or from_two == int(digits[-1])


def _seven_ten(digits: str) -> bool:
    """Poland's PESEL, and bank numbers of the United States (3, 7, 1)."""
    pesel = _weighted(digits, (1, 3, 7, 9) * 5)
    return pesel % 10 == 0 or _weighted(digits, (3, 7, 1) * 6) % 10 == 0


def _ninety_seven(digits: str) -> bool:
    """Belgium's and France's numbers: the last two digits are 97 less the rest modulo 97."""
    rest, last = int(digits[:-2]), int(digits[-2:])
    return (97 - rest % 97) == last or rest % 97 == last


def _mixed_eleven_ten(digits: str) -> bool:
    """ISO 7064 MOD 11,10: the German tax number."""
    product = 10
    for digit in digits[:-1]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[-1])


_TESTS: Sequence[Callable[[str], bool]] = (
    passes_luhn, _eleven, _eleven_up, _seven_ten, _ninety_seven, _mixed_eleven_ten
)  # fmt: skip


def wrong_digit(body: str) -> str:
    """The digit that no scheme would put after these; the first, where every one has a taker."""
    digits = re.sub(r"\D", "", body)
    if len(digits) < _SHORTEST:
        return "0"
    for digit in "0123456789":
        if not any(test(digits + digit) for test in _TESTS):
            return digit
    return str((luhn_digit(digits) + 1) % 10)


def passes_iban(text: str) -> bool:
    """ISO 7064 MOD 97-10, whatever spaces there are."""
    written = re.sub(r"[ -]", "", text).upper()
    if not _IBAN.fullmatch(written):
        return False
    moved = written[4:] + written[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def holds_iban(text: str) -> bool:
    """Whether a text looks as if an IBAN were in it."""
    return _IBAN_IN.search(text) is not None


def wrong_iban_digit(body: str) -> str:
    """The digit after which no bank takes the IBAN at the end of these letters."""
    first = sum(map(ord, body)) % 10
    for digit in (str((first + more) % 10) for more in range(10)):
        found = _IBAN_IN.search(body + digit)
        if found is None or not passes_iban(found[0]):
            return digit
    raise AssertionError("one digit at most makes an IBAN right")


def spoilt(value: Value) -> Value:
    """The value, with another last digit wherever a text has an IBAN or a card's number in it
    that a bank would take."""
    draw = value.draw

    def drawn(rows: Rows) -> list[Raw]:
        return [_spoilt(text) if isinstance(text, str) else text for text in draw(rows)]

    return replace(value, draw=drawn, pick=None, size=0, distinct=False)


def _spoilt(text: str) -> str:
    for found in (*_IBAN_IN.finditer(text), *_CARD_IN.finditer(text)):
        digits = re.sub(r"[ -]", "", found[0])
        if passes_iban(digits) or (digits.isdigit() and passes_luhn(digits)):
            at = max(place for place in range(*found.span()) if text[place].isdigit())
            text = f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"
    return text

"""Numbers that authorities and banks give: of the right length and shape, and never real."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.places import PLACES
from sandbox.seeding.values.value import Rows, Spec, Value

_SPREAD = 7919
"""A prime: neighbours' numbers look unlike each other, and none comes twice."""


def _numbered(one: Callable[[int], str], why: str, size: int = 10**9) -> Callable[[Spec], Value]:
    """A rule that writes the row's number in some form."""

    def rule(spec: Spec) -> Value:
        def pick(indexes: Sequence[int]) -> list[Raw]:
            return [one(index) for index in indexes]

        return Value(
            why=why,
            draw=lambda rows: pick(rows.numbers),
            pick=pick,
            size=size,
            distinct=True,
            longest=len(one(0)),
        )

    return rule


def _mixed(index: int, digits: int) -> str:
    return f"{(index + 1) * _SPREAD % 10**digits:0{digits}d}"


def luhn_digit(digits: str) -> int:
    """The digit that makes a number pass Luhn's check when put after it."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10


def _wrong_luhn(digits: str) -> str:
    return f"{digits}{(luhn_digit(digits) + 1) % 10}"


def _ean(digits: str) -> str:
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return f"{digits}{-total % 10}"


card_number = _numbered(
    lambda i: _wrong_luhn(f"400000{_mixed(i, 9)}"), "a card number with a wrong check digit"
)
card_last_four = _numbered(lambda i: _mixed(i, 4), "four digits", 10**4)
security_code = _numbered(lambda i: _mixed(i, 3), "three digits", 10**3)
social_security = _numbered(
    lambda i: f"000-{_mixed(i, 6)[:2]}-{_mixed(i, 6)[2:]}", "a number of an area never given", 10**6
)
national_id = _numbered(lambda i: f"XX{_mixed(i, 7)}", "a number of no country (XX)", 10**7)
vat_number = _numbered(lambda i: f"XX{_mixed(i, 9)}", "a tax number of no country (XX)")
ean = _numbered(
    lambda i: _ean(f"2{_mixed(i, 11)}"), "an article number of the range kept for a shop's own use"
)
isbn = _numbered(
    lambda i: _wrong(_ean(f"9780{_mixed(i, 8)}")), "an ISBN with a wrong check digit", 10**8
)
imei = _numbered(lambda i: _wrong_luhn(f"00{_mixed(i, 12)}"), "a device number nobody has")
vehicle_number = _numbered(
    lambda i: f"XXX{_mixed(i, 14)}", "a vehicle number of no maker (XXX)", 10**9
)
plate = _numbered(lambda i: f"XX-{_mixed(i, 5)}", "a number plate of no country (XX)", 10**5)
routing_number = _numbered(lambda i: f"99{_mixed(i, 7)}", "a bank number never given", 10**7)
bank_account = _numbered(lambda i: f"00{_mixed(i, 8)}", "an account number never given", 10**8)
bic = _numbered(
    lambda i: "TEST" + "XX" + "ABCDEFGHKLMNPRST"[i % 16] + "0", "a bank code of no country (XX)", 16
)
ticker = _numbered(
    lambda i: "Z" + "".join("ABCDEFGHKLMNPRSTUVWX"[i // 20**k % 20] for k in range(3)),
    "letters of no company",
    20**3,
)


def _wrong(number: str) -> str:
    return f"{number[:-1]}{(int(number[-1]) + 1) % 10}"


_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18, "FR": 27,
    "GB": 22, "GR": 27, "IE": 22, "IT": 27, "LU": 20, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "SE": 24,
}  # fmt: skip
_LETTERS = {"GB": "XXXX", "IE": "XXXX", "NL": "XXXX", "IT": "X"}
"""What comes before the digits, in the countries whose IBANs have letters there."""


def _iban(country: str, index: int) -> str:
    """An IBAN of the country's length and shape, whose check digits are wrong."""
    body = _LETTERS.get(country, "")
    digits = _IBAN_LENGTHS[country] - 4 - len(body)
    body += f"{index % 97 * 7919 % 10 ** (digits - 10):0{digits - 10}d}{index + 1:010d}"
    written = "".join(str(int(letter, 36)) for letter in f"{body}{country}00")
    right = 98 - int(written) % 97
    return f"{country}{right - 1 if right > 2 else right + 1:02d}{body}"


def iban(spec: Spec, only: str | None = None) -> Value:
    """Of the row's country, else Germany's. only: of this country, in every row."""
    hidden = hidden_name("place", spec.prefix)
    room = min(spec.column.length or 99, spec.limits.longest or 99)
    usable = {code for code, length in _IBAN_LENGTHS.items() if length <= room} or {"NO"}
    fallback = "DE" if "DE" in usable else "NO"
    if only in _IBAN_LENGTHS:
        usable, fallback = set(), only
    countries = [p.country if p.country in usable else fallback for p in PLACES]

    def draw(rows: Rows) -> list[Raw]:
        pairs = zip(rows.columns[hidden], rows.numbers, strict=True)
        return [_iban(countries[place], number) for place, number in pairs]

    return Value(
        why="an IBAN of the row's country, with wrong check digits",
        draw=draw,
        pick=lambda indexes: [_iban(fallback, index) for index in indexes],
        size=10**10,
        needs=(hidden,),
        distinct=True,
        longest=max(_IBAN_LENGTHS[code] for code in usable | {fallback}),
    )

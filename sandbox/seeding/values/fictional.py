"""Phone numbers that are nobody's, by country: kept for fiction, or of blocks never given out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sandbox.seeding.values.pinned import beginning
from sandbox.seeding.values.strings import Strings

_FICTION = """
FR 33 0 9 19900|26191|35301|46571|53649|63998
GB 44 0 10 7700900|207946000|1632960|3069990|8081570
DE 49 0 0 17139200|176040690|3023125|6990009|4066969|2214710|8999998
AU 61 0 9 491570|255500|355500|755500|855500
SE 46 0 9 701740|313906|406280
"""
"""country, calling code, what is dialled before within it, digits after that (0: any number of
them), beginnings of numbers for films.

ARCEP's decision 2018-0881 (France), Ofcom's "numbers for drama use" (Britain), Bundesnetzagentur's
"Drama Numbers", notice 148/2021 (Germany), ACMA's "numbers for use in creative works" (Australia,
the landlines), PTS's numbers for books and films (Sweden)."""

_NEVER_GIVEN = """
NL 31 0 9 60
BE 32 0 9 441|40
AT 43 0 10 63
CH 41 0 9 70
IE 353 0 9 84
ES 34 - 9 75|89
IT 39 - 10 30
PT 351 - 9 95
DK 45 - 8 83
NO 47 - 8 42|83
FI 358 0 9 49
PL 48 - 9 705|19
CZ 420 - 9 61|75
RO 40 0 9 714
TR 90 0 10 511
UA 380 0 9 58
IL 972 0 9 57
AE 971 0 9 57
SA 966 0 9 52
ZA 27 0 9 88
NG 234 0 10 900|7023|8192
KE 254 0 9 15
EG 20 0 10 16
PK 92 0 10 38
BD 880 0 10 12
CN 86 - 11 154
JP 81 0 10 900|700
KR 82 0 10 10597
SG 65 - 8 800|99
HK 852 - 8 50
PH 63 0 10 900
VN 84 0 9 53|71
TH 66 0 9 69
ID 62 0 10 84
MY 60 0 9 100
NZ 64 0 9 23
BR 55 - 11 20
MX 52 - 10 51
CO 57 - 10 34
CL 56 - 9 90
"""
"""The same, with blocks that the countries' numbering plans (as notified to the ITU) leave free:
no operator has them, for landlines or for mobiles."""


class _Block(NamedTuple):
    """within: what its numbers begin with when dialled in the country, of `length` digits or, if
    that is 0, of any number; abroad: what they begin with elsewhere."""

    country: str
    within: str
    abroad: str
    length: int
    why: str


def _read(text: str, why: str) -> Iterator[_Block]:
    for line in text.strip().splitlines():
        country, calling, trunk, digits, blocks = line.split()
        for block in blocks.split("|"):
            own = trunk.strip("-")
            length = int(digits) + len(own) if int(digits) else 0
            yield _Block(country, own + block, calling + block, length, f"{why} ({country})")


_BLOCKS = (
    *_read(_FICTION, "a number kept for films and books"),
    *_read(_NEVER_GIVEN, "a number of a block that was never given out"),
)
_STARTS = tuple(f"0{digit}" for digit in range(1, 10))
_MOBILES = {"06": "NL", "04": "BE"}
"""Whose mobiles begin so; elsewhere what does is a part of the country."""


def nobodys(
    strings: Strings, locales: Sequence[str], international: bool
) -> Iterator[tuple[Strings, str]]:
    """(the pattern's texts that are such numbers, why they are), those of the locales first.

    international: whether the pattern wants the country's code.
    """
    own = {locale[-2:].upper() for locale in locales}
    begins = [
        start for start in ("01", "02", "03", "04", "05", "06", "07") if beginning(strings, start)
    ]
    if not own and len(begins) == 1:
        own = {_MOBILES.get(begins[0], "")}
    for block in sorted(_BLOCKS, key=lambda block: block.country not in own):
        for start in (block.abroad, f"00{block.abroad}") if international else (block.within,):
            found = beginning(strings, start)
            if found is not None and (international or _as_long(found, block.length)):
                yield found, block.why


def _as_long(strings: Strings, length: int) -> bool:
    low, high = (sum(map(str.isdigit, strings.nth(at))) for at in (0, strings.size - 1))
    return not length or low <= length <= high


AREAS = [f"{a}{b}{c}" for a in range(2, 10) for b in range(9) for c in range(10) if not b == c == 1]
LONG = 6
"""So many of these are whole numbers, not only a subscriber's."""
WRITTEN: Sequence[tuple[Callable[[int], str], int]] = (
    (lambda i: f"{AREAS[i // 100]}55501{i % 100:02d}", len(AREAS) * 100),
    (lambda i: f"{AREAS[i // 100]}-555-01{i % 100:02d}", len(AREAS) * 100),
    (lambda i: f"({AREAS[i // 100]}) 555-01{i % 100:02d}", len(AREAS) * 100),
    (lambda i: f"+1{AREAS[i // 100]}55501{i % 100:02d}", len(AREAS) * 100),
    (lambda i: f"+1-{AREAS[i // 100]}-555-01{i % 100:02d}", len(AREAS) * 100),
    (lambda i: f"+447700900{i:03d}", 1000),
    (lambda i: f"55501{i % 100:02d}", 100),
    (lambda i: f"555-01{i % 100:02d}", 100),
    (lambda i: f"07700900{i:03d}", 1000),
    (lambda i: f"03023125{i:03d}", 1000),
    (lambda i: f"+493023125{i:03d}", 1000),
    (lambda i: f"019900{i:04d}", 10_000),
    (lambda i: f"+3319900{i:04d}", 10_000),
)
"""The numbers that regulators keep free, as they are written within their countries: (form of an
index, how many)."""

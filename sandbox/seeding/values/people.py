"""Persons and companies: names, and the addresses and numbers that belong to nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from sandbox.seeding.raw import Raw
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.places import PLACES
from sandbox.seeding.values.pools import first_names, jobs, last_names, slug
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool
from sandbox.seeding.values.words import COMPANY_KINDS

DOMAINS = ("example.org", "example.com", "example.net")
"""Reserved for documentation (RFC 2606): no mail to them is ever delivered."""


def person_count() -> int:
    return len(first_names()[0]) * len(last_names()[0])


def company_count() -> int:
    return len(last_names()[0]) * len(COMPANY_KINDS)


def _of(spec: Spec, kind: str, one: Callable[[int], str], why: str, longest: int) -> Value:
    """A text made from the row's person or company; `one` must give each its own for `distinct`."""
    name = hidden_name(kind, spec.prefix)

    def draw(rows: Rows) -> list[Raw]:
        return [one(number) for number in rows.columns[name]]

    return Value(
        why=why, draw=draw, needs=(name,), distinct=kind in ("person", "company"), longest=longest
    )


def first_name(spec: Spec) -> Value:
    return _one_name(spec, first_names()[0], 1, "a first name")


def last_name(spec: Spec) -> Value:
    return _one_name(spec, last_names()[0], len(first_names()[0]), "a last name")


def _one_name(spec: Spec, names: Sequence[str], step: int, why: str) -> Value:
    hidden, size = hidden_name("person", spec.prefix), len(names)
    pool = from_pool(names, spec.random(), why)

    def draw(rows: Rows) -> list[Raw]:
        return [names[number // step % size] for number in rows.columns[hidden]]

    return Value(
        why=why,
        draw=draw,
        pick=pool.pick,
        size=pool.size,
        needs=(hidden,),
        longest=pool.longest,
    )


def middle_name(spec: Spec) -> Value:
    return from_pool(first_names()[0], spec.random(), "a middle name")


def full_name(spec: Spec) -> Value:
    firsts, lasts = first_names()[0], last_names()[0]
    size, all_ = len(firsts), len(firsts) * len(lasts)

    def one(number: int) -> str:
        name = f"{firsts[number % size]} {lasts[number // size % len(lasts)]}"
        return name if number < all_ else f"{name} {number // all_ + 1}"

    return _of(spec, "person", one, "a person's name", 32)


def _handle(separator: str) -> Callable[[int], str]:
    firsts, lasts = first_names()[1], last_names()[1]
    size, all_ = len(firsts), len(firsts) * len(lasts)

    def one(number: int) -> str:
        name = f"{firsts[number % size]}{separator}{lasts[number // size % len(lasts)]}"
        return name if number < all_ else f"{name}{separator}{number // all_ + 1}"

    return one


def _short(spec: Spec, length: int, ending: Callable[[int], str]) -> Value:
    """A last name's beginning and a number, where there is no room for more."""
    lasts = last_names()[1]
    digits = len(str(spec.rows * 2))
    room = max(length - digits - len(ending(0)), 1)
    shuffle = Shuffle(len(lasts), spec.random("short"))

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{lasts[shuffle[i]][:room]}{i + 1}{ending(i)}" for i in indexes]

    return Value(
        why="the beginning of a name and a number",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**12,
        distinct=True,
        longest=room + digits + len(ending(0)),
    )


def _room(spec: Spec) -> int:
    return min(spec.column.length or 999, spec.limits.longest or 999)


def username(spec: Spec) -> Value:
    if _room(spec) < 32:
        return _short(spec, _room(spec), lambda _: "")
    return _of(spec, "person", _handle("."), "a user name made from the person's name", 32)


def email(spec: Spec) -> Value:
    """From the person's or the company's name, always at a reserved domain."""
    from sandbox.seeding.values.subject import subject

    if _room(spec) < 50:
        return _short(spec, _room(spec), lambda number: f"@{DOMAINS[number % 3]}")
    kind = "company" if subject(spec.table) == "company" and not spec.prefix else "person"
    local = _company_slug if kind == "company" else _handle(".")

    def one(number: int) -> str:
        return f"{local(number)}@{DOMAINS[number % 3]}"

    return _of(spec, kind, one, f"made from the {kind}'s name, at a reserved domain", 50)


def company(spec: Spec) -> Value:
    return _of(spec, "company", _company_name, "a company's name", 36)


def _company_name(number: int) -> str:
    names = last_names()[0]
    size, all_ = len(names), company_count()
    name = f"{names[number % size]} {COMPANY_KINDS[number // size % len(COMPANY_KINDS)]}"
    return name if number < all_ else f"{name} {number // all_ + 1}"


def _company_slug(number: int) -> str:
    return slug(_company_name(number))


def website(spec: Spec) -> Value:
    def one(number: int) -> str:
        return f"https://{_company_slug(number)}.{DOMAINS[number % 3]}"

    return _of(spec, "company", one, "made from the company's name, at a reserved domain", 60)


def job(spec: Spec) -> Value:
    return from_pool(jobs(), spec.random(), "an occupation")


# (form, how many numbers): ranges kept free for films and books by the regulators of the
# United States and Canada (555-01XX), the United Kingdom (Ofcom) and France (ARCEP).
_AMERICA = tuple(
    (f"+1-{a}{b}{c}-555-01{{:02d}}", 100)
    for a in range(2, 10)
    for b in range(9)
    for c in range(10)
    if not b == c == 1
)
_BRITAIN = (
    ("+44 20 7946 0{:03d}", 1000),
    *(
        (f"+44 {code} 496 0{{:03d}}", 1000)
        for code in (113, 114, 115, 116, 117, 118, 121, 131, 141, 151, 161)
    ),
    ("+44 7700 900{:03d}", 1000),
)
_FRANCE = tuple(
    (f"+33 {prefix} {{:02d}} {{:02d}}", 10_000) for prefix in ("1 99 00", "2 61 91", "6 39 98")
)


@cache
def _numbers(region: str) -> tuple[tuple[str, int, int], ...]:
    """(form, first index, count), and so the whole range of a region as one run of indexes."""
    blocks = {"US": _AMERICA, "GB": _BRITAIN, "FR": _FRANCE}.get(region)
    if blocks is None:
        blocks = (*_BRITAIN, *_FRANCE, *_AMERICA)
    placed, start = [], 0
    for form, count in blocks:
        placed.append((form, start, count))
        start += count
    return tuple(placed)


def _written(region: str, index: int) -> str:
    blocks = _numbers(region)
    total = blocks[-1][1] + blocks[-1][2]
    extension, index = divmod(index, total)
    low, high = 0, len(blocks) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if blocks[middle][1] <= index else (low, middle - 1)
    form, start, count = blocks[low]
    within = index - start
    text = form.format(*divmod(within, 100)) if count == 10_000 else form.format(within)
    return text if not extension else f"{text} x{extension}"


_PHONE_REGION = {"US": "US", "CA": "US", "FR": "FR", "BE": "FR", "LU": "FR", "GB": "GB", "IE": "GB"}


def phone(spec: Spec) -> Value:
    """A number from a range that is never assigned, of the row's country where that has one."""
    hidden = hidden_name("place", spec.prefix)
    random = spec.random().random
    shuffle = Shuffle(sum(block[2] for block in _numbers("")), spec.random("order"))

    def draw(rows: Rows) -> list[Raw]:
        regions = [_PHONE_REGION.get(PLACES[p].country, "GB") for p in rows.columns[hidden]]
        spread = [_numbers(region)[-1] for region in regions]
        return [
            _written(region, int(random() * (last[1] + last[2])))
            for region, last in zip(regions, spread, strict=True)
        ]

    return Value(
        why="a number from a range that is never assigned",
        draw=draw,
        pick=lambda indexes: [
            _written("", shuffle[index] + index // shuffle.size * shuffle.size) for index in indexes
        ],
        size=10**12,
        needs=(hidden,),
        longest=20,
    )

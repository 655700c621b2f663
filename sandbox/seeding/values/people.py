"""Persons and companies: names, and the addresses that belong to nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.streams import Shuffle
from sandbox.seeding.values import names
from sandbox.seeding.values.hidden import hidden_name
from sandbox.seeding.values.languages import language_of
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.pools import jobs, slug
from sandbox.seeding.values.subject import subject
from sandbox.seeding.values.value import Rows, Spec, Value, from_pool, weighted

DOMAINS = ("example.org", "example.com", "example.net")
"""Reserved for documentation (RFC 2606): no mail to them is ever delivered."""


_AT_ONCE: Mapping[Callable[[int], str], Callable[[Sequence[int]], list[str]]] = {
    names.first_of: names.firsts_of,
    names.last_of: names.lasts_of,
    names.handle_of: names.handles_of,
}
"""What gives the same for many in less time."""


def _all(one: Callable[[int], str], numbers: Sequence[int]) -> list[str]:
    many = _AT_ONCE.get(one)
    return [one(number) for number in numbers] if many is None else many(numbers)


def _of(spec: Spec, kind: str, one: Callable[[int], str], why: str, longest: int) -> Value:
    """A text made from the row's person or company; `one` gives each its own for `distinct`."""
    name = hidden_name(kind, spec.prefix)

    def draw(rows: Rows) -> list[Raw]:
        return list(_all(one, rows.columns[name]))

    return Value(why=why, draw=draw, needs=(name,), distinct=True, longest=longest)


def first_name(spec: Spec) -> Value:
    return _one_name(spec, names.first_of, "a first name")


def last_name(spec: Spec) -> Value:
    return _one_name(spec, names.last_of, "a last name")


def _one_name(spec: Spec, one: Callable[[int], str], why: str) -> Value:
    pool = names.all_firsts() if one is names.first_of else names.all_lasts()
    picked = from_pool(pool, spec.random(), why)
    value = _of(spec, "person", one, why, picked.longest or 0)
    return replace(value, distinct=False, pick=picked.pick, size=picked.size)


def middle_name(spec: Spec) -> Value:
    if (spec.column.length or 99) < 4 or "initial" in words_of(spec.column.name):
        return from_pool(tuple("ABCDEFGHJKLMNPRSTVW"), spec.random(), "an initial")
    return from_pool(names.all_firsts(), spec.random(), "a middle name")


def full_name(spec: Spec) -> Value:
    return _of(spec, "person", names.full_of, "a person's name", names.longest()[0])


def role_name(spec: Spec) -> Value:
    """`sender`, `signed_by`: the person that `sender_email` belongs to as well."""
    return full_name(replace(spec, prefix="_".join(words_of(spec.column.name))))


def initials(spec: Spec) -> Value:
    hidden = hidden_name("person", spec.prefix)

    def draw(rows: Rows) -> list[Raw]:
        return [names.first_of(n)[0] + names.last_of(n)[0].upper() for n in rows.columns[hidden]]

    return Value(why="the initials of the row's person", draw=draw, needs=(hidden,), longest=2)


_LABELS: Mapping[str, tuple[str, str]] = {
    "anrede": ("Herr", "Frau"),
    "geschlecht": ("m", "w"),
    "civilite": ("M.", "Mme"),
    "sexe": ("H", "F"),
    "sexo": ("H", "M"),
    "genero": ("H", "M"),
    "tratamiento": ("Sr.", "Sra."),
}


def gender(spec: Spec) -> Value:
    """The gender that the row's first name suggests."""
    labels = ("male", "female") if _room(spec) >= 6 else ("m", "f")
    if words_of(spec.column.name)[-1:] == ["salutation"] or _title(spec):
        labels = ("Mr", "Ms")
    labels = _LABELS.get(slug(spec.column.name, ""), labels)
    if not _is_person(spec):
        return weighted(labels, (50, 50), spec.random(), "a gender")
    hidden = hidden_name("person", spec.prefix)

    def draw(rows: Rows) -> list[Raw]:
        return [labels[names.is_female(number)] for number in rows.columns[hidden]]

    return Value(
        why="what the row's first name suggests",
        draw=draw,
        needs=(hidden,),
        pick=lambda indexes: [labels[index] for index in indexes],
        size=2,
        longest=max(map(len, labels)),
    )


def _title(spec: Spec) -> bool:
    return bool({"honorific", "title", "prefix"}.intersection(words_of(spec.column.name)))


def _is_person(spec: Spec) -> bool:
    return subject(spec.table) == "person" or bool(spec.prefix)


def _short(spec: Spec, length: int, ending: Callable[[int], str]) -> Value:
    """A last name's beginning and a number, where there is no room for more."""
    lasts = names.groups()[0].last_slugs
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
    longest = names.longest()[1]
    if _room(spec) < longest:
        return _short(spec, _room(spec), lambda _: "")
    one = names.handle_of
    return _of(spec, "person", one, "a user name made from the person's name", longest)


def email(spec: Spec) -> Value:
    """From the person's or the company's name, always at a reserved domain."""
    longest = names.longest()[1] + 12
    if _room(spec) < longest:
        return _short(spec, _room(spec), lambda number: f"@{DOMAINS[number % 3]}")
    kind = "company" if subject(spec.table) == "company" and not spec.prefix else "person"
    local = names.company_slug if kind == "company" else names.handle_of

    name, ends = hidden_name(kind, spec.prefix), [f"@{domain}" for domain in DOMAINS]

    def draw(rows: Rows) -> list[Raw]:
        numbers = rows.columns[name]
        locals_ = zip(_all(local, numbers), numbers, strict=True)
        return [made + ends[number // names.GROUPS % 3] for made, number in locals_]

    why = f"made from the {kind}'s name, at a reserved domain"
    return Value(why=why, draw=draw, needs=(name,), distinct=True, longest=longest)


def company(spec: Spec) -> Value:
    return _of(spec, "company", names.company_of, "a company's name", names.longest()[2])


def job(spec: Spec) -> Value:
    return from_pool(jobs(language_of(spec.locales)), spec.random(), "an occupation")

"""Patterns of mailboxes and pages at domains that may exist: met by ones that cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from os.path import commonprefix

from sandbox.seeding.checks.texts import like, matches
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values import machines, names, people
from sandbox.seeding.values.doubtful import NONE_LEFT
from sandbox.seeding.values.people import DOMAINS
from sandbox.seeding.values.value import Rows, Spec, Value

_RESERVED = re.compile(r"(^|\.)(example\.(com|org|net)|example|test|invalid|localhost)$")
_LABEL = 64
"""DNS has labels of up to 63 letters (RFC 1035), mail names of up to 64 before the @ (RFC 5321):
of this many, and one more, there are none."""
_WIDTH = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PAGES = tuple(
    f"{scheme}{host}{domain}{end}"
    for scheme in ("https://", "http://", "")
    for host in ("www.", "", "shop.", "blog.", "app.")
    for domain in (*DOMAINS, "example")
    for end in ("", "/", "/about", "/contact", "/news", "/index.html")
)
_FEW = 4
"""Of so many domains a pattern names each; of more it leaves them open."""


def code(index: int) -> str:
    """Five letters, others for each index below 26**5."""
    return "".join(_LETTERS[index // 26**place % 26] for place in range(_WIDTH))


def counted(
    spec: Spec, one: Callable[[int], str], why: str, draw: Callable[[Rows], list[Raw]] | None = None
) -> Value:
    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [one(index) for index in indexes]

    return Value(
        why=why,
        draw=draw or (lambda rows: pick(rows.numbers)),
        pick=pick,
        size=26**_WIDTH,
        longest=len(one(0)) + 12,
    )


def mailboxes(spec: Spec, samples: Sequence[str]) -> Iterator[Value]:
    """Rules to try for a column whose patterns have an @; from the best on."""
    yield people.email(spec)
    why = "an address at a reserved domain"
    for domain in DOMAINS:
        for form in (str, _letters_and_dots, _only_letters):
            yield _mail(spec, form, domain, why)
    found = list(dict.fromkeys(s.rpartition("@")[2] for s in samples if "@" in s))
    if len(found) > _FEW:
        nowhere = f"{('example' * 10)[:_LABEL]}{found[0][found[0].rfind('.') :]}"
        for form in (str, _letters_and_dots, _only_letters):
            yield _mail(spec, form, nowhere, "at a domain too long to exist")
        return
    for domain in found:
        yield _mail(spec, _two_dots, domain, f"no mailbox: two dots, which {domain} cannot have")
        if domain == "gmail.com":
            why = f"no mailbox: {domain} has none of five letters"
            yield counted(spec, lambda index: f"{code(index)}@gmail.com", why)
        yield _mail(spec, _too_long, domain, f"no mailbox: longer than {domain} can have")
        why = f"a mailbox that {domain} is unlikely to have: {NONE_LEFT}"
        yield counted(spec, partial(_unlikely, domain), why)


def _mail(spec: Spec, form: Callable[[str], str], domain: str, why: str) -> Value:
    source = people.email(replace(spec, limits=replace(spec.limits, longest=None)))
    last_names = names.groups()[0].last_slugs

    def one(index: int) -> str:
        return f"{form(f'{last_names[index % len(last_names)]}.{code(index)}')}@{domain}"

    def draw(rows: Rows) -> list[Raw]:
        return [f"{form(text.partition('@')[0])}@{domain}" for text in source.draw(rows)]

    return replace(counted(spec, one, why, draw), needs=source.needs)


def _unlikely(domain: str, index: int) -> str:
    return f"nobody{code(index)}{code(index)}@{domain}"


def _letters_and_dots(name: str) -> str:
    return re.sub(r"[^a-z.]", "", name)


def _only_letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name)


def _two_dots(name: str) -> str:
    return re.sub(r"\.", "..", _letters_and_dots(name), count=1)


def _too_long(name: str) -> str:
    return _only_letters(name).rjust(_LABEL + 1, "x")


def pages(spec: Spec, samples: Sequence[str]) -> Iterator[Value]:
    """Rules to try for a column whose patterns want an address of a page, or a host."""
    yield machines.url(spec)
    yield _site(spec)
    below = list(_below_example(spec, samples))
    fitting = [value for value in below if value.pick and _matches(spec, str(value.pick([0])[0]))]
    nowhere = _unregistered(spec, samples)
    matching = tuple(page for page in _PAGES if _matches(spec, page))
    if matching:
        random = spec.random("pages").random
        size = len(matching)

        def draw(rows: Rows) -> list[Raw]:
            return [matching[int(random() * size)] for _ in range(rows.count)]

        yield replace((*fitting, nowhere)[0], why="an address at a reserved domain", draw=draw)
    start = commonprefix(list(samples))  # noqa: RUF071 - of texts, not of paths
    if re.search(r"\w\.\w+/", start) and len(samples) > 1:
        host = re.sub(r"^\w+://|/.*", "", start)
        why = f"a page that {host} cannot have"
        yield counted(spec, lambda index: f"{start}--example--{index + 1}", why)
        yield counted(spec, lambda index: f"{start}{_long(index)}", why)
    else:
        yield from below
        yield nowhere


def _below_example(spec: Spec, samples: Sequence[str]) -> Iterator[Value]:
    """Hosts below a top-level domain that is never given out (RFC 2606)."""
    start = _start(samples)
    last_names = names.groups()[0].last_slugs
    for end in (".example", ".test", ".invalid"):

        def one(index: int, end: str = end) -> str:
            name = _only_letters(last_names[index % len(last_names)])
            return f"{start}{name}{code(index)}{end}"

        yield counted(spec, one, "a host below a reserved domain")


def _start(samples: Sequence[str]) -> str:
    found = re.match(r"(\w+://)?(www\.)?", samples[0] if samples else "")
    return found[0] if found else ""


def _long(index: int) -> str:
    return f"{('example' * 10)[: _LABEL - _WIDTH]}{code(index)}"


def _unregistered(spec: Spec, samples: Sequence[str]) -> Value:
    """Hosts whose name is a letter longer than names can be."""
    sample = samples[0] if samples else "https://www.a.com"
    host = re.sub(r"^\w+://", "", sample).partition("/")[0]
    end = sample[sample.rfind(host) + host.rfind(".") :] if "." in host else ""
    why = "an address at a domain too long to exist"
    return counted(spec, lambda index: f"{_start(samples)}{_long(index)}{end}", why)


def _matches(spec: Spec, text: str) -> bool:
    try:
        return all(like(text, pattern) for pattern in spec.limits.like) and all(
            matches(text, pattern, re.IGNORECASE * ignoring)
            for pattern, ignoring in spec.limits.regex
        )
    except re.error:
        return False


def _site(spec: Spec) -> Value:
    """A host alone, without a path."""

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"https://site{index + 1}.example.org" for index in indexes]

    return Value(
        why="an address at a reserved domain",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**9,
        distinct=True,
        longest=36,
    )

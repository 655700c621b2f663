"""Patterns of accounts, cards and personal numbers: met by ones that are accepted nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sandbox.seeding.values import identifiers
from sandbox.seeding.values.genuine import holds_iban, spoilt, wrong_digit, wrong_iban_digit
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.pattern import texts
from sandbox.seeding.values.pinned import beginning, closing, ending
from sandbox.seeding.values.strings import Strings
from sandbox.seeding.values.value import Spec, Value
from sandbox.seeding.wordlists import listed

_PERSONAL = frozenset(
    listed(
        """
        ssn bsn sofi sofinummer nino cpf cnpj dni nie nif nir cif nin sin tfn pesel cpr hetu egn
        aadhaar curp rfc ein vat btw tva iva ust ustid tin siret siren kvk passport national
        identity tax personnummer steuer social rijksregisternummer rrn insee nhs medicare
        fiscal fiscale licence license driver driving oib jmbg bvn account routing sort
        """
    )
)
"""Words of columns that hold what an authority or a bank gave to one person or company."""
_BANKS = frozenset(("account", "bank", "sepa", "iban", "payout", "debit", "creditor"))
_STARTS = ("QQ000000", "XXXXXX00X00", "0000", "000", "00", "0")
"""What none of them begins with: QQ in Britain's NINO, no month X in Italy's codice fiscale, no
area 000 in the SSN, no first digit 0 in Germany's tax number."""
_NO_LETTERS = "IOU"
"""Spain's DNI and NIE never end in these."""
_DIGITS = re.compile(r"\d([ -]?\d){12,18}")


def refused(spec: Spec, grammars: Sequence[Strings], samples: Sequence[str]) -> Iterator[Value]:
    """Rules whose numbers no bank and no authority has given, where the patterns want such."""
    words = set(words_of(spec.column.name))
    like_iban = bool(samples) and all(map(holds_iban, samples))
    banks = "iban" in spec.column.name.lower() or not _BANKS.isdisjoint(words)
    if (banks and like_iban) or "iban" in words:
        yield from _ibans(spec, grammars, samples)
    if not _PERSONAL.isdisjoint(words) and "plate" not in words:
        lead = re.match("[A-Z]{0,2}", samples[0] if samples else "")
        own = (f"{lead[0]}000", f"{lead[0]}00") if lead else ()
        yield from _made(spec, grammars, (*own, *_STARTS), "a number that nobody was given")
    if like_iban and not banks:
        yield from _ibans(spec, grammars, samples)
    if any(_DIGITS.fullmatch(sample) for sample in samples):
        yield identifiers.card_number(spec)
        yield from _made(spec, grammars, (), "a number with a wrong check digit")


def _ibans(spec: Spec, grammars: Sequence[Strings], samples: Sequence[str]) -> Iterator[Value]:
    yield identifiers.iban(spec)
    why = "an IBAN with wrong check digits, made from its pattern"
    for country in dict.fromkeys(sample[:2].upper() for sample in samples):
        yield identifiers.iban(spec, country)
        for strings in grammars:
            begun = beginning(strings, f"{country}00") or strings
            wrong = ending(begun, wrong_iban_digit)
            yield texts(spec, wrong, why) if wrong else spoilt(texts(spec, begun, why))


def _made(
    spec: Spec, grammars: Sequence[Strings], starts: Sequence[str], why: str
) -> Iterator[Value]:
    """The patterns' texts that begin so, with a wrong check digit or letter; then without one of
    both."""
    for strings in grammars:
        begun = [found for start in starts if (found := beginning(strings, start)) is not None]
        for narrowed in (*begun[:1], strings):
            wrong = ending(narrowed, wrong_digit) or closing(narrowed, _NO_LETTERS)
            if wrong is not None:
                yield texts(spec, wrong, f"{why}, made from its pattern")
        if begun:
            yield texts(spec, begun[0], f"{why}, made from its pattern")

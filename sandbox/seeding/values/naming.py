"""The words of a table's or a column's name: in English, whichever way it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sandbox.seeding.values.dictionary import ENGLISH, TAILS
from sandbox.seeding.wordlists import listed

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ARTICLES = frozenset(("de", "du", "la", "le", "des", "del", "der", "die", "das", "dela"))
_ON = frozenset(("am", "le", "el", "il"))
"""What follows `erstellt`, `cree`: the moments of other languages."""
_DONE = frozenset(("created", "updated", "ordered", "uploaded", "deleted", "delivered"))
_HEADS = frozenset(
    listed(
        """
        order invoice ship shipping bill billing customer user product item unit total start end
        due created updated deleted birth hire join expiry expire issue payment paid delivery phone
        mobile home work contact company country city zip post postal street first last full middle
        nick sub grand net gross tax discount line account card bank file image photo avatar site
        web page doc document employee student patient doctor teacher supplier vendor client member
        guest event book booking check departure arrival begin close open entry exit return ticket
        task project purchase sale sales list cost parent child row group status kunden rechnungs
        rechnung bestell liefer artikel auftrags vertrags mitglieds zahlungs buchungs patienten
        steuer projekt lager konto versicherten kurs raum zimmer geraete serien chargen mandanten
        personal firmen datei entlassungs aufnahme faelligkeits versand
        factuur klant bestel lever betaal polis verval begin eind geboorte artikel product order
        medewerker patient afspraak reserverings contract huur rekening inkoop verkoop vervaldatum
        """
    )
)
"""First parts of compound words; anything else is no compound (`candidate`, `mandate`)."""


def is_foreign(name: str) -> bool:
    """Whether a word of the name is not English: such names may begin with what they are."""
    return any(ENGLISH.get(word, word) != word for word in re.split(r"[_\W]+", name.lower()))


def words_of(name: str) -> list[str]:
    """The lower-case English words of a name in snake_case, camelCase, German and so on."""
    return list(_words(name))


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    split = re.sub(r"([a-z0-9äöüß])([A-ZÄÖÜ])", r"\1_\2", name)
    split = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", split)
    plain = unicodedata.normalize("NFKD", split.lower().translate(_UMLAUTS))
    plain = plain.encode("ascii", "ignore").decode() or split.lower()
    plain = re.sub(r"e[_\W]mail", "email", plain)
    parts = [word for word in re.split(r"[_\W]+", plain) if word]
    whole = ENGLISH.get("".join(parts)) if len(parts) > 1 else None
    if whole is not None:
        return tuple(whole.split("_"))
    english = [word for part in parts for word in _english(part)]
    if len(english) > 1 and english[-1] in _ON:
        english[-1] = "at"
    if english[-1:] == ["from"] and english[0] in _DONE:  # `erstellt_von`
        english[-1] = "by"
    if len(english) > 2:
        english = [word for word in english if word not in _ARTICLES] or english
    return tuple(english)


def _english(word: str) -> list[str]:
    known = ENGLISH.get(word)
    if known is not None:
        return known.split("_")
    for tail in TAILS:
        head = word[: -len(tail)]
        if word.endswith(tail) and len(head) >= 3 and head in _HEADS:
            return [*_head(head), *_TAIL.get(tail, ENGLISH.get(tail, tail)).split("_")]
    return [word]


_TAIL = {"art": "kind", "positionen": "item", "naam": "name"}
"""Words that mean something else at the end of a compound than they do alone."""


def _head(word: str) -> list[str]:
    """The first part of a compound word, without the letter that joins it to the second."""
    for form in (word, word.removesuffix("s"), word.removesuffix("n"), word.removesuffix("en")):
        if form in ENGLISH:
            return ENGLISH[form].split("_")
    return [word]

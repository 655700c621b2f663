"""How many of an optional column's values are missing, by what the column means."""

from __future__ import annotations

from sandbox.seeding.schemas.schema import Column, Family
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.phases import FUTURE, phase
from sandbox.seeding.values.subject import noun
from sandbox.seeding.wordlists import listed

_SHARES: dict[float, str] = {
    0.95: "suffix",
    0.93: "deleted",
    0.9: "cancelled canceled archived revoked banned terminated died death refunded cancellation "
    "cancel rejection rejected locked blocked unsubscribed bounced",
    0.75: "middle line2 address2 line3 addition extension fax error failure",
    0.6: "note notes comment comments remark remarks memo discount discounted coupon left exit "
    "leave override locked",
    0.4: "website homepage url avatar image photo logo bio biography description metadata "
    "attachment external reference middle picture twitter linkedin",
    0.3: "dismissed read finished ended completed closed resolved paid",
    0.15: "phone mobile birth dob company job",
    0.06: "gender region state postcode zip salutation",
    0.03: "email name title username first last city country status kind type currency price "
    "amount total quantity street password slug code number rating",
}
_SHARE_OF: dict[str, float] = {}
for _share, _words in _SHARES.items():
    for _word in _words.split():
        _SHARE_OF.setdefault(_word, _share)


_OPEN_ENDED = frozenset(
    listed("account employee staff contract subscription member membership customer user patient")
)
_ENDS = frozenset(listed("closed ended end left exit leave until termination terminated"))
_ALWAYS = frozenset(listed("created recorded occurred inserted"))


def null_share(column: Column, table_name: str) -> float:
    """How many of an optional column's values are NULL: the word that is missing most counts."""
    words = words_of(column.name)
    if column.family is Family.BOOLEAN:
        return 0.05
    if noun(table_name) in _OPEN_ENDED and not _ENDS.isdisjoint(words):
        return 0.85
    if not _ALWAYS.isdisjoint(words):
        return 0.0
    if words[:1] == ["middle"] or words[-1:] in (["line2"], ["suffix"]):
        return 0.7
    known = [_SHARE_OF[word] for word in words if word in _SHARE_OF]
    if column.family in (Family.DATE, Family.TIMESTAMP) and (not known or max(known) < 0.2):
        found = phase(column.name)
        return {3: 0.35, 4: 0.2, 5: 0.9, FUTURE: 0.25}.get(found, 0.08)
    return max(known, default=0.12)

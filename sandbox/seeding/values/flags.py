"""Yes or no: how often a flag is set follows from its name or its default."""

from __future__ import annotations

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.value import Rows, Spec, Value

_SHARES: dict[float, str] = {
    0.9: "active enabled valid available visible published public success successful allowed "
    "approved ok working online required current aktiv",
    0.8: "verified confirmed accepted read seen sent delivered paid complete completed processed "
    "agreed subscribed consent present notify notifications synced open",
    0.3: "featured premium newsletter marketing optin vip recurring favorite favourite shared "
    "starred pinned mfa otp phone insured taxable remote",
    0.1: "deleted archived admin superuser super staff locked blocked banned spam hidden disabled "
    "expired failed fail error cancelled canceled closed default primary system test internal "
    "draft urgent flagged revoked suspended refunded bounced sticky muted cleared anonymous "
    "critical allergic smoker pregnant absent late overdue discontinued backorder dirty gift",
}
_SHARE_OF = {word: share for share, words in _SHARES.items() for word in words.split()}
_NOT = frozenset(("not", "no", "un", "non"))


def share_of(spec: Spec) -> float:
    """How many of the rows have the flag set."""
    words = words_of(spec.column.name)
    for word in reversed(words):
        if word in _SHARE_OF:
            share = _SHARE_OF[word]
            return 1 - share if not _NOT.isdisjoint(words) else share
    default = (spec.column.default or "").lower()
    if default.startswith("true"):
        return 0.88
    return 0.12 if default.startswith("false") else 0.5


def boolean(spec: Spec) -> Value:
    """Mostly what the name or the default suggests."""
    share = share_of(spec)
    random = spec.random().random

    def draw(rows: Rows) -> list[Raw]:
        return [random() < share for _ in range(rows.count)]

    return Value(
        why=f"true in {share:.0%}",
        draw=draw,
        pick=lambda indexes: [index % 2 == 0 for index in indexes],
        size=2,
    )

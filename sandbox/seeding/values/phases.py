"""When in a row's life a date falls, by the name of its column."""

from __future__ import annotations

from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import noun
from sandbox.seeding.wordlists import listed

FUTURE, BIRTH, PHASES = "future", "birth", 6
_WORDS: tuple[tuple[int | str, str], ...] = (
    (BIRTH, "birth birthday birthdate born dob geburt"),
    (
        FUTURE,
        "expires expiry expiration expire until deadline due by renewal renews next to "
        "target eta estimated expected follow maturity warranty exp",
    ),
    (
        5,
        "deleted cancelled canceled archived revoked removed terminated retired left exit leave "
        "leaving termination deactivated died death unsubscribed banned",
    ),
    (4, "updated modified changed edited last refreshed seen synced used login read"),
    (
        3,
        "finished ended end ends completed delivered closed resolved returned paid stop stopped "
        "checkout arrival arrived done delivery payment closing completion finish discharge "
        "discharged settled graduation returning",
    ),
    (2, "shipped dispatched collected processed departed loaded shipping shipment fulfilled"),
    (
        1,
        "confirmed approved accepted scheduled starts started start from begin begins effective "
        "pickup picked sent published verified assigned activated departure checkin appointment "
        "event visit admission admitted valid since",
    ),
    (
        0,
        "created registered joined opened placed ordered booked received issued submitted "
        "requested recorded logged occurred posted hired invited added inserted signed order "
        "invoice issue booking registration joining hire entry enrollment enrolled purchase "
        "purchased transaction opening application applied reported measured taken subscribed "
        "ts",
    ),
)
_PHASES = {
    word: (place, found) for place, (found, words) in enumerate(_WORDS) for word in listed(words)
}


def phase(name: str) -> int | str:
    """0 (made) to 5 (removed), `future` or `birth`."""
    words = words_of(name)
    comes = words[:1] in (["check"], ["clock"], ["sign"], ["log"])
    if comes and words[1:2] in (["in"], ["out"]):
        return 1 if words[1] == "in" else 3
    best = min(
        (_PHASES[word] for word in words if word in _PHASES), default=None, key=lambda f: f[0]
    )
    if best is not None:
        return best[1]
    plain = (["date"], ["timestamp"], ["time"], ["day"], ["at"], ["on"], ["datetime"], ["ts"])
    return 0 if words in plain else 2


_ORDERS = frozenset(listed("order purchase sale cart checkout"))
_STAYS = frozenset(listed("reservation booking stay guest rental trip"))


def phase_in(table_name: str, name: str) -> int | str:
    """The same, where a guest's arrival comes before the departure."""
    found = phase(name)
    if noun(table_name) in _ORDERS and "paid" in words_of(name):
        return 1
    if noun(table_name) in _STAYS:
        words = words_of(name)
        if "arrival" in words or "pickup" in words:
            return 1
        if "departure" in words or "return" in words:
            return 3
    return found


_HOUR, _DAY = 3600, 86_400
_SPANS: dict[str, tuple[int, int]] = {
    word: span
    for words, span in {
        "contract subscription membership employment project lease policy tenancy agreement "
        "warranty licence license enrollment enrolment campaign course term semester position "
        "employee loan": (60 * _DAY, 700 * _DAY),
        "stay trip leave holiday vacation absence rental sprint admission": (_DAY, 18 * _DAY),
        "appointment meeting shift session event class lesson visit consultation call webinar "
        "workshop interview lecture exam slot period": (_HOUR // 2, 4 * _HOUR),
        "run job request execution build task_run login pipeline": (2, _HOUR),
    }.items()
    for word in words.split()
}


def usual_span(table_name: str) -> tuple[int, int]:
    """How long a row of the table lives, in seconds: the shortest and the longest usual time."""
    return _SPANS.get(noun(table_name), (6 * _HOUR, 40 * _DAY))


_PLANNED = frozenset(
    listed(
        """
        appointment meeting shift session event class lesson visit consultation webinar workshop
        interview lecture exam slot
        """
    )
)
_BEGINS = frozenset(listed("start starts begin begins from scheduled appointment"))
_ENDS = frozenset(listed("end ends until to finish finishes"))


def planned(table_name: str, name: str) -> str:
    """`begin` or `end` of what is planned for a quarter of an hour on; else empty."""
    words = words_of(name)
    if noun(table_name) not in _PLANNED or "created" in words or "updated" in words:
        return ""
    if not _ENDS.isdisjoint(words):
        return "end"
    alone = words in (["date"], ["time"], ["at"], ["day"])
    return "begin" if alone or not _BEGINS.isdisjoint(words) else ""


def is_short(table_name: str) -> bool:
    """Whether rows of the table live for hours, not days."""
    return usual_span(table_name)[1] < _DAY

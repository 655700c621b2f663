"""Numbers to titles: every title, product and file is a number until it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

from sandbox.seeding.values import phrases as p
from sandbox.seeding.values.local_words import PRODUCTS as LOCAL_PRODUCTS
from sandbox.seeding.values.local_words import TITLES
from sandbox.seeding.values.subject import noun
from sandbox.seeding.values.words import (
    ADJECTIVES,
    CATEGORIES,
    COLOURS,
    DEPARTMENTS,
    MATERIALS,
    NOUNS,
    PRODUCTS,
    TAGS,
)
from sandbox.seeding.wordlists import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One word or phrase of each part, joined: as many texts as there are combinations."""

    parts: tuple[tuple[str, ...], ...]
    joined: str = " "

    @property
    def size(self) -> int:
        return prod(len(part) for part in self.parts)

    def of(self, number: int) -> str:
        """The text of a number; a second number follows once all have been given."""
        turn, index = divmod(number, self.size)
        chosen = []
        for part in self.parts:
            index, place = divmod(index, len(part))
            if part[place]:
                chosen.append(part[place])
        text = self.joined.join(chosen)
        return text if not turn else f"{text}{self.joined}{turn + 1}"


_ANY = Phrases(parts=(ADJECTIVES, NOUNS))
_NUMBERS = tuple(str(n) for n in range(101, 400))
_TASK = Phrases(parts=(p.TASK_VERBS, p.TASK_OBJECTS, ("", *p.TASK_ENDS)))
_ARTICLE = Phrases(parts=(p.ARTICLE_STARTS, p.TOPICS))
_COURSE = Phrases(parts=(p.COURSE_STARTS, p.SUBJECTS, ("", "I", "II", "III")))
_EVENT = Phrases(parts=(p.EVENT_STARTS, p.EVENTS))
_MESSAGE = Phrases(parts=(p.MESSAGE_STARTS, p.MESSAGE_ENDS))
_WORK = Phrases(parts=(p.WORK_STARTS, p.WORK_ENDS))
_DISH = Phrases(parts=(p.DISH_STARTS, p.DISHES))
_ROOM = Phrases(parts=(p.ROOMS, _NUMBERS))
_DEVICE = Phrases(parts=(p.DEVICES, p.PLACES_IN_HOUSE, tuple("ABCDEFGH")))
_CHANNEL = Phrases(parts=(p.CHANNELS, ("", "internal", "team")), joined="-")
_VISIT = Phrases(parts=(p.VISIT_STARTS, p.VISITS))
_REVIEW = Phrases(parts=(p.REVIEW_STARTS, p.REVIEW_ENDS))
_NOUNS: tuple[tuple[Phrases, str], ...] = (
    (_TASK, "task issue ticket todo bug card story request incident subtask case epic change"),
    (_TASK, "defect milestone feature"),
    (_ARTICLE, "post article page blog news entry faq tutorial document newsletter"),
    (_COURSE, "course class subject lesson module curriculum exam seminar training lecture"),
    (_COURSE, "assignment quiz grade"),
    (_EVENT, "event meeting session webinar conference workshop calendar"),
    (_MESSAGE, "message email notification thread conversation mail inquiry announcement"),
    (_MESSAGE, "reminder discussion"),
    (_WORK, "book movie film song album track episode series game novel podcast video play"),
    (_DISH, "dish meal recipe menu ingredient food"),
    (_ROOM, "room seat table desk ward bed"),
    (_DEVICE, "device sensor machine gateway asset equipment meter"),
    (_VISIT, "appointment visit consultation booking reservation"),
    (_REVIEW, "review rating testimonial feedback"),
    (_CHANNEL, "channel queue topic"),
)
_HOUSES = listed(
    "hotel school clinic hospital restaurant club theatre library museum hostel cafe gym park"
)
_PHRASES = {
    **{word: made for made, words in _NOUNS for word in words.split()},
    **{word: Phrases(parts=(ADJECTIVES, NOUNS, (word.title(),))) for word in _HOUSES},
}
FILES = Phrases(
    parts=(p.FILE_STARTS, tuple(f"{n:03d}" for n in range(1, 1000))),
    joined="-",
)
PRODUCT = Phrases(parts=(ADJECTIVES, MATERIALS, PRODUCTS))


@cache
def products(language: str = "en") -> Phrases:
    """Products' names: a thing and, in other languages than English, the series it is of."""
    if language not in LOCAL_PRODUCTS:
        return PRODUCT
    return Phrases(parts=(tuple(LOCAL_PRODUCTS[language]), tuple(TITLES[language][1])))


@cache
def of_table(table_name: str, language: str = "en") -> Phrases:
    """The titles that fit a table's rows, in the language."""
    if language in TITLES:
        first, second = TITLES[language]
        return Phrases(parts=(tuple(first), tuple(second)))
    return _PHRASES.get(noun(table_name), _ANY)


LISTS: Mapping[str, Sequence[str]] = {
    "category": CATEGORIES,
    "tag": TAGS,
    "label": TAGS,
    "department": DEPARTMENTS,
    "team": DEPARTMENTS,
    "role": ("Viewer", "Editor", "Manager", "Administrator", "Auditor", "Guest", "Operator"),
    "group": DEPARTMENTS,
    "color": tuple(name for name, _ in COLOURS),
    "colour": tuple(name for name, _ in COLOURS),
    "status": ("New", "Open", "In progress", "Waiting", "Done", "Cancelled"),
    "priority": ("Low", "Normal", "High", "Urgent"),
    "subject": p.SUBJECTS,
    "genre": ("Drama", "Comedy", "History", "Science", "Travel", "Poetry", "Crime", "Fantasy"),
    "skill": ("Writing", "Planning", "Design", "Sales", "Testing", "Cooking", "First aid"),
    "language": ("English", "German", "French", "Spanish", "Italian", "Dutch", "Polish"),
    "warehouse": ("Main warehouse", "North", "South", "Returns", "Outlet", "Harbour"),
    "permission": tuple(
        f"{what}.{verb}"
        for what in ("orders", "users", "reports", "settings", "files")
        for verb in ("view", "add", "change", "delete")
    ),
    "payment_method": ("Card", "Bank transfer", "Direct debit", "Cash", "Invoice"),
    "method": ("Card", "Bank transfer", "Direct debit", "Cash", "Invoice"),
    "amenity": ("Wifi", "Parking", "Breakfast", "Pool", "Sauna", "Gym", "Lift", "Garden"),
    "unit": ("piece", "kg", "litre", "metre", "hour", "box", "pallet"),
}
"""What look-up tables list, by what their rows are."""


_PARTS = ("", " North", " South", " East", " West", " Central")


@cache
def entry_of(what: str) -> Callable[[int], str]:
    """Numbers to the entries of one list; a number follows once all have been given."""
    entries = LISTS[what]

    def one(number: int) -> str:
        turn, place = divmod(number, len(entries))
        if turn < len(_PARTS):
            return entries[place] + _PARTS[turn]
        return f"{entries[place]} {turn + 1}"

    return one


def file_of(number: int) -> tuple[str, tuple[str, str, int, int]]:
    """A file's name and its kind: (ending, media type, usual sizes)."""
    kind = p.FILE_KINDS[number * 7 // 3 % len(p.FILE_KINDS)]
    return f"{FILES.of(number)}.{kind[0]}", kind

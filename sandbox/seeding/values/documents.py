"""JSON documents: what they hold follows from the column's name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.places import COUNTRIES, PLACES
from sandbox.seeding.values.subject import singular
from sandbox.seeding.values.titles import LISTS
from sandbox.seeding.values.value import Rows, Spec, Value
from sandbox.seeding.values.words import COLOURS, TAGS

POOL = 200
"""So many documents of each kind are written once; rows take any of them."""


def _settings(r: Random) -> object:
    return {
        "theme": r.choice(("light", "dark", "system")),
        "language": r.choice(("en", "de", "fr", "es")),
        "notifications": {"email": r.random() < 0.7, "push": r.random() < 0.4},
        "items_per_page": r.choice((10, 25, 50)),
    }


def _address(r: Random) -> object:
    place = r.choice(PLACES)
    return {
        "street": f"{r.choice(('Main Street', 'Mill Lane', 'Station Road'))} {r.randint(1, 90)}",
        "city": place.city,
        "country": place.country,
        "country_name": COUNTRIES[place.country].name,
    }


def _metadata(r: Random) -> object:
    return {
        "source": r.choice(("web", "phone", "email", "import")),
        "priority": r.choice(("low", "normal", "high")),
        "verified": r.random() < 0.5,
        "version": r.randint(1, 4),
    }


def _some(pool: Sequence[str], r: Random) -> object:
    return r.sample(pool, r.randint(1, min(4, len(pool))))


def _tags(r: Random) -> object:
    return r.sample(TAGS, r.randint(0, 4))


def _attributes(r: Random) -> object:
    return {
        "colour": r.choice(COLOURS)[0],
        "size": r.choice(("S", "M", "L", "XL")),
        "weight_kg": round(r.random() ** 2 * 20 + 0.1, 1),
    }


def _payload(r: Random) -> object:
    return {
        "event": r.choice(("created", "updated", "completed", "cancelled")),
        "id": r.randint(1, 9999),
        "ok": r.random() < 0.9,
    }


def _changes(r: Random) -> object:
    return {"status": [r.choice(("draft", "open")), r.choice(("active", "closed"))]}


def _location(r: Random) -> object:
    place = r.choice(PLACES)
    return {
        "lat": round(place.latitude + (r.random() - 0.5) / 10, 5),
        "lng": round(place.longitude + (r.random() - 0.5) / 10, 5),
    }


def _permissions(r: Random) -> object:
    return {what: r.random() < 0.6 for what in ("read", "write", "delete", "export")}


def _items(r: Random) -> object:
    return [
        {"sku": f"A-{r.randint(100, 999)}", "quantity": r.randint(1, 5), "price": r.randint(3, 90)}
        for _ in range(r.randint(1, 3))
    ]


def _contact(r: Random) -> object:
    number = r.randint(1, 999)
    return {"email": f"contact{number}@example.org", "phone": f"+44 7700 900{number:03d}"}


def _names(r: Random) -> object:
    words = ("green house", "first note", "long road", "open door", "quiet lake")
    return {"en": r.choice(words), "de": r.choice(("grünes Haus", "offene Tür", "stiller See"))}


def _readings(r: Random) -> object:
    return {
        "temperature": round(12 + r.random() * 15, 1),
        "humidity": round(30 + r.random() * 40, 1),
        "battery": r.randint(20, 100),
    }


def _hours(r: Random) -> object:
    return dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00") | {
        "sat": r.choice(("10:00-14:00", "closed"))
    }


_KINDS: dict[Callable[[Random], object], str] = {
    _settings: "settings preferences prefs config configuration options setting preference "
    "parameters params",
    _address: "address billing shipping",
    _tags: "tags labels keywords categories topics skills features amenities roles groups "
    "languages interests ingredients",
    _attributes: "attributes properties props specs specifications variants attribute dimensions",
    _payload: "payload event body request response result output input message args",
    _changes: "changes diff delta old new before after changeset",
    _location: "location coordinates geo position point geolocation",
    _permissions: "permissions rights flags capabilities scopes",
    _items: "items lines products cart entries rows",
    _contact: "contact contacts emergency",
    _names: "translations i18n titles names",
    _readings: "readings measurements telemetry values metrics sensors reading stats data",
    _hours: "hours schedule availability opening",
}
_BY_WORD = {word: make for make, words in _KINDS.items() for word in words.split()}
_LISTS = frozenset((_tags, _items))


def _example(default: str) -> dict[str, object]:
    """The object in a column's default, where it says which keys there are."""
    found = re.match(r"'((?:[^']|'')*)'(?:::jsonb?)?$", default)
    try:
        example = json.loads(found[1].replace("''", "'")) if found else None
    except ValueError:
        return {}
    return example if isinstance(example, dict) else {}


def _like(example: dict[str, object], r: Random) -> object:
    """The example's keys; its flags and numbers vary, its texts and what is nested stay."""

    def varied(value: object) -> object:
        if isinstance(value, bool):
            return value if r.random() < 0.7 else not value
        if isinstance(value, int):
            return r.randint(0, max(2 * abs(value), 9))
        return value

    return {key: varied(value) for key, value in example.items()}


def document(spec: Spec) -> Value:
    """A small document; a list where the column's default or a check wants one."""
    words = words_of(spec.column.name)
    named = next((what for word in words if (what := singular(word)) in LISTS), None)
    make = next((_BY_WORD[word] for word in reversed(words) if word in _BY_WORD), _metadata)
    default = spec.column.default or ""
    if default.startswith("'[") and make not in _LISTS:
        make = _tags
    elif default.startswith("'{") and make in _LISTS:
        make = _attributes
    example = _example(default)
    if example:
        make = partial(_like, example)
    source = spec.random("documents")
    if make is _tags and named is not None:
        make = partial(_some, LISTS[named])
    texts = [json.dumps(make(source), ensure_ascii=False) for _ in range(POOL)]
    random = spec.random().random

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [json.dumps({"number": index + 1}) for index in indexes]

    def draw(rows: Rows) -> list[Raw]:
        return [texts[int(random() * POOL)] for _ in range(rows.count)]

    what = "as the default" if example else (words[-1] if words else "data")
    return Value(why=f"a small document: {what}", draw=draw, pick=pick, size=10**12)

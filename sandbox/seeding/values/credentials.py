"""Passwords, keys and tokens: what they protect is open to whoever knows the word "sandbox"."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.recipes import passwords
from sandbox.seeding.recipes.passwords import LENGTHS, PLAIN
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import column_names
from sandbox.seeding.values.value import Rows, Spec, Value, constant

UNUSABLE = "!"
"""No hash of any password: nobody can log in with it."""

_DJANGO = frozenset(("is_superuser", "last_login"))


def password_hash(spec: Spec) -> Value:
    """A hash of the word "sandbox": bcrypt, or what the column's name or neighbours want."""
    from hashlib import md5, sha1, sha256

    words = words_of(spec.column.name)
    room = min(spec.column.length or 999, spec.limits.longest or 999)
    plain = PLAIN.encode()
    if "md5" in words or room == 32:
        return _known(md5(plain, usedforsecurity=False).hexdigest(), "md5")
    if "sha1" in words or room == 40:
        return _known(sha1(plain, usedforsecurity=False).hexdigest(), "sha1")
    if "sha256" in words:
        return _known(sha256(plain).hexdigest(), "sha256")
    schemes = (*(("django-pbkdf2",) if column_names(spec.table) >= _DJANGO else ()), "bcrypt")
    for scheme in schemes:
        if room >= LENGTHS[scheme]:
            return _known(passwords.password_hash(scheme, PLAIN, spec.seed), scheme)
    return constant(UNUSABLE, "no room for a hash: no password fits; a recipe can give one")


def _known(text: str, method: str) -> Value:
    return constant(text, f'the {method} hash of the password "{PLAIN}"')


def api_key(spec: Spec) -> Value:
    """Says of itself that it opens nothing."""
    room = min(spec.column.length or 40, spec.limits.longest or 40)
    beginning = "sandbox-" if room >= 24 else ""
    length = max(room - len(beginning), 1)
    bits = spec.random().getrandbits

    def one(index: int) -> str:
        return f"{beginning}{index:0{length}x}"

    def draw(rows: Rows) -> list[Raw]:
        return [one(bits(4 * length)) for _ in range(rows.count)]

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [one(index) for index in indexes]

    return Value(
        why="a key that opens nothing",
        draw=draw,
        pick=pick,
        size=16 ** min(length, 15),
        distinct=length >= 16,
        longest=len(beginning) + length,
    )


def one_time_code(spec: Spec) -> Value:
    """Six digits."""

    def pick(indexes: Sequence[int]) -> list[Raw]:
        return [f"{index * 7919 % 10**6:06d}" for index in indexes]

    return Value(
        why="six digits",
        draw=lambda rows: pick(rows.numbers),
        pick=pick,
        size=10**6,
        longest=6,
    )

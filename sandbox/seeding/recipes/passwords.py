"""The hash of a password that is known, as the usual libraries of web apps write it.

The salt follows from the seed: the same recipe gives the same bytes. Such a hash protects
nothing, and need not: the password is printed by `sandbox up`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import lru_cache

PLAIN = "sandbox"
"""The password where nobody says another."""
_BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BCRYPT = str.maketrans(_BASE64, _BCRYPT)


@lru_cache(maxsize=64)
def password_hash(scheme: str, password: str, seed: int) -> str:
    """The hash that the scheme's own library accepts; computed once. scheme: one of HASHES."""
    salt = hashlib.sha256(f"{seed}\x1f{scheme}\x1f{password}".encode()).digest()[:16]
    return _SCHEMES[scheme](password.encode(), salt)


def _bcrypt(password: bytes, salt: bytes) -> str:
    import bcrypt

    text = base64.b64encode(salt).decode().rstrip("=").translate(_TO_BCRYPT)
    return bcrypt.hashpw(password, f"$2b$10${text}".encode()).decode()


def _argon2(password: bytes, salt: bytes) -> str:
    from argon2.low_level import Type, hash_secret

    made = hash_secret(
        password, salt, time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, type=Type.ID
    )
    return made.decode()


def _django_pbkdf2(password: bytes, salt: bytes) -> str:
    rounds, shown = 260_000, salt.hex()[:22]
    made = hashlib.pbkdf2_hmac("sha256", password, shown.encode(), rounds)
    return f"pbkdf2_sha256${rounds}${shown}${base64.b64encode(made).decode()}"


def _werkzeug_scrypt(password: bytes, salt: bytes) -> str:
    cost, block, parallel, shown = 32_768, 8, 1, salt.hex()[:16]
    made = hashlib.scrypt(
        password,
        salt=shown.encode(),
        n=cost,
        r=block,
        p=parallel,
        maxmem=132 * cost * block * parallel,
    )
    return f"scrypt:{cost}:{block}:{parallel}${shown}${made.hex()}"


_SCHEMES: dict[str, Callable[[bytes, bytes], str]] = {
    "bcrypt": _bcrypt,
    "argon2": _argon2,
    "django-pbkdf2": _django_pbkdf2,
    "werkzeug-scrypt": _werkzeug_scrypt,
}

LENGTHS = {"bcrypt": 60, "argon2": 97, "django-pbkdf2": 88, "werkzeug-scrypt": 162}
"""Characters of each scheme's hash."""

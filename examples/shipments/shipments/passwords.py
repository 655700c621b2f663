"""Password hashes: bcrypt."""

from functools import lru_cache

import bcrypt

ROUNDS = 10
LONGEST = 72  # bytes; bcrypt looks at no more


def hash_password(password: str) -> str:
    """Raises ValueError for a password of more than 72 bytes."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(ROUNDS)).decode()


def verify_password(password: str, password_hash: str) -> bool:
    given = password.encode()
    if len(given) > LONGEST:
        return False
    try:
        return bcrypt.checkpw(given, password_hash.encode())
    except ValueError:  # what is stored is no bcrypt hash
        return False


@lru_cache
def hash_of_nobody() -> str:
    """Checked when the e-mail address is unknown, so that the answer takes as long."""
    return hash_password("nobody")

"""The users of this app."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shipments.lib import dates
from shipments.models import Role, User
from shipments.passwords import hash_of_nobody, hash_password, verify_password


class EmailTaken(Exception):
    """Another user has this e-mail address."""


def everyone(session: Session) -> list[User]:
    return list(session.scalars(select(User).order_by(User.full_name, User.id)))


def by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(func.lower(User.email) == email.lower()))


def authenticate(session: Session, email: str, password: str) -> User | None:
    """The active user with this address and password; remembers when."""
    user = by_email(session, email)
    known_hash = user.password_hash if user is not None else hash_of_nobody()
    if not verify_password(password, known_hash) or user is None or not user.is_active:
        return None
    user.last_login_at = dates.now()
    session.commit()
    return user


def add(session: Session, *, email: str, full_name: str, role: Role, password: str) -> User:
    if by_email(session, email) is not None:
        raise EmailTaken(email)
    user = User(email=email, full_name=full_name, role=role, password_hash=hash_password(password))
    session.add(user)
    session.commit()
    return user


def change(session: Session, user: User, *, role: Role, is_active: bool) -> None:
    user.role = role
    user.is_active = is_active
    session.commit()

"""Who may do what. Every route but the public ones depends on `require(...)`."""

from dataclasses import dataclass
from enum import StrEnum

from fastapi import Request

from shipments.db import Database
from shipments.models import Role, User


class Permission(StrEnum):
    SEE = "see"
    DISPATCH = "dispatch"
    BILL = "bill"
    MANAGE_USERS = "manage_users"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.SEE}),
    Role.DISPATCHER: frozenset({Permission.SEE, Permission.DISPATCH}),
    Role.ACCOUNTANT: frozenset({Permission.SEE, Permission.BILL}),
    Role.ADMIN: frozenset(Permission),
}


class LoginRequired(Exception):
    """Nobody is logged in, or the user is not active any more."""


class Forbidden(Exception):
    """The user is known and may not do this."""


def may(user: User, permission: Permission) -> bool:
    return permission in GRANTS[user.role]


@dataclass(frozen=True, slots=True)
class Guard:
    """A dependency that gives the logged-in user, if the user may do `permission`."""

    permission: Permission

    def __call__(self, request: Request, session: Database) -> User:
        user_id = request.session.get("user_id")
        user = session.get(User, user_id) if user_id is not None else None
        if user is None or not user.is_active:
            raise LoginRequired
        request.state.user = user
        if not may(user, self.permission):
            raise Forbidden
        return user


def require(permission: Permission) -> Guard:
    return Guard(permission)

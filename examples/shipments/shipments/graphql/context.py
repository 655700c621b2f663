"""What every resolver is given."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from shipments.models import User
from shipments.permissions import Forbidden, Permission, may


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    session: Session
    user: User

    def require(self, permission: Permission) -> User:
        if not may(self.user, permission):
            raise Forbidden("Your role does not include this.")
        return self.user

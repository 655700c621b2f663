"""Who works here: users of this app and drivers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shipments.models.base import Base, Numbered, Stamped, enum_column
from shipments.models.enums import DriverStatus, Role
from shipments.models.lookups import LicenceClass


class User(Numbered, Base):
    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(128))
    role: Mapped[Role] = mapped_column(enum_column(Role, "user_role"))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    last_login_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class DriverLicence(Base):
    """Which classes a driver may drive, and until when."""

    __tablename__ = "driver_licences"

    driver_id: Mapped[int] = mapped_column(
        ForeignKey("drivers.id", ondelete="CASCADE"), primary_key=True
    )
    licence_code: Mapped[str] = mapped_column(
        ForeignKey("licence_classes.code", ondelete="RESTRICT"), primary_key=True
    )
    valid_until: Mapped[date]

    licence: Mapped[LicenceClass] = relationship()


class Driver(Numbered, Stamped, Base):
    __tablename__ = "drivers"
    __table_args__ = (
        CheckConstraint("char_length(employee_number) >= 4", name="employee_number_length"),
        CheckConstraint("birth_date > DATE '1940-01-01'", name="birth_date_plausible"),
    )

    employee_number: Mapped[str] = mapped_column(String(12), unique=True)
    first_name: Mapped[str] = mapped_column(String(60))
    last_name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    phone: Mapped[str] = mapped_column(String(32))
    birth_date: Mapped[date]
    hired_on: Mapped[date]
    status: Mapped[DriverStatus] = mapped_column(
        enum_column(DriverStatus, "driver_status"), server_default="active"
    )

    licences: Mapped[list[DriverLicence]] = relationship(
        cascade="all, delete-orphan", order_by=DriverLicence.licence_code
    )

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

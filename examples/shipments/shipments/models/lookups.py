"""Look-up tables. Their rows come from migrations, not from the app."""

from decimal import Decimal

from sqlalchemy import CHAR, CheckConstraint, Numeric, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from shipments.models.base import Base, Numbered


class Country(Base):
    __tablename__ = "countries"
    __table_args__ = (CheckConstraint("char_length(code) = 2", name="code_length"),)

    code: Mapped[str] = mapped_column(CHAR(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)


class ServiceLevel(Base):
    __tablename__ = "service_levels"
    __table_args__ = (
        CheckConstraint("max_days BETWEEN 1 AND 30", name="max_days_range"),
        CheckConstraint("surcharge >= 0", name="surcharge_not_negative"),
    )

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    max_days: Mapped[int] = mapped_column(SmallInteger)
    surcharge: Mapped[Decimal] = mapped_column(Numeric(8, 2), server_default="0")


class LicenceClass(Base):
    __tablename__ = "licence_classes"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    description: Mapped[str] = mapped_column(String(120))


class Tag(Numbered, Base):
    __tablename__ = "tags"

    slug: Mapped[str] = mapped_column(String(40), unique=True)
    label: Mapped[str] = mapped_column(String(60))

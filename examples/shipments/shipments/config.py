"""Settings, read once from the environment."""

import os
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo


class MissingSetting(RuntimeError):
    """A setting that has no default is not in the environment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    database_url: str
    secret_key: str
    timezone: ZoneInfo


def required(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise MissingSetting(f"{name} is not set. See .env.example for what it should look like.")
    return value


@lru_cache
def settings() -> Settings:
    return Settings(
        database_url=required("DATABASE_URL"),
        secret_key=required("SECRET_KEY"),
        timezone=ZoneInfo(os.environ.get("COMPANY_TIMEZONE") or "Europe/Amsterdam"),
    )

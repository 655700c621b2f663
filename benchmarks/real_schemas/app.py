"""How an app is installed and migrated, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A published package that brings the migrations of its own schema.

    install: what pip is asked for, the package itself first, at the version that was tried.
    python: the interpreter's version. how: the migrations' kind. migrate: lines of bash, run in an
    empty folder with the environment's programs first in PATH and the database in DATABASE_URL,
    PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. files: texts put in that folder beforehand,
    `{PGHOST}` and its like replaced. sql: what an administrator does before (extensions).
    """

    name: str
    install: tuple[str, ...]
    how: str
    migrate: tuple[str, ...]
    python: str = "3.11"
    files: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    sql: tuple[str, ...] = ()


def django(name: str, *install: str, apps: str, settings: str = "", python: str = "3.11") -> App:
    """A package that is a set of Django apps: some lines of settings, and `migrate`."""
    listed = ", ".join(f'"{one}"' for one in apps.split())
    return App(
        name=name,
        install=(*install, "psycopg[binary]"),
        how="Django",
        python=python,
        files={"real_settings.py": _SETTINGS + f"INSTALLED_APPS = [{listed}]\n{settings}"},
        environment={"DJANGO_SETTINGS_MODULE": "real_settings", "PYTHONPATH": "."},
        migrate=("django-admin migrate --skip-checks",),
    )


_SETTINGS = """\
import os

SECRET_KEY = "not-secret"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **{key: os.environ["PG" + key] for key in ("HOST", "PORT", "USER", "PASSWORD")},
        "NAME": os.environ["PGDATABASE"],
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sekizai.context_processors.sekizai",
                "cms.context_processors.cms_settings",
            ]
        },
    }
]
STATIC_URL = "/static/"
ROOT_URLCONF = "real_settings"
urlpatterns = []
"""

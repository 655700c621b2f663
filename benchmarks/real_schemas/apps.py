"""The apps that are tried, by name."""

from __future__ import annotations

from benchmarks.real_schemas.alembic_apps import ALEMBIC_APPS
from benchmarks.real_schemas.app import App
from benchmarks.real_schemas.django_apps import DJANGO_APPS
from benchmarks.real_schemas.more_apps import MORE_APPS
from benchmarks.real_schemas.openstack_apps import OPENSTACK_APPS
from benchmarks.real_schemas.sql_apps import SQL_APPS

APPS: dict[str, App] = {
    app.name: app for app in (*ALEMBIC_APPS, *MORE_APPS, *OPENSTACK_APPS, *DJANGO_APPS, *SQL_APPS)
}

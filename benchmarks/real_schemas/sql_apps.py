"""Packages that bring plain SQL."""

from __future__ import annotations

from benchmarks.real_schemas.app import App

_PACKAGES = "$(python -c 'import sysconfig; print(sysconfig.get_path(\"purelib\"))')"

SQL_APPS = (
    App(
        name="procrastinate",
        install=("procrastinate==3.10.0", "psycopg[binary]"),
        how="SQL",
        migrate=("procrastinate --app=jobs.app schema --apply",),
        environment={"PYTHONPATH": "."},
        files={
            "jobs.py": "import procrastinate\n"
            "app = procrastinate.App(connector=procrastinate.PsycopgConnector())\n"
        },
    ),
    App(
        name="litellm",
        install=("litellm-proxy-extras==0.4.110",),
        how="SQL (Prisma)",
        migrate=(
            f"cd {_PACKAGES}/litellm_proxy_extras/migrations",
            'for one in */migration.sql; do psql -q -v ON_ERROR_STOP=1 -f "$one"; done',
        ),
    ),
)

"""More apps whose schema is made by Alembic, through some lines of Python."""

from __future__ import annotations

from benchmarks.real_schemas.app import App

MORE_APPS = (
    App(
        name="galaxy",
        install=("galaxy-data==26.1.2", "psycopg2-binary"),
        how="Alembic",
        files={
            "make.py": "import sqlalchemy as sa\n"
            "from galaxy.model.migrations import verify_databases\n"
            'engine = sa.create_engine("postgresql+psycopg2://{WHERE}")\n'
            "verify_databases(engine, None, None, None, None, None, True)\n"
        },
        migrate=("python make.py",),
    ),
    App(
        name="argilla",
        install=("argilla-server==2.8.0", "asyncpg", "psycopg2-binary"),
        how="Alembic",
        environment={
            "ARGILLA_DATABASE_URL": "postgresql+asyncpg://{WHERE}",
            "ARGILLA_HOME_PATH": "{WORK}",
        },
        migrate=(
            "cd $(python -c 'import argilla_server; print(argilla_server.__path__[0])')",
            "alembic upgrade head",
        ),
    ),
    App(
        name="rucio",
        install=("rucio==41.5.1", "psycopg[binary]"),
        how="Alembic",
        environment={"RUCIO_CONFIG": "{WORK}/rucio.cfg"},
        files={
            "rucio.cfg": "[database]\ndefault = postgresql+psycopg://{WHERE}\nschema = dev\n"
            "[alembic]\ncfg = {WORK}/alembic.ini\n",
            "alembic.ini": "[alembic]\nscript_location = rucio.db.sqla:migrate_repo\n"
            "sqlalchemy.url = postgresql+psycopg://{WHERE}\n"
            "[loggers]\nkeys = root\n[handlers]\nkeys = console\n[formatters]\nkeys = plain\n"
            "[logger_root]\nlevel = WARN\nhandlers = console\n[handler_console]\n"
            "class = StreamHandler\nargs = (sys.stderr,)\nformatter = plain\n"
            "[formatter_plain]\nformat = %(message)s\n",
        },
        migrate=("python -c 'from rucio.db.sqla.util import build_database; build_database()'",),
    ),
    App(
        name="mailman",
        install=("mailman==3.3.10", "psycopg[binary]"),
        how="Alembic",
        files={
            "mailman.cfg": "[mailman]\nlayout: here\n[paths.here]\nvar_dir: {WORK}/var\n"
            "[database]\nclass: mailman.database.postgresql.PostgreSQLDatabase\n"
            "url: postgresql://{WHERE}\n"
        },
        migrate=("mailman --run-as-root -C mailman.cfg info",),
    ),
    App(
        name="privacyidea",
        install=("privacyidea==3.14", "psycopg2-binary"),
        how="Alembic",
        environment={"PRIVACYIDEA_CONFIGFILE": "{WORK}/pi.cfg"},
        files={
            "pi.cfg": "SQLALCHEMY_DATABASE_URI = 'postgresql+psycopg2://{WHERE}'\n"
            "SECRET_KEY = PI_PEPPER = 'not-secret'\nPI_ENCFILE = '{WORK}/enckey'\n"
            "PI_LOGFILE = '{WORK}/log'\n"
        },
        migrate=("pi-manage setup create_tables",),
    ),
)

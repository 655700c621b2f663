"""Apps whose schema is made by Alembic."""

from __future__ import annotations

from benchmarks.real_schemas.app import App

ALEMBIC_APPS = (
    App(
        name="optuna",
        install=("optuna==5.0.0", "psycopg2-binary"),
        how="Alembic",
        migrate=(
            "python -c 'import optuna; "
            'optuna.storages.RDBStorage("postgresql+psycopg2://{WHERE}")\'',
        ),
    ),
    App(
        name="airflow",
        install=("apache-airflow==3.3.2", "psycopg2-binary"),
        how="Alembic",
        environment={
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "postgresql+psycopg2://{WHERE}",
            "AIRFLOW_HOME": "{WORK}",
        },
        migrate=("airflow db migrate",),
    ),
    App(
        name="mlflow",
        install=("mlflow==3.17.2", "psycopg2-binary"),
        how="Alembic",
        migrate=("mlflow db upgrade postgresql+psycopg2://{WHERE}",),
    ),
    App(
        name="prefect",
        install=("prefect==3.8.8",),
        how="Alembic",
        environment={
            "PREFECT_API_DATABASE_CONNECTION_URL": "postgresql+asyncpg://{WHERE}",
            "PREFECT_HOME": "{WORK}",
        },
        migrate=("prefect server database upgrade --yes",),
    ),
    App(
        name="superset",
        install=("apache-superset==6.1.0", "flask-caching<2.4", "psycopg2-binary", "rich"),
        how="Alembic",
        environment={"FLASK_APP": "superset", "SUPERSET_CONFIG_PATH": "superset_config.py"},
        files={
            "superset_config.py": 'SECRET_KEY = "a-longer-key-that-is-not-secret-at-all"\n'
            'SQLALCHEMY_DATABASE_URI = "postgresql+psycopg2://{WHERE}"\n'
            'FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}\n'
            'EXPLORE_FORM_DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}\n'
        },
        migrate=("superset db upgrade", "superset init"),
    ),
    App(
        name="jupyterhub",
        install=("jupyterhub==6.1.1", "psycopg2-binary"),
        how="Alembic",
        migrate=(
            "python -c 'from jupyterhub import orm; "
            'orm.new_session_factory("postgresql+psycopg2://{WHERE}")\'',
        ),
    ),
    App(
        name="buildbot",
        install=("buildbot==4.3.0", "psycopg2-binary"),
        how="Alembic",
        migrate=("buildbot create-master --db=postgresql+psycopg2://{WHERE} master",),
    ),
    App(
        name="dagster",
        install=("dagster==1.13.27", "dagster-postgres", "psycopg[binary]"),
        how="Alembic",
        environment={"DAGSTER_HOME": "{WORK}"},
        files={"dagster.yaml": "storage:\n  postgres:\n    postgres_url: {DATABASE_URL}\n"},
        migrate=("dagster instance migrate",),
    ),
    App(
        name="ckan",
        install=("ckan[requirements]==2.12.0", "psycopg2-binary"),
        how="Alembic",
        migrate=(
            "ckan generate config ckan.ini",
            "ckan config-tool ckan.ini sqlalchemy.url={DATABASE_URL}",
            "ckan -c ckan.ini db init",
        ),
    ),
    App(
        name="indico",
        install=("indico==3.3.14", "--ignore-requires-python"),
        how="Alembic",
        python="3.12",
        sql=("CREATE EXTENSION unaccent", "CREATE EXTENSION pg_trgm"),
        environment={"INDICO_CONFIG": "{WORK}/indico.conf"},
        files={
            "indico.conf": "SQLALCHEMY_DATABASE_URI = '{DATABASE_URL}'\n"
            "SECRET_KEY = 'a-longer-key-that-is-not-secret-at-all'\n"
            "BASE_URL = 'http://localhost'\nCELERY_BROKER = 'redis://127.0.0.1:1/0'\n"
            "REDIS_CACHE_URL = 'redis://127.0.0.1:1/1'\nDEFAULT_TIMEZONE = 'UTC'\n"
            "DEFAULT_LOCALE = 'en_GB'\nCACHE_DIR = '{WORK}'\nTEMP_DIR = '{WORK}'\n"
            "LOG_DIR = '{WORK}'\nSTORAGE_BACKENDS = {'default': 'fs:{WORK}'}\n"
            "ATTACHMENT_STORAGE = 'default'\n"
        },
        migrate=("indico db prepare",),
    ),
    App(
        name="phoenix",
        install=("arize-phoenix==20.26.1", "asyncpg", "psycopg[binary]"),
        how="Alembic",
        migrate=(
            "python -c 'from sqlalchemy import make_url; "
            "from phoenix.db.engines import create_engine; "
            'create_engine(make_url("{DATABASE_URL}"))\'',
        ),
    ),
)

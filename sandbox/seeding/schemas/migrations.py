"""Tables in which migration tools keep their own books: never filled."""

from __future__ import annotations

from sandbox.seeding.schemas.schema import Table
from sandbox.seeding.wordlists import listed

_NAMES = frozenset(
    listed(
        """
    alembic_version django_migrations south_migrationhistory schema_migrations schema_migration
    flyway_schema_history schema_version ar_internal_metadata databasechangelog
    databasechangeloglock _prisma_migrations knex_migrations knex_migrations_lock
    goose_db_version yoyo_lock _yoyo_log _yoyo_migration _yoyo_version migrate_version
    sequelizemeta sequelizedata typeorm_metadata aerich __diesel_schema_migrations
    _sqlx_migrations __drizzle_migrations __efmigrationshistory pgmigrations
    mikro_orm_migrations kysely_migration kysely_migration_lock refinery_schema_history
    atlas_schema_revisions doctrine_migration_versions phinxlog play_evolutions
    directus_migrations payload_migrations strapi_migrations strapi_core_store_settings
    gorp_migrations bun_migrations bun_migration_locks dbmate_migrations graphile_migrations
    oban_peers spatial_ref_sys
    """
    )
)
"""Whatever their columns."""

_SHAPES = tuple(
    frozenset(columns.split())
    for columns in (
        "version_num",
        "id app name applied",
        "id migration batch",
        "id name batch migration_time",
        "index is_locked",
        "version dirty",
        "version inserted_at",
        "id version_id is_applied tstamp",
        "id name run_on",
        "id hash created_at",
        "migrationid productversion",
        "version executed_at execution_time",
        "id checksum finished_at migration_name logs rolled_back_at started_at applied_steps_count",
        "installed_rank version description type script checksum installed_by installed_on "
        "execution_time success",
    )
)
"""The columns of tools whose table can be given a name of the app's own."""

_TELLING = ("migration", "version", "schema", "history", "changelog", "alembic", "revision", "lock")
"""A table of such columns is a tool's when its name speaks of it; alembic's needs no such name."""


def is_migration_table(table: Table) -> bool:
    """By the name that a tool gives it, or by the tool's columns and a name that tells."""
    name = table.name.lower()
    columns = frozenset(column.name.lower() for column in table.columns)
    if name in _NAMES or columns == _SHAPES[0]:
        return True
    return columns in _SHAPES and any(word in name for word in _TELLING)

-- The books of migration tools, under their own names and under an app's; they stay as they are.
CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
CREATE TABLE our_alembic (version_num varchar(32) PRIMARY KEY);
CREATE TABLE django_migrations (id bigserial PRIMARY KEY, app varchar(255) NOT NULL, name varchar(255) NOT NULL, applied timestamptz NOT NULL);
CREATE SCHEMA tools;
CREATE TABLE tools.migrations_applied (id serial PRIMARY KEY, name varchar(255), batch int, migration_time timestamptz);
CREATE TABLE tools.migrations_applied_lock (index serial PRIMARY KEY, is_locked int);
CREATE TABLE "SequelizeMeta" (name varchar(255) PRIMARY KEY);
CREATE TABLE "__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('abc');
-- Not a tool's: a table of an app that only looks a little like one.
CREATE TABLE bird_migrations (id serial PRIMARY KEY, species text NOT NULL, batch int NOT NULL);
CREATE TABLE dated (id serial PRIMARY KEY, name text NOT NULL, run_on date NOT NULL);

#!/usr/bin/env bash
# Starts PostgreSQL, and makes the cluster first where PGDATA is empty. Understands the official
# image's variables: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, POSTGRES_INITDB_ARGS,
# POSTGRES_INITDB_WALDIR, POSTGRES_HOST_AUTH_METHOD (the first three and INITDB_ARGS also as _FILE).
set -Eeuo pipefail

INIT_SCRIPTS=/docker-entrypoint-initdb.d

stop_with() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# from_file NAME DEFAULT: NAME, or the content of the file that NAME_FILE names.
from_file() {
  local name=$1 file=${1}_FILE value=${!1:-}
  if [ -n "${!file:-}" ]; then
    [ -z "$value" ] || stop_with "both $name and $file are set; one of them is enough"
    value=$(cat "${!file}")
  fi
  export "$name=${value:-$2}"
  unset "$file"
}

read_settings() {
  from_file POSTGRES_PASSWORD ""
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  from_file POSTGRES_INITDB_ARGS ""
  : "${POSTGRES_HOST_AUTH_METHOD:=}"
}

is_initialised() { [ -s "$PGDATA/PG_VERSION" ]; }

# What only root can do: folders of the right owner. Then the same script goes on as postgres.
prepare_as_root() {
  mkdir -p "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA" || true
  chmod 3775 /var/run/postgresql || true
  find "$PGDATA" \! -user postgres -exec chown postgres:postgres '{}' +
  find /var/run/postgresql \! -user postgres -exec chown postgres:postgres '{}' +
  if [ -n "${POSTGRES_INITDB_WALDIR:-}" ]; then
    mkdir -p "$POSTGRES_INITDB_WALDIR"
    chmod 700 "$POSTGRES_INITDB_WALDIR"
    chown -R postgres:postgres "$POSTGRES_INITDB_WALDIR"
  fi
}

require_a_way_in() {
  [ -n "$POSTGRES_PASSWORD" ] || [ "$POSTGRES_HOST_AUTH_METHOD" = trust ] || stop_with \
    "the database is empty and has no superuser password: set POSTGRES_PASSWORD to one, or" \
    "POSTGRES_HOST_AUTH_METHOD=trust to let everybody in without (not recommended)"
}

make_cluster() {
  local options=(--username="$POSTGRES_USER")
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA" 2>/dev/null || true
  [ -z "${POSTGRES_INITDB_WALDIR:-}" ] || options+=(--waldir="$POSTGRES_INITDB_WALDIR")
  if [ -n "$POSTGRES_PASSWORD" ]; then
    options+=(--pwfile=/dev/fd/3)
  fi
  # The arguments are written as on a command line: quotes in them count.
  eval 'initdb "${options[@]}" '"$POSTGRES_INITDB_ARGS" 3<<<"$POSTGRES_PASSWORD"
}

# Clients from other hosts; a socket on the same host is trusted by initdb's own rules.
allow_hosts() {
  local method=$POSTGRES_HOST_AUTH_METHOD
  [ -n "$method" ] || method=$(postgres -C password_encryption "$@")
  {
    printf '\n'
    [ "$method" != trust ] || printf '# Everybody is let in without a password.\n'
    printf 'host all all all %s\n' "$method"
  } >>"$PGDATA/pg_hba.conf"
}

# Reachable by its socket only: nobody outside sees a database that is not ready.
start_private() {
  local options
  printf -v options '%q ' "$@" -c listen_addresses= -p "${PGPORT:-5432}"
  NOTIFY_SOCKET='' pg_ctl -D "$PGDATA" -o "$options" -w start
}

run_sql() {
  local database=(--dbname "$POSTGRES_DB")
  PGHOST='' PGHOSTADDR='' psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password \
    --username "$POSTGRES_USER" "${database[@]}" "$@"
}

# The official image's name for it, which init scripts use.
docker_process_sql() { run_sql "$@"; }

create_database() {
  [ "$POSTGRES_DB" != postgres ] || return 0
  POSTGRES_DB=postgres run_sql --set wanted="$POSTGRES_DB" --tuples-only <<'SQL'
SELECT format('CREATE DATABASE %I', :'wanted')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'wanted') \gexec
SQL
}

run_init_scripts() {
  local script
  for script in "$INIT_SCRIPTS"/*; do
    case $script in
    *.sh)
      printf 'running %s\n' "$script"
      if [ -x "$script" ]; then "$script"; else . "$script"; fi
      ;;
    *.sql) printf 'running %s\n' "$script"; run_sql -f "$script" ;;
    *.sql.gz) printf 'running %s\n' "$script"; gunzip -c "$script" | run_sql ;;
    *.sql.xz) printf 'running %s\n' "$script"; xz -dc "$script" | run_sql ;;
    *.sql.zst) printf 'running %s\n' "$script"; zstd -dc "$script" | run_sql ;;
    "$INIT_SCRIPTS/*") ;;
    *) printf 'passing over %s\n' "$script" ;;
    esac
  done
}

initialise() {
  require_a_way_in
  make_cluster
  allow_hosts "$@"
  export PGPASSWORD=$POSTGRES_PASSWORD
  start_private "$@"
  create_database
  run_init_scripts
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nthe database is made and ready to start\n\n'
}

only_asks() {
  local argument
  for argument; do
    case $argument in -'?' | --help | --describe-config | -V | --version) return 0 ;; esac
  done
  return 1
}

main() {
  # Options alone are options of the server.
  [ "${1:0:1}" != - ] || set -- postgres "$@"
  if [ "$1" = postgres ] && ! only_asks "$@"; then
    if [ "$(id -u)" = 0 ]; then
      prepare_as_root
      exec setpriv --reuid=postgres --regid=postgres --init-groups \
        env HOME=/var/lib/postgresql "${BASH_SOURCE[0]}" "$@"
    fi
    read_settings
    is_initialised || initialise "${@:2}"
  fi
  exec "$@"
}

[ "${BASH_SOURCE[0]}" != "$0" ] || main "${@:-postgres}"

#!/bin/sh
# Installs Debian's PostgreSQL so that it looks like the official image's: the user postgres as 999,
# no cluster made on installation, all addresses listened on, the locale en_US.utf8.
set -eu
major=$1
export DEBIAN_FRONTEND=noninteractive

groupadd --system --gid 999 postgres
useradd --system --gid postgres --uid 999 --home-dir /var/lib/postgresql --shell /bin/bash postgres
install -d -o postgres -g postgres -m 1777 /var/lib/postgresql

# The compiler for hot queries is half the image, and nothing when it is missing but slower
# analytics: PostgreSQL runs on without it. Locale sources of other languages are not needed either.
cat >/etc/dpkg/dpkg.cfg.d/postgres-image <<EXCLUDES
path-exclude=/usr/lib/*/libLLVM*
path-exclude=/usr/lib/*/libz3.so*
path-exclude=/usr/lib/llvm-*
path-exclude=/usr/lib/postgresql/*/lib/bitcode/*
path-exclude=/usr/lib/postgresql/*/lib/llvmjit*
EXCLUDES

mkdir -p /etc/postgresql-common
echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf

apt-get update
apt-get install -y --no-install-recommends locales tzdata
localedef --inputfile en_US --force --charmap UTF-8 en_US.UTF-8
apt-get install -y --no-install-recommends "postgresql-$major"

sample=$(dpkg -L "postgresql-$major" | grep '/postgresql.conf.sample$')
sed -i "s/^#\?listen_addresses = .*/listen_addresses = '*'/" "$sample"
grep -q "^listen_addresses = '\*'" "$sample"

install -d -o postgres -g postgres -m 3777 /var/run/postgresql
install -d -o postgres -g postgres -m 1777 /var/lib/postgresql/data
mkdir -p /docker-entrypoint-initdb.d

apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt /var/cache/debconf/*-old \
  /usr/share/i18n/locales /usr/share/i18n/charmaps /etc/ssl/private/ssl-cert-snakeoil.key

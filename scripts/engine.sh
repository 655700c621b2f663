#!/usr/bin/env bash
# Sees to it that a Docker engine answers: leaves a running one alone, starts a stopped one, and
# installs one from the distribution's packages where there is none. Exit 3: a person must do it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/engine-packages.sh"

ENGINE_LOG=/var/log/sandbox-dockerd.log

# A hung engine must not hang us: every question has a time limit.
answers() { timeout 10 docker version >/dev/null 2>&1; }
answers_root() { as_root timeout 10 docker version >/dev/null 2>&1; }
has_plugin() { timeout 10 docker "$1" version >/dev/null 2>&1; }

await_engine() {
  local tries=$1
  while ((tries-- > 0)); do
    if answers || answers_root; then return 0; fi
    sleep 0.5
  done
  return 1
}

# An engine elsewhere is somebody's choice: we neither install beside it nor start it.
refuse_remote() {
  local where=${DOCKER_HOST:-}
  [ -n "$where" ] || where=$(docker context inspect -f '{{.Endpoints.docker.Host}}' 2>/dev/null || true)
  case $where in
  '' | unix:///var/run/docker.sock | unix:///run/docker.sock) ;;
  *) fail 3 "no Docker engine answers at $where" "start it, or unset DOCKER_HOST and the Docker context" ;;
  esac
}

# Read from /proc: a bare machine has no pgrep.
engine_runs() { grep -qxs dockerd /proc/[0-9]*/comm; }

# With no engine answering, a pid file left by a killed one makes the next refuse to start.
remove_stale_pid() {
  engine_runs || as_root rm -f /var/run/docker.pid
}

# The engine outlives this shell: own session, log to a file, and none of make's descriptors, or a
# pipeline that reads make's output would wait for the engine to end.
start_in_background() {
  as_root bash -c '
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      ((fd < 3)) || eval "exec $fd>&-"
    done 2>/dev/null
    ulimit -n 524288 2>/dev/null || true
    cd /
    setsid dockerd >>"$1" 2>&1 </dev/null &
  ' start "$ENGINE_LOG" </dev/null >/dev/null 2>&1
}

start_engine() {
  root_ready
  if engine_runs && await_engine 60; then return; fi
  remove_stale_pid
  if [ -d /run/systemd/system ]; then
    as_root systemctl enable --now docker >>"$LOG" 2>&1 </dev/null || true
    if await_engine 60; then return; fi
  elif [ -x /etc/init.d/docker ] && as_root service docker start >>"$LOG" 2>&1 </dev/null; then
    if await_engine 20; then return; fi
  fi
  remove_stale_pid
  start_in_background
  if ! await_engine 120; then
    as_root tail -n 15 "$ENGINE_LOG" 2>/dev/null | sed 's/^/    /' >&2
    fail 3 "the Docker engine does not start (its last lines are above)" \
      "its whole output is in $ENGINE_LOG"
  fi
}

# Who may talk to the engine: the group's members. Somebody with sudo has those rights already.
admit_user() {
  [ "$(id -u)" != 0 ] || return 0
  answers && return 0
  as_root usermod -aG docker "$(id -un)" >>"$LOG" 2>&1 || return 0
  say "$(id -un) may use Docker from the next login on; until then make uses sudo"
}

add_plugins() {
  local missing=()
  has_plugin compose || missing+=(compose)
  has_plugin buildx || missing+=(buildx)
  [ ${#missing[@]} -gt 0 ] || return 0
  say "adding Docker's plugins: ${missing[*]}"
  install_plugins "${missing[@]}"
}

main() {
  if command -v docker >/dev/null && { answers || { [ -S /var/run/docker.sock ] && answers_root; }; }; then
    done_with "Docker engine $(engine_version) is running"
    return
  fi
  refuse_remote
  if ! command -v dockerd >/dev/null; then
    require_known_distribution
    say "installing a Docker engine from the distribution's packages (about 20 s)"
    install_engine
  fi
  add_plugins
  say "starting the Docker engine"
  start_engine
  admit_user
  done_with "Docker engine $(engine_version) is running"
}

engine_version() {
  local version
  version=$(docker version -f '{{.Server.Version}}' 2>/dev/null) ||
    version=$(as_root docker version -f '{{.Server.Version}}')
  echo "$version"
}

main

#!/usr/bin/env bash
# Sees to it that base images exist: build.sh IMAGE[=MIRROR]...
#
# An image that is present is left alone. Otherwise it is pulled (from MIRROR where one is named).
# Where no registry answers it is built from the distribution's packages under the official name.
# Exit 0: all exist. 1: one could not be made. 2: usage. 3: a tool is missing.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$HERE/debian.sh"
. "$HERE/names.sh"

ANSWER_SECONDS=${SANDBOX_PULL_ANSWER_SECONDS:-8}   # until a registry must have said something
PULL_SECONDS=${SANDBOX_PULL_SECONDS:-900}          # until the whole image must be here
LOGS=$(mktemp -d "${TMPDIR:-/tmp}/sandbox-images.XXXXXX")
KEEP_LOGS=

say() { printf '  · %s\n' "$*"; }

# fail CODE MESSAGE [HINT]
fail() {
  printf '\nerror: %s\n' "$2" >&2
  [ -z "${3:-}" ] || printf '\nhint: %s\n' "$3" >&2
  exit "$1"
}

fail_with_log() {
  KEEP_LOGS=1
  tail -n 15 "$2" | sed 's/^/    /' >&2
  fail 1 "$1 (its last lines are above)" "the whole output is in $2"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

present() { docker image inspect "$1" >/dev/null 2>&1; }

# pull SOURCE LOG: gives up early where nothing answers, so that no registry costs seconds, not minutes.
pull() {
  local source=$1 log=$2 pid waited=0
  timeout "$PULL_SECONDS" docker pull "$source" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && ! [ -s "$log" ]; do
    if ((waited++ >= ANSWER_SECONDS * 10)); then
      kill "$pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  wait "$pid" 2>/dev/null
}

# obtain IMAGE MIRROR: true once the image is there without building it.
obtain() {
  local image=$1 mirror=$2 log=$LOGS/pull-${1//[\/:]/-}.log
  present "$image" && return 0
  if [ -z "$mirror" ] || ! present "$mirror"; then
    pull "${mirror:-$image}" "$log" || return 1
    say "$image pulled"
  fi
  [ -z "$mirror" ] || docker tag "$mirror" "$image"
}

cannot_make() {
  fail 1 "$1 cannot be pulled here, and $2" \
    "name an image of your registry to take in its place: $1=REGISTRY/NAME:TAG"
}

# build_layer IMAGE KIND SUITE ARGUMENT...: KIND's Dockerfile on the base of SUITE.
build_layer() {
  local image=$1 kind=$2 suite=$3 name=${1#sandbox-draft/} started=$SECONDS arguments=() argument log
  log=$LOGS/build-${name//[\/:]/-}.log
  shift 3
  for argument; do arguments+=(--build-arg "$argument"); done
  for argument in http_proxy https_proxy no_proxy; do
    [ -z "${!argument:-}" ] || arguments+=(--build-arg "$argument")
  done
  say "building $name from the packages of Debian $suite"
  docker build --network "${SANDBOX_BUILD_NETWORK:-default}" --build-arg "SUITE=$suite" \
    "${arguments[@]}" -t "$image" "$HERE/$kind" >"$log" 2>&1 </dev/null ||
    fail_with_log "$name could not be built" "$log"
  say "$name built in $((SECONDS - started)) s"
}

build_python() {
  local image=$1 suite=$2 version=$3 variant=$4 full draft=sandbox-draft/${1#docker.io/}
  build_layer "$draft" python "$suite" "PYTHON_MINOR=$version" "VARIANT=$variant"
  # The environment names the exact version, which only the installed interpreter knows.
  full=$(docker run --rm --network none "$draft" python3 -c 'import platform; print(platform.python_version())')
  printf 'FROM %s\nENV PYTHON_VERSION=%s\n' "$draft" "$full" | docker build -q -t "$image" - >/dev/null 2>&1
  docker image rm "$draft" >/dev/null
}

# make_image IMAGE: builds what could not be pulled; its base is there already.
make_image() {
  local image=$1
  parse_image "$image" || cannot_make "$image" "$PARSE_PROBLEM"
  case $KIND in
  debian) ;;
  python) build_python "$image" "$SUITE" "$VERSION" "$VARIANT" ;;
  postgres) build_layer "$image" postgres "$SUITE" "PG_MAJOR=$VERSION" ;;
  esac
}

# ensure_bases IMAGE...: what the others stand on, one after another (each takes all the processors).
ensure_bases() {
  local image base
  for image; do
    parse_image "$image" || cannot_make "$image" "$PARSE_PROBLEM"
    base=debian:$SUITE-slim
    present "$base" || obtain "$base" "" || build_debian "$base" "$SUITE"
    if [ "$KIND" = debian ] && ! present "$image"; then docker tag "$base" "$image"; fi
  done
}

# together FUNCTION ITEM...: all side by side; fails when one does.
together() {
  local run=$1 item pids=() failed=0 pid
  shift
  for item; do
    (trap - EXIT; "$run" "$item") &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  return $failed
}

obtain_or_note() {
  local image=${1%%=*} mirror=
  [ "$image" = "$1" ] || mirror=${1#*=}
  obtain "$image" "$mirror" || touch "$LOGS/missing-${image//[\/:]/-}"
}

# One at a time on this machine: the second finds what the first has made.
lock() {
  command -v flock >/dev/null || return 0
  exec 9>"${TMPDIR:-/tmp}/sandbox-images-$(id -u).lock"
  flock 9
}

clean_up() {
  local kept=$?
  [ -n "$KEEP_LOGS" ] || rm -rf "$LOGS"
  return "$kept"
}

main() {
  local item missing=()
  [ $# -gt 0 ] || fail 2 "no image named" "build.sh IMAGE[=MIRROR]..., for example: build.sh python:3.11-slim postgres:15"
  command -v docker >/dev/null || fail 3 "there is no docker command on this machine" "install Docker"
  timeout 10 docker version >/dev/null 2>&1 || fail 3 "the Docker engine does not answer" "start it, and try again"
  trap clean_up EXIT
  lock
  together obtain_or_note "$@"
  for item; do
    item=${item%%=*}
    [ ! -e "$LOGS/missing-${item//[\/:]/-}" ] || missing+=("$item")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  ensure_bases "${missing[@]}"
  together make_image "${missing[@]}" || { KEEP_LOGS=1; exit 1; }
}

main "$@"

#!/usr/bin/env bash
# engine-beside.sh VERSION COMMAND...: runs a command against another version of the Docker engine,
# from the distribution's packages, and takes that engine away again. VERSION: as `apt-cache madison`
# begins it, such as 20.10.
#
# The engine runs in a network namespace of its own, and so does the command: it neither sees nor
# touches the networks of an engine that runs already. The images that the tests need are copied
# over from that one; the other reaches no network.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

version=${1:?a version of docker.io}
shift
room=$WORK/engine-$version
space=sandbox-engine-$$
socket=$room/docker.sock
images=(python:3.11-slim postgres:15 debian:bookworm-slim)

fetch() {
  local package
  [ ! -x "$room/root/usr/sbin/dockerd" ] || return 0
  say "fetching the engine $version"
  mkdir -p "$room/packages"
  package=$(apt-cache madison docker.io | awk -v wanted="$version" '$3 ~ "^"wanted { print $3; exit }')
  [ -n "$package" ] || fail 3 "the distribution has no engine $version" "apt-cache madison docker.io"
  (cd "$room/packages" && quiet "fetching docker.io $package" apt-get download "docker.io=$package")
  dpkg-deb --extract "$room"/packages/docker.io_*.deb "$room/root"
}

# `ip netns exec` mounts a /sys of the namespace's own, which hides the control groups.
inside() {
  local groups=$room/cgroup
  mkdir -p "$groups"
  as_root unshare --mount bash -c '
    mount --rbind /sys/fs/cgroup "$1" &&
      exec ip netns exec "$2" bash -c "mount --rbind \"\$0\" /sys/fs/cgroup && exec \"\$@\"" "$1" "${@:3}"
  ' inside "$groups" "$space" "$@"
}

start() {
  as_root ip netns add "$space"
  as_root ip -n "$space" link set lo up
  inside setsid "$room/root/usr/sbin/dockerd" \
    --host "unix://$socket" --data-root "$room/data" --exec-root "$room/run" \
    --pidfile "$room/pid" --group "$(id -gn)" --userland-proxy-path "$(proxy)" \
    --iptables=true --ip-forward=true >"$room/log" 2>&1 </dev/null &
  local tries=120
  until DOCKER_HOST=unix://$socket timeout 5 docker version >/dev/null 2>&1; do
    ((tries-- > 0)) || fail 3 "the engine $version does not start" "tail $room/log"
    sleep 0.25
  done
}

proxy() {
  local own=$room/root/usr/sbin/docker-proxy
  [ -x "$own" ] || own=$(command -v docker-proxy || echo /usr/libexec/docker/docker-proxy)
  echo "$own"
}

stop() {
  local pid tries=60
  pid=$(cat "$room/pid" 2>/dev/null || true)
  if [ -n "$pid" ]; then
    as_root kill "$pid" 2>/dev/null || true
    while [ -e "/proc/$pid" ] && ((tries-- > 0)); do sleep 0.25; done
  fi
  as_root ip netns delete "$space" 2>/dev/null || true
  as_root umount -l "$room"/run/netns/* 2>/dev/null || true
  as_root rm -rf "$room/data" "$room/run" "$room/pid"
}

copy_images() {
  local present=() image
  for image in "${images[@]}" $(docker image ls --filter label=sandbox.role --format '{{.Repository}}:{{.Tag}}' | grep -E '^sandbox-(gateway|egress|mail|prove|wall|build|door)' || true); do
    if docker image inspect "$image" >/dev/null 2>&1; then present+=("$image"); fi
  done
  say "copying ${#present[@]} images"
  docker save "${present[@]}" | DOCKER_HOST=unix://$socket docker load >/dev/null
}

root_ready
fetch
trap stop EXIT
stop
mkdir -p "$room/run"
start
copy_images
done_with "Docker engine $(DOCKER_HOST=unix://$socket docker version -f '{{.Server.Version}}') is running beside"
inside env DOCKER_HOST="unix://$socket" "PATH=$PATH" "HOME=$HOME" "$@"

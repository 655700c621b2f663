# Where a Docker engine and its plugins come from, by distribution. Sourced by engine.sh.

NEXT_LIST=/etc/apt/sources.list.d/sandbox-next-release
NEXT_PINS=/etc/apt/preferences.d/sandbox-next-release
NEXT_PACKAGES="docker.io docker-cli docker-compose docker-buildx"

# A release whose own engine is too old for the plugins, and the next release whose packages run on
# it as they are (they need no newer C library than it has).
next_release() {
  case $1 in
  bookworm) echo trixie ;;
  esac
}

os_field() { (. /etc/os-release && eval "echo \"\${$1:-}\""); }

known_distribution() {
  case " $(os_field ID) $(os_field ID_LIKE) " in
  *" debian "* | *" ubuntu "*) has_apt ;;
  *) return 1 ;;
  esac
}

require_known_distribution() {
  known_distribution || fail 3 \
    "there is no Docker engine on this machine, and only Debian and Ubuntu get one installed by this command" \
    "install Docker Engine with its Compose and buildx plugins (Docker Desktop on a Mac or on Windows), start it, and run this again"
}

# Copies the system's own source of main packages for the next release. The address is whatever this
# machine uses; the security suite is left out, it goes by another name there.
copy_source() {
  local here=$1 next=$2 file found=
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -r "$file" ] || continue
    found=$(awk -v RS= -v here="$here" -v next_suite="$next" '
      $0 ~ "(^|\n)Suites:[^\n]*[ \t]" here "([ \t\n]|$)" && /(^|\n)Types:[^\n]*deb/ {
        gsub(/(^|\n)#[^\n]*/, ""); sub(/^\n/, "")
        sub(/Suites:[^\n]*/, "Suites: " next_suite)
        sub(/Components:[^\n]*/, "Components: main")
        sub(/Types:[^\n]*/, "Types: deb")
        print; exit
      }' "$file")
    if [ -n "$found" ]; then
      printf '%s\n' "$found" | as_root tee "$NEXT_LIST.sources" >/dev/null
      return
    fi
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -r "$file" ] || continue
    found=$(sed -nE "s/^(deb([[:space:]]+\[[^]]*\])?[[:space:]]+[^[:space:]]+)[[:space:]]+$here[[:space:]].*/\1 $next main/p" \
      "$file" | head -n 1)
    if [ -n "$found" ]; then
      printf '%s\n' "$found" | as_root tee "$NEXT_LIST.list" >/dev/null
      return
    fi
  done
  fail 3 "this machine's list of package sources does not name $here" \
    "install Docker Engine with its Compose and buildx plugins by hand"
}

# Everything of the next release stays below what is installed, except the engine's own packages.
add_next_release() {
  local here=$1 next=$2
  copy_source "$here" "$next"
  as_root tee "$NEXT_PINS" >/dev/null <<PINS
Package: *
Pin: release n=$next
Pin-Priority: 50

Package: $NEXT_PACKAGES
Pin: release n=$next
Pin-Priority: 600
PINS
  APT_FRESH=
}

# The packages of one release differ in name from another's; the first that exists is taken.
first_candidate() {
  local name
  for name; do
    if [ -n "$(candidate "$name")" ]; then
      echo "$name"
      return
    fi
  done
  return 1
}

prepare_sources() {
  local here next
  here=$(os_field VERSION_CODENAME)
  next=$(next_release "$here")
  root_ready
  if [ -n "$next" ] && [ ! -e "$NEXT_PINS" ]; then add_next_release "$here" "$next"; fi
  apt_lists
}

# docker-compose is version 2 and a plugin in Debian from trixie on; Ubuntu has it under two names.
plugin_package() {
  case $1 in
  compose)
    if [[ $(candidate docker-compose) =~ ^([0-9]+:)?1\. ]]; then
      first_candidate docker-compose-v2 docker-compose-plugin
    else
      first_candidate docker-compose-v2 docker-compose-plugin docker-compose
    fi
    ;;
  buildx) first_candidate docker-buildx docker-buildx-plugin ;;
  esac
}

install_engine() {
  prepare_sources
  local packages=(ca-certificates iptables) plugin name
  name=$(first_candidate docker.io) || fail 3 "this release has no package docker.io" \
    "install Docker Engine with its Compose and buildx plugins by hand"
  packages+=("$name")
  if name=$(first_candidate docker-cli); then packages+=("$name"); fi
  for plugin in compose buildx; do
    if name=$(plugin_package "$plugin"); then packages+=("$name"); fi
  done
  apt_install "${packages[@]}"
}

# install_plugins compose|buildx...: beside an engine that is there; without packages it only says so.
install_plugins() {
  local plugin name packages=()
  if known_distribution; then
    prepare_sources
    for plugin; do
      if name=$(plugin_package "$plugin"); then packages+=("$name"); fi
    done
  fi
  if [ ${#packages[@]} -gt 0 ]; then
    apt_install "${packages[@]}"
  else
    say "no package for: $*; what needs them says so when it is used"
  fi
}

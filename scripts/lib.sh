# What the scripts share: progress lines, a log for the noise, and root's rights. Sourced, not run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
WORK=${SANDBOX_MAKE_DIR:-$ROOT/.make}
LOG=$WORK/setup.log
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# The folder ignores itself, so that the repository's own list need not know it.
mkdir -p "$WORK"
touch "$LOG"
[ -e "$WORK/.gitignore" ] || echo '*' >"$WORK/.gitignore"

say() { printf '  · %s\n' "$*"; }

done_with() { printf '  ✓ %s\n' "$*"; }

# fail CODE MESSAGE [HINT]: the tool's own form of an error.
fail() {
  local code=$1
  printf '\nerror: %s\n' "$2" >&2
  [ -z "${3:-}" ] || printf '\nhint: %s\n' "$3" >&2
  exit "$code"
}

# quiet WHAT COMMAND...: the command's output goes to the log; its last lines are shown when it fails.
quiet() {
  local what=$1 from
  shift
  from=$(wc -c <"$LOG")
  printf '\n== %s: %s\n' "$what" "$*" >>"$LOG"
  if ! "$@" >>"$LOG" 2>&1 </dev/null; then
    tail -c "+$((from + 1))" "$LOG" | tail -n 15 | sed 's/^/    /' >&2
    fail 1 "$what did not work (its last lines are above)" "the whole output is in $LOG"
  fi
}

# as_root COMMAND...: as it is for root, through sudo for everybody else.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail 3 "this step needs root's rights, and there is no sudo on this machine" \
      "run the same command as root"
  fi
}

# Asks for sudo's password, where one is needed, before the output goes to the log.
root_ready() {
  [ "$(id -u)" != 0 ] || return 0
  command -v sudo >/dev/null || fail 3 "installing what is missing needs root's rights, and there is no sudo on this machine" \
    "run the same command as root"
  ! sudo -n true 2>/dev/null || return 0
  say "installing what is missing needs an administrator's rights: type your own password when asked"
  sudo -v || fail 3 "$(id -un) may not install anything on this machine, or the password was wrong" \
    "let an administrator run the same command, or allow $(id -un) to use sudo"
}

has_apt() { command -v apt-get >/dev/null && [ -r /etc/os-release ]; }

# apt_lists: the lists of packages, fetched once a run.
apt_lists() {
  [ -z "${APT_FRESH:-}" ] || return 0
  root_ready
  quiet "fetching the lists of packages" as_root apt-get -o DPkg::Lock::Timeout=300 update
  APT_FRESH=1
}

# candidate PACKAGE: the version that would be installed; nothing where there is none.
candidate() {
  apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'
}

# apt_install PACKAGE...: nothing asks a question.
apt_install() {
  has_apt || fail 3 "this machine has no apt-get to install $* with" "install $* by hand"
  apt_lists
  quiet "installing $*" as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

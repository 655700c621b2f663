#!/usr/bin/env bash
# with-docker.sh COMMAND...: runs it as the same user, with the right to talk to the Docker engine.
# That right comes with the group docker, which a session that began earlier does not have yet.
set -euo pipefail

if [ "$(id -u)" = 0 ] || timeout 10 docker version >/dev/null 2>&1; then exec "$@"; fi

user=$(id -un)
group=$(getent group docker | cut -d: -f3)
case " $(id -nG "$user") " in
*" docker "*)
  # Twice, so that new files keep the user's own group: the second sg goes back to it, and the right
  # to use Docker stays as one of the others.
  command=$(printf '%q ' "$@")
  if command -v sg >/dev/null; then
    exec sg docker -c "exec sg $(printf '%q' "$(id -gn)") -c $(printf '%q' "$command")"
  fi
  ;;
esac
# Root's rights are used for one thing, to join the group; the command runs as who asked for it.
if [ -n "$group" ] && command -v sudo >/dev/null; then
  exec sudo -E env "HOME=$HOME" "PATH=$PATH" "USER=$user" "LOGNAME=$user" \
    setpriv --reuid "$(id -u)" --regid "$(id -g)" --groups "$(id -G | tr ' ' ,),$group" -- "$@"
fi
printf '\nerror: %s may not talk to the Docker engine\n' "$user" >&2
printf '\nhint: let an administrator run `usermod -aG docker %s`, and log in again\n' "$user" >&2
exit 3

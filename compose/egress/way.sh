#!/bin/sh
# way proxy: the proxy. Its rules are in $PROXY_CONFIGURATION; $PRODUCTION_NAMES are looked up again and
# again, since a server may move; $SEEN_ADDRESSES and $OUR_ADDRESSES were seen by the machine outside.
set -eu

# One address a line; one that nobody has where there is none, since Squid wants a list.
seen() {
  {
    echo 255.255.255.255
    printf '%s\n' ${SEEN_ADDRESSES:-}
    for name in ${PRODUCTION_NAMES:-}; do getent ahosts "$name" 2>/dev/null | cut -d' ' -f1; done
  } | sort -u
}

proxy() {
  printf '%s' "$PROXY_CONFIGURATION" >/tmp/squid.conf
  { echo 255.255.255.255; printf '%s\n' ${OUR_ADDRESSES:-}; } >/tmp/ours
  seen >/tmp/seen
  if [ -n "${PRODUCTION_NAMES:-}" ]; then
    while sleep "${LOOK_SECONDS:-30}"; do
      seen >/tmp/seen.new
      if ! cmp -s /tmp/seen /tmp/seen.new; then
        mv /tmp/seen.new /tmp/seen
        squid -k reconfigure -f /tmp/squid.conf
      fi
    done &
  fi
  exec squid -N -f /tmp/squid.conf
}

# way build: the proxy, reached through a file; way door: what leads to that file from a network that
# has nothing else in it.
build() {
  socat UNIX-LISTEN:/run/way/proxy,fork,mode=0666,unlink-early TCP:127.0.0.1:3128 &
  proxy
}

door() {
  exec socat TCP-LISTEN:3128,bind=127.0.0.1,reuseaddr,fork,backlog=128 UNIX-CONNECT:/run/way/proxy
}

"$@"

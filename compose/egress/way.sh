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
    # Of its own networks: the machine's side of each.
    awk '$3 != "00000000" && $3 != "Gateway" { h = $3
      printf "%d.%d.%d.%d\n", "0x" substr(h,7,2), "0x" substr(h,5,2), "0x" substr(h,3,2), "0x" substr(h,1,2) }' \
      /proc/net/route
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

"$@"

#!/bin/sh
# wall PREFIX: drops whatever comes in from an interface whose name begins with PREFIX.
# The rule is there once, however often this runs. Exit 0: it is there; 1: it cannot be set.
# Where the machine has no IPv6 there is nothing to shut for it.
set -eu

shut() {
  "$1" -w 5 -C INPUT -i "$2+" -j DROP 2>/dev/null || "$1" -w 5 -I INPUT -i "$2+" -j DROP
}

shut iptables "$1"
[ ! -e /proc/net/if_inet6 ] || shut ip6tables "$1"

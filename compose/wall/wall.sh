#!/bin/sh
# wall PREFIX MARK shut: drops whatever comes in from an interface whose name begins with PREFIX, and
# makes the folder MARK in /mark, which says so. wall PREFIX MARK open: takes both away.
# The rule is there once, however often this runs. Exit 0: it is done; 1: it cannot be.
# Where the machine has no IPv6 there is nothing to shut for it.
set -eu

there() {
  "$1" -w 5 -C INPUT -i "$2+" -j DROP 2>/dev/null
}

tools=iptables
[ ! -e /proc/net/if_inet6 ] || tools="iptables ip6tables"
if [ "$3" = open ]; then
  [ ! -d "/mark/$2" ] || rmdir "/mark/$2"
  for tool in $tools; do
    if there "$tool" "$1"; then "$tool" -w 5 -D INPUT -i "$1+" -j DROP; fi
  done
else
  for tool in $tools; do
    there "$tool" "$1" || "$tool" -w 5 -I INPUT -i "$1+" -j DROP
  done
  mkdir -p "/mark/$2"
fi

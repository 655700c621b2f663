#!/usr/bin/env bash
# The programs that tests of networks use, and that a bare machine does not have.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

if command -v ip >/dev/null; then exit 0; fi
say "installing iproute2, for the tests of networks"
apt_install iproute2
done_with "iproute2 installed"

#!/usr/bin/env bash
# venv.sh run|dev: the virtual environment with the pinned dependencies, for using or developing.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"

purpose=${1:?run or dev}
stamp=$WORK/venv-$purpose
BUNDLES="/etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem"

up_to_date() {
  [ -x .venv/bin/python ] && [ -e "$stamp" ] && [ ! pyproject.toml -nt "$stamp" ] &&
    [ ! constraints.txt -nt "$stamp" ] && [ ! .venv/bin/python -nt "$stamp" ]
}

find_python() {
  local name
  for name in python3.11 python3.12 python3.13 python3.14 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  fail 3 "there is no Python 3.11 or newer on this machine" "install python3.11"
}

# Debian takes the part that makes environments out of Python, into a package of its own.
need_venv_module() {
  local python=$1 version
  "$python" -c 'import ensurepip, venv' 2>/dev/null && return
  version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
  say "installing $version-venv"
  apt_install "$version-venv"
}

# pip brings certificates of its own, which know nothing of a company's authority; the host's do.
trust_host() {
  local bundle
  [ -z "${PIP_CERT:-}" ] || return 0
  .venv/bin/python -m pip config get global.cert >/dev/null 2>&1 && return
  for bundle in ${SSL_CERT_FILE:-} ${REQUESTS_CA_BUNDLE:-} $BUNDLES; do
    if [ -s "$bundle" ]; then
      export PIP_CERT=$bundle
      return
    fi
  done
  if has_apt; then
    say "installing ca-certificates"
    apt_install ca-certificates
    export PIP_CERT=${BUNDLES%% *}
  fi
}

if up_to_date; then exit 0; fi
python=$(find_python)
need_venv_module "$python"
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  say "making a virtual environment"
  quiet "making the virtual environment" "$python" -m venv --clear .venv
fi
trust_host
what=.
[ "$purpose" = run ] || what=".[$purpose]"
say "installing the pinned dependencies (about 30 s)"
quiet "installing the dependencies" .venv/bin/python -m pip install --disable-pip-version-check \
  -c constraints.txt -e "$what"
touch "$stamp"
# Without its bytecode each command would compile the tool anew where writing bytecode is turned off.
.venv/bin/python -m compileall -q sandbox
# Whoever develops can also use it.
[ "$purpose" = run ] || touch "$WORK/venv-run"
done_with "dependencies installed"

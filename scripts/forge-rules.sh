#!/usr/bin/env bash
# GitHub's published description of its API, and the program that holds requests against it: so that
# what the tests send is what GitHub takes.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

folder=$WORK/forge-rules
packages="@stoplight/prism-cli@5.14.2 @octokit/openapi@23.0.2"
stamp=$folder/stamp

if [ "$(cat "$stamp" 2>/dev/null)" = "$packages" ]; then exit 0; fi

if ! command -v npm >/dev/null; then
  has_apt || fail 3 "the tests need npm, which is not on this machine" "install Node.js 18.20 or newer"
  say "installing npm, for the tests of review hosts"
  apt_lists
  apt_install npm
fi
say "fetching GitHub's description of its API (about 30 s)"
rm -rf "$folder"
mkdir -p "$folder"
# shellcheck disable=SC2086 # two packages
quiet "fetching GitHub's description" npm install --prefix "$folder" --no-audit --no-fund --silent $packages
# Those of its other editions are most of the weight.
find "$folder/node_modules/@octokit/openapi/generated" -name '*.json' ! -name api.github.com.json -delete
printf '%s' "$packages" >"$stamp"
done_with "GitHub's description fetched"

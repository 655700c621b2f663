#!/usr/bin/env bash
# Format, lint, types, import rules. All of them run, so that one go shows everything.
set -uo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT" || exit 70
bin=.venv/bin
failed=()

check() {
  local name=$1
  shift
  if output=$("$@" 2>&1); then
    done_with "$name"
  else
    printf '%s\n' "$output"
    printf '  ✗ %s\n' "$name"
    failed+=("$name")
  fi
}

check format "$bin/ruff" format --check .
check lint "$bin/ruff" check .
check types "$bin/mypy"
check imports "$bin/lint-imports"
check shell bash -c 'for f in scripts/*.sh .ci/run $(git ls-files "compose/*.sh"); do bash -n "$f" || exit 1; done'

if [ ${#failed[@]} -gt 0 ]; then
  fail 1 "these checks failed: ${failed[*]}" "$bin/ruff format . && $bin/ruff check --fix . mends the first two"
fi

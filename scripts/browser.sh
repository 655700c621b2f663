#!/usr/bin/env bash
# A browser for the tests that click: the distribution's Chromium where no browser is installed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null; then exit 0; fi
done

say "installing Chromium, for the tests that click"
if has_apt; then apt_lists; fi
if has_apt && [ -n "$(candidate chromium)" ]; then
  apt_install chromium fonts-liberation
else
  # Ubuntu has it as a snap only, which many machines cannot run.
  root_ready
  quiet "installing what Chromium needs" as_root "$ROOT/.venv/bin/playwright" install-deps chromium
  quiet "installing Chromium" "$ROOT/.venv/bin/playwright" install chromium
fi
done_with "Chromium installed"

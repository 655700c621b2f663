# The base image: a minimal Debian from the package sources that this machine uses. Sourced by build.sh.

KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# The machine's own sources, for SUITE in place of its own release. Nothing where the machine is no
# Debian: then mmdebstrap's own default is used.
machine_sources() {
  local suite=$1 own
  own=$(. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME") || return 0
  {
    awk -v RS= -v own="$own" '
      $0 ~ "(^|\n)Suites:[^\n]*[ \t]" own "([- \t\n/]|$)" {
        gsub(/(^|\n)[#][^\n]*/, ""); sub(/^\n/, "")
        if (match($0, /(^|\n)Enabled: *no/)) next
        types = ""; n = split($0, lines, "\n"); delete field
        for (i = 1; i <= n; i++) if (split(lines[i], kv, /: */) > 1) field[kv[1]] = substr(lines[i], length(kv[1]) + 2)
        u = split(field["URIs"], uris, /[ \t]+/); s = split(field["Suites"], suites, /[ \t]+/)
        for (i = 1; i <= u; i++) for (j = 1; j <= s; j++)
          if (uris[i] != "" && index(suites[j], own) == 1) print uris[i], suites[j]
      }' /etc/apt/sources.list.d/*.sources 2>/dev/null || true
    sed -nE "s/^deb([[:space:]]+\[[^]]*\])?[[:space:]]+([^[:space:]]+)[[:space:]]+($own[^[:space:]]*)[[:space:]].*/\2 \3/p" \
      /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true
  } | awk -v own="$own" -v suite="$suite" -v keyring="$KEYRING" '
      index($2, "backports") || seen[$0]++ { next }
      { sub(own, suite, $2); print "deb [signed-by=" keyring "] " $1 " " $2 " main" }'
}

# Where this machine may not check the age of the lists (a snapshot of the archive), nor may images.
machine_checks() {
  apt-config dump 2>/dev/null | grep -iE '^Acquire::Check-(Valid-Until|Date) "(false|0|no)";' || true
}

need_mmdebstrap() {
  command -v mmdebstrap >/dev/null && return 0
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "installing mmdebstrap, which makes base images"
    as_root apt-get -o DPkg::Lock::Timeout=300 update >>"$LOGS/tools.log" 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y \
      --no-install-recommends mmdebstrap debian-archive-keyring >>"$LOGS/tools.log" 2>&1 </dev/null ||
      fail_with_log "mmdebstrap could not be installed" "$LOGS/tools.log"
    return 0
  fi
  fail 3 "$1 cannot be pulled here, and building it needs mmdebstrap, which is not installed" \
    "install mmdebstrap (Debian, Ubuntu), or name an image of your registry: $1=REGISTRY/NAME:TAG"
}

# build_debian IMAGE SUITE: a minimal system without manuals and translations, as IMAGE.
build_debian() {
  local image=$1 suite=$2 number log=$LOGS/debian.log sources=$LOGS/sources.list options=() line
  local started=$SECONDS
  need_mmdebstrap "$image"
  say "building $image from the distribution's packages"
  machine_sources "$suite" >"$sources"
  while read -r line; do options+=(--aptopt="${line%;}"); done < <(machine_checks)
  if [ "$suite" = bookworm ]; then
    # Without a word on it the merge of /usr is done by a package that brings all of Perl along.
    options+=(--include=usr-is-merged --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr)
  fi
  if grep -q 'https://' "$sources"; then options+=(--include=ca-certificates); fi
  [ ! -s "$sources" ] || set -- "$image" "$suite" "$sources"
  (
    set -o pipefail
    # An unprivileged user gets there by a user namespace of mmdebstrap's own.
    if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then run=(sudo -n); else run=(); fi
    "${run[@]}" mmdebstrap --quiet --variant=minbase "${options[@]}" \
      --aptopt='Acquire::Languages "none"' --aptopt='Acquire::GzipIndexes "true"' \
      --aptopt='Apt::AutoRemove::SuggestsImportant "false"' \
      --dpkgopt=force-unsafe-io --dpkgopt=path-exclude=/usr/share/man/* --dpkgopt=path-exclude=/usr/share/info/* \
      --dpkgopt=path-exclude=/usr/share/doc/* --dpkgopt=path-include=/usr/share/doc/*/copyright \
      --dpkgopt=path-exclude=/usr/share/locale/* --dpkgopt=path-exclude=/usr/share/lintian/* \
      --dpkgopt=path-exclude=/usr/share/groff/* --dpkgopt=path-exclude=/usr/share/linda/* \
      --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/var/log/*.log "$1"/var/log/apt' \
      "$2" - ${3:+"$3"} 2>"$log" </dev/null |
      docker import --change 'CMD ["bash"]' --change "LABEL sandbox.base=$suite" - "$image" >>"$log" 2>&1
  ) || fail_with_log "$image could not be built" "$log"
  number=$(awk -v suite="$suite" '$2 == suite { print $1 }' <<<"$RELEASES")
  present "debian:$number-slim" || docker tag "$image" "debian:$number-slim"
  say "$image built in $((SECONDS - started)) s"
}

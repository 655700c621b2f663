# Which distribution's packages an image name asks for. Sourced by build.sh.

# Debian's releases, each with the one Python and the one PostgreSQL it carries.
RELEASES="
11 bullseye 3.9 13
12 bookworm 3.11 15
13 trixie 3.13 17
"
STABLE=trixie

# release_with COLUMN VALUE: the suite whose number (1), name (2), Python (3) or PostgreSQL (4) it is.
release_with() {
  awk -v column="$1" -v value="$2" '$column == value { print $2 }' <<<"$RELEASES"
}

carried() { awk -v column="$1" 'NF { printf "%s%s", sep, $column; sep = ", " }' <<<"$RELEASES"; }

newest() { awk -v column="$1" -v suite="$STABLE" '$2 == suite { print $column }' <<<"$RELEASES"; }

# take_suffix: splits "3.11-slim-bookworm" into VERSION, VARIANT (slim or full) and a named SUITE.
take_suffix() {
  local part
  VERSION=${1%%-*} VARIANT=full NAMED_SUITE=
  for part in $(tr - ' ' <<<"${1#"$VERSION"}"); do
    if [ "$part" = slim ]; then
      VARIANT=slim
    elif [ -n "$(release_with 2 "$part")" ]; then
      NAMED_SUITE=$part
    else
      PARSE_PROBLEM="no package of the distribution makes the variant \"$part\""
      return 1
    fi
  done
}

suite_of_version() {
  local what=$1 column=$2
  SUITE=$(release_with "$column" "$VERSION")
  if [ -z "$SUITE" ]; then
    PARSE_PROBLEM="Debian's packages have $what $(carried "$column"), not $VERSION"
    return 1
  fi
  if [ -n "$NAMED_SUITE" ] && [ "$NAMED_SUITE" != "$SUITE" ]; then
    PARSE_PROBLEM="Debian $NAMED_SUITE has no $what $VERSION"
    return 1
  fi
}

# parse_image IMAGE: sets KIND, SUITE, VERSION and VARIANT; or PARSE_PROBLEM, and is false.
parse_image() {
  local name=${1#docker.io/} tag
  name=${name#library/}
  tag=${name#*:}
  [ "$tag" != "$name" ] || tag=latest
  KIND=${name%%:*} PARSE_PROBLEM=
  take_suffix "$tag" || return 1
  case $KIND in
  debian)
    case $VERSION in latest | stable) VERSION=$STABLE ;; esac
    SUITE=$(release_with 1 "$VERSION")
    SUITE=${SUITE:-$(release_with 2 "$VERSION")}
    [ -n "$SUITE" ] || PARSE_PROBLEM="there is no release of Debian by that name among $(carried 2)"
    [ -n "$SUITE" ]
    ;;
  python)
    case $VERSION in latest | slim | 3) VERSION=$(newest 3) ;; esac
    suite_of_version Python 3
    ;;
  postgres)
    [ "$VERSION" != latest ] || VERSION=$(newest 4)
    suite_of_version PostgreSQL 4
    ;;
  *)
    PARSE_PROBLEM="only debian, python and postgres can be built from packages"
    return 1
    ;;
  esac
}

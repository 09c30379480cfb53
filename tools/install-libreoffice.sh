#!/usr/bin/env bash
# LibreOffice 25.2 or later, what turns its PDFs into pictures, and a screen for its windows. Does nothing where they are there.
set -eu
cd "$(dirname "$0")/.."

recent() {
  version=$(soffice --version 2>/dev/null | sed -n 's/^LibreOffice \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
  [ -n "$version" ] || return 1
  # shellcheck disable=SC2086
  set -- $version
  [ "$1" -gt 25 ] || { [ "$1" -eq 25 ] && [ "$2" -ge 2 ]; }
}

stamp=build-cache/libreoffice-seen
complete() {
  for program in soffice pdftoppm Xvfb xdotool openbox; do
    command -v "$program" >/dev/null || return 1
  done
}
complete && [ -e "$stamp" ] && exit 0
mkdir -p build-cache
if complete && recent; then touch "$stamp"; exit 0; fi

give_up() {
  echo "!!! $1" >&2
  echo "!!! Tests and pictures that need LibreOffice 25.2 or later will be skipped." >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
}

command -v apt-get >/dev/null || give_up "Please install LibreOffice 25.2 or later and poppler (pdftoppm)."
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || give_up "Please install libreoffice-calc 25.2 or later and poppler-utils as root."
  as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
from=""
if grep -q '^VERSION_CODENAME=bookworm' /etc/os-release; then
  echo "deb http://deb.debian.org/debian bookworm-backports main" |
    $as_root tee /etc/apt/sources.list.d/xlgoals-backports.list >/dev/null
  from="-t bookworm-backports"
fi
echo "Installing LibreOffice (about 100 MB, once) …"
failed="apt-get could not install LibreOffice; its own words are above."
$as_root apt-get update -qq || give_up "$failed"
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $from libreoffice-calc python3-uno \
  >/dev/null || give_up "$failed"
$as_root apt-get install -y -qq --no-install-recommends poppler-utils fonts-crosextra-carlito \
  xvfb xdotool imagemagick openbox >/dev/null || give_up "$failed"
recent || give_up "The system's LibreOffice is older than 25.2."
touch "$stamp"

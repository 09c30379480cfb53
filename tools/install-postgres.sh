#!/usr/bin/env bash
# A PostgreSQL server, which tests start in a folder of their own. Does nothing where it is there.
set -eu

there() {
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}
there && exit 0

give_up() {
  echo "!!! $1" >&2
  echo "!!! Tests that ask a PostgreSQL server will be skipped." >&2
  [ -z "${CI:-}" ] || exit 1
  exit 0
}

command -v apt-get >/dev/null || give_up "Please install PostgreSQL."
as_root=""
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || give_up "Please install postgresql as root."
  as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing PostgreSQL (about 20 MB, once) …"
failed="apt-get could not install PostgreSQL; its own words are above."
$as_root apt-get update -qq || give_up "$failed"
$as_root apt-get install -y -qq --no-install-recommends postgresql >/dev/null || give_up "$failed"
there || give_up "$failed"

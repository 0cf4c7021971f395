#!/usr/bin/env bash
# Writes SHA256SUMS over what a release consists of, for `sha256sum -c` and for actions/attest.  sums.sh FOLDER
set -euo pipefail
cd "$1"
rm -f SHA256SUMS
find . -maxdepth 1 -type f ! -name 'SHA256SUMS*' -printf '%f\0' | sort -z | xargs -0 sha256sum >"SHA256SUMS.new"
mv SHA256SUMS.new SHA256SUMS
cat SHA256SUMS

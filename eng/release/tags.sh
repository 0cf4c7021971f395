#!/usr/bin/env bash
# Prints the tags that move with a release, v1.4 and v1 for 1.4.2: each unless a later version is behind it already, and none for a preview.
# The versions that are released come on stdin, one a line.  tags.sh VERSION
set -euo pipefail
version="$1"
[[ "$version" != *-* ]] || exit 0
versions="$(grep -xE '[0-9]+\.[0-9]+\.[0-9]+' || true)"
for series in "${version%.*}" "${version%%.*}"; do
  newest="$({ echo "$version"; grep -E "^${series//./\\.}\\." <<<"$versions" || true; } | sort -V | tail -n 1)"
  if [ "$newest" = "$version" ]; then echo "v$series"; fi
done

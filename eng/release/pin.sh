#!/usr/bin/env bash
# Names the image of a release in action.yml by its digest, which nobody can change any more.  pin.sh IMAGE@sha256:DIGEST [FILE]
set -euo pipefail
image="$1"
file="${2:-$(dirname "${BASH_SOURCE[0]}")/../../action.yml}"
[[ "$image" =~ ^[a-z0-9./_-]+(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64}$ ]] || { echo "pin.sh: '$image' is no image with a digest; write ghcr.io/OWNER/NAME@sha256:…" >&2; exit 1; }
[ "$(grep -c '^  image: ' "$file")" = 1 ] || { echo "pin.sh: '$file' does not name one image." >&2; exit 1; }
sed -i "s|^  image: .*|  image: docker://$image|" "$file"
grep '^  image: ' "$file"

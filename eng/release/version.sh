#!/usr/bin/env bash
# Prints the version that a tag stands for: v1.4.2 is 1.4.2. Without a tag it is the repository's own, marked as a preview.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tag="${1:-}"
own="$(sed -n 's/.*<VersionPrefix>\(.*\)<\/VersionPrefix>.*/\1/p' Directory.Build.props)"
if [ -z "$tag" ]; then
  echo "$own-preview"
elif [[ "$tag" =~ ^v([0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?)$ ]]; then
  [ "${BASH_REMATCH[1]%%-*}" = "$own" ] || { echo "version.sh: the tag '$tag' is not the version $own of Directory.Build.props." >&2; exit 1; }
  echo "${BASH_REMATCH[1]}"
else
  echo "version.sh: '$tag' is no tag of a release; write v1.2.3 or v1.2.3-rc.1." >&2
  exit 1
fi

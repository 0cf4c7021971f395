#!/usr/bin/env bash
# Does what a release does before anything is pushed, for this machine's system, in a folder that is thrown away: packages, archive, sums, the pinned action.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
version="$(eng/release/version.sh)"
rid="$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)"
[[ "$rid" = linux-* ]] || { echo "try.sh: runs on Linux; this is '$rid'." >&2; exit 3; }

eng/release/pack.sh "$version" "$folder"
eng/release/archives.sh "$version" "$folder" "$rid"
eng/release/sums.sh "$folder"
(cd "$folder" && sha256sum --quiet -c SHA256SUMS)

tar -C "$folder" -xzf "$folder/s3sync-$version-$rid.tar.gz"
told="$(env -i "$folder/s3sync-$version-$rid/dotnet-s3sync" --version)" # without a .NET on the path
[ "$told" = "s3sync $version" ] || { echo "try.sh: the archive says '$told', not 's3sync $version'." >&2; exit 1; }

cp action.yml "$folder/action.yml"
eng/release/pin.sh "ghcr.io/octo/s3sync@sha256:$(printf '0%.0s' $(seq 64))" "$folder/action.yml"
if eng/release/pin.sh ghcr.io/octo/s3sync:latest "$folder/action.yml" 2>/dev/null; then echo "try.sh: an image without a digest was pinned." >&2; exit 1; fi
moved() { printf '%s\n' 1.4.2 1.4.10 1.3.9 2.0.0-rc.1 10.0.0 | eng/release/tags.sh "$1" | xargs; }
[ "$(moved 1.4.11), $(moved 1.3.10), $(moved 2.0.0), $(moved 1.4.12-rc.1)" = "v1.4 v1, v1.3, v2.0 v2, " ] || { echo "try.sh: the wrong tags would move." >&2; exit 1; }
if eng/release/version.sh v0.0.0 2>/dev/null; then echo "try.sh: a tag of another version was taken." >&2; exit 1; fi
echo "try.sh: right"

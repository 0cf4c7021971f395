#!/usr/bin/env bash
# Makes a self-contained archive for each system: nothing has to be installed to run what is in it.  archives.sh VERSION FOLDER RID...
# Packages of other systems come from the package registry; one that it does not serve cannot be made there.
set -euo pipefail
version="$1"
folder="$(mkdir -p "$2" && cd "$2" && pwd)"
shift 2
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
for rid in "$@"; do
  name="s3sync-$version-$rid"
  dotnet publish src/Tool/S3Sync.Tool.csproj -c Release -r "$rid" --self-contained -p:Version="$version" -p:DebugType=none -p:PublishDocumentationFiles=false -p:RunAnalyzers=false \
    -nodeReuse:false -o "$work/$name"
  cp LICENSE README.md eng/THIRD-PARTY-NOTICES.txt "$work/$name/"
  case "$rid" in
    win-*) (cd "$work" && python3 -m zipfile -c "$folder/$name.zip" "$name") ;;
    # The same bytes each time: names in order, no owner, one time.
    *) tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2000-01-01 00:00Z' -c "$name" | gzip -9 -n >"$folder/$name.tar.gz" ;;
  esac
done

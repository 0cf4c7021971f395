#!/usr/bin/env bash
# Packs every package of a release into a folder.  pack.sh VERSION FOLDER
set -euo pipefail
version="$1"
folder="$(mkdir -p "$2" && cd "$2" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# The task's package is made when the task is there.
for project in src/Engine src/Tool src/MSBuildTask; do
  [ ! -d "$project" ] || dotnet pack "$project" -c Release -o "$folder" -p:Version="$version" -nodeReuse:false
done

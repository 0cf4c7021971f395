#!/usr/bin/env bash
# Peak memory of the tool while it lists and pairs COUNT (1,000,000) small keys on each side and finds nothing to do.
# The objects are made inside a LocalS3 endpoint in memory, in a process of its own. Prints what it measured; exit 1 above LIMIT_MIB (150).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

count="${1:-1000000}"
limit_mib="${LIMIT_MIB:-150}"
work="$(mktemp -d)"
server_pid=""
cleanup() {
  exec 3>&- || true
  if [ -n "$server_pid" ]; then
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT

dotnet build src/Tool -c Release -clp:ErrorsOnly -v quiet --nologo
dotnet build bench/SeededServer -c Release -clp:ErrorsOnly -v quiet --nologo

# The server runs until its standard input ends: the pipe is held open by this script.
mkfifo "$work/input"
dotnet bench/SeededServer/bin/Release/net10.0/S3Sync.SeededServer.dll "left=$count" "right=$count" <"$work/input" >"$work/server" &
server_pid=$!
exec 3>"$work/input"
until grep -q '^secret key: ' "$work/server"; do
  kill -0 "$server_pid" || { echo "the server ended before it was ready" >&2; exit 1; }
  sleep 0.2
done
endpoint="$(sed -n 's/^endpoint: //p' "$work/server")"
SOURCE_ACCESS_KEY="$(sed -n 's/^access key: //p' "$work/server")"
SOURCE_SECRET_ACCESS_KEY="$(sed -n 's/^secret key: //p' "$work/server")"
export SOURCE_ACCESS_KEY SOURCE_SECRET_ACCESS_KEY
export TARGET_ACCESS_KEY="$SOURCE_ACCESS_KEY" TARGET_SECRET_ACCESS_KEY="$SOURCE_SECRET_ACCESS_KEY"

started=$SECONDS
dotnet src/Tool/bin/Release/net10.0/dotnet-s3sync.dll s3://left s3://right \
  --source-endpoint-url "$endpoint" --target-endpoint-url "$endpoint" \
  --source-force-path-style --target-force-path-style --source-region us-east-1 --target-region us-east-1 \
  >"$work/out" 2>"$work/err" &
tool_pid=$!

# VmHWM is the kernel's own high-water mark; the last value read before the process ends is its peak so far.
peak_kib=0
while [ -r "/proc/$tool_pid/status" ]; do
  now="$(awk '/^VmHWM:/ { print $2 }' "/proc/$tool_pid/status" 2>/dev/null || true)"
  [ -n "$now" ] && peak_kib="$now"
  sleep 0.05
done
code=0
wait "$tool_pid" || code=$?

cat "$work/out" "$work/err"
echo "keys on each side: $count"
echo "exit code: $code"
echo "seconds: $((SECONDS - started))"
echo "peak RSS of the tool: $((peak_kib / 1024)) MiB (limit $limit_mib MiB)"
[ "$code" -eq 0 ] || exit 1
grep -Eq "transferred +0 objects" "$work/err" || { echo "something was transferred" >&2; exit 1; }
[ "$peak_kib" -gt 0 ] && [ $((peak_kib / 1024)) -lt "$limit_mib" ]

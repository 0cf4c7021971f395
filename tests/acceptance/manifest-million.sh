#!/usr/bin/env bash
# A manifest of a million entries is written by a run and verified by listing, each in less than 200 MiB of resident memory, as a document
# (which becomes lines above a million) and as JSON Lines. Needs python3. COUNT makes it smaller. Build src/Tool and bench/SeededServer in
# Release before. Some minutes.
source "$(dirname "$0")/world.sh"
COUNT=${COUNT:-1000000}
SERVER="dotnet $root/bench/SeededServer/bin/Release/net10.0/S3Sync.SeededServer.dll"

mkdir -p "$WORK" && mkfifo "$WORK/input"
$SERVER "one=$COUNT" "two=$COUNT" < "$WORK/input" > "$WORK/serve.log" 2>&1 &
server=$!
exec 3> "$WORK/input" # it runs until its input ends
trap 'exec 3>&-; wait $server 2>/dev/null || true' EXIT
for _ in $(seq 300); do grep -qs "^secret key:" "$WORK/serve.log" && break; sleep 0.1; done
ENDPOINT=$(sed -n 's/^endpoint: //p' "$WORK/serve.log")
AWS_ACCESS_KEY_ID=$(sed -n 's/^access key: //p' "$WORK/serve.log")
AWS_SECRET_ACCESS_KEY=$(sed -n 's/^secret key: //p' "$WORK/serve.log")
SOURCE_SIDE="--source-endpoint-url $ENDPOINT --source-force-path-style"
TARGET_SIDE="--target-endpoint-url $ENDPOINT --target-force-path-style"

measured() { # measured WHAT COMMAND…: runs it, tells its time and the most memory it had, and fails above 200 MiB
    python3 - "$@" <<'PYTHON'
import resource, subprocess, sys, time
began = time.time()
code = subprocess.run(sys.argv[2:], stdout=sys.stderr).returncode
mebibytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"{sys.argv[1]}: exit {code}, {time.time() - began:.1f} s, {mebibytes:.0f} MiB")
sys.exit(code or mebibytes >= 200)
PYTHON
}

for form in json jsonl; do
    measured "written as .$form" $TOOL s3://one s3://two --manifest "$WORK/m.$form" -q $SOURCE_SIDE $TARGET_SIDE
    ls -l "$WORK/m.$form" | awk '{print $5 " bytes"}'
    measured "verified from .$form" $TOOL verify "$WORK/m.$form" s3://two --level presence --no-extra $TARGET_SIDE
done
expect "entries" "$(grep -c '"key":' "$WORK/m.json")" "$COUNT"

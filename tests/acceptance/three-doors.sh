#!/usr/bin/env bash
# One sample project and one config are published three times: by the tool, by `dotnet publish` with the packed package, and by the action's
# container as the runner starts it. The three manifests agree; `verify` proves each at every level, and names whatever aws-cli changed
# afterwards; a rule change alone rewrites headers and sends no byte. Needs python3; aws-cli and the container's image are made by
# tests/servers/peers.sh (root) and tests/container.sh, which has to have run before. Build src/Tool in Release before. One minute.
# Exit code 3: not possible here, and why.
source "$(dirname "$0")/world.sh"
CONTAINER_ROOT=${CONTAINER_ROOT:-/var/lib/s3sync-containers}
IMAGE=localhost/s3sync-action:test
DOORS="tool task action"

driver=overlay # or what tests/container.sh falls back to
podman() {
    command podman --root "$CONTAINER_ROOT/store" --runroot "$CONTAINER_ROOT/run" --storage-driver "$driver" --cgroup-manager cgroupfs --runtime runc --log-level error "$@"
}

if ! type -P podman > /dev/null || { ! podman image exists "$IMAGE" && driver=vfs && ! podman image exists "$IMAGE"; }; then
    echo "three-doors.sh: there is no image '$IMAGE' in $CONTAINER_ROOT. Run tests/container.sh first, which makes it." >&2
    exit 3
fi
AWS=${AWS:-$("$root/tests/servers/peers.sh" | sed -n 's/^aws: //p')}
aws() { $AWS --endpoint-url "$ENDPOINT" "$@" > "$WORK/aws.log" || { cat "$WORK/aws.log"; exit 1; }; }
serve
buckets demo
cp -r "$root/samples" "$WORK/samples"

by_tool() { $TOOL "$WORK/samples/site" s3://demo/tool/ --config "$WORK/samples/s3sync.json" --compare content $TARGET_SIDE "$@"; }

by_task() {
    S3SYNC_MANIFEST="$WORK/task.json" dotnet publish "$WORK/samples/WebApp" -o "$WORK/out" -v q -nologo -p:RestoreSources="$WORK/feed" -p:RestorePackagesPath="$WORK/packages" \
        -p:S3SyncTarget=s3://demo/task/ -p:S3SyncTargetEndpointUrl="$ENDPOINT" -p:S3SyncTargetForcePathStyle=true
}

by_action() {
    podman run --rm --workdir /github/workspace --network host --cgroupns host -v "$WORK/samples:/github/workspace" --ulimit nofile=1024:4096 --ulimit nproc=4096:4096 \
        -e "INPUT_SOURCE=site" -e "INPUT_TARGET=s3://demo/action/" -e "INPUT_CONFIG=s3sync.json" -e "INPUT_MANIFEST=action.json" \
        -e "INPUT_TARGET-ENDPOINT-URL=$ENDPOINT" -e "INPUT_TARGET-FORCE-PATH-STYLE=true" -e GITHUB_ACTIONS=true -e GITHUB_WORKSPACE=/github/workspace \
        -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY -e AWS_SESSION_TOKEN= -e AWS_REGION=us-east-1 "$IMAGE"
    mv "$WORK/samples/action.json" "$WORK/action.json"
}

proves() { # proves DOOR LEVEL: prints the exit code
    local code=0
    $TOOL verify "$WORK/$1.json" "s3://demo/$1/" --level "$2" --no-extra $TARGET_SIDE > "$WORK/verify.log" 2>&1 || code=$?
    echo "$code"
}

echo "== published three times"
dotnet pack "$root/src/MSBuildTask" -c Release -o "$WORK/feed" -v q -nologo
by_tool --manifest "$WORK/tool.json"
by_task
by_action
python3 - "$WORK" $DOORS <<'PYTHON'
import json, sys
manifests = {door: json.load(open(f"{sys.argv[1]}/{door}.json")) for door in sys.argv[2:]}
first, *others = manifests.values()
differing = {name for other in others for name in first if first[name] != other[name]}
print("the manifests differ in:", ", ".join(sorted(differing)))
assert differing <= {"target", "endpoint", "run", "seal"}, differing
print("objects:", len(first["entries"]), " digest:", first["digest"]["sha256"])
PYTHON

echo "== proved at every level, then changed by aws-cli"
size=$(stat -c %s "$WORK/samples/site/index.html")
head -c "$size" /dev/zero > "$WORK/same-size"
for door in $DOORS; do
    for level in presence checksum content; do expect "$door, $level, untouched" "$(proves "$door" $level)" 0; done
    aws s3 cp "$WORK/same-size" "s3://demo/$door/index.html" --content-type text/html --cache-control no-cache
    aws s3 rm "s3://demo/$door/robots.txt"
    aws s3 cp "$WORK/same-size" "s3://demo/$door/added.html"
    aws s3 cp "s3://demo/$door/404.html" "s3://demo/$door/404.html" --metadata-directive REPLACE --content-type text/html --cache-control max-age=1
    for level in presence checksum content; do
        expect "$door, $level, changed" "$(proves "$door" $level)" 1
        for key in index.html robots.txt added.html $([ $level = presence ] || echo 404.html); do
            grep -qF "$key" "$WORK/verify.log" || { cat "$WORK/verify.log"; echo "FAILED: $key is not named"; exit 1; }
        done
    done
done
cat "$WORK/verify.log"

echo "== a rule change alone"
by_tool -q
sed -i 's/"cacheControl": "no-cache"/"cacheControl": "no-store"/' "$WORK/samples/s3sync.json"
restamped() { by_tool -v "$@" 2> "$WORK/summary.log" | grep -o 'put object headers completed. key="[^"]*"' | sort; }
restamped --dry-run > "$WORK/planned"
restamped > "$WORK/done"
cat "$WORK/done" "$WORK/summary.log"
expect "planned and done" "$(diff "$WORK/planned" "$WORK/done" && wc -l < "$WORK/done")" 6
grep -q '^0 B ' "$WORK/summary.log" || { echo "FAILED: bytes were sent"; exit 1; }
aws s3api head-object --bucket demo --key tool/index.html --query CacheControl --output text
expect "aws-cli sees" "$(cat "$WORK/aws.log")" no-store
expect "headers written by the next run" "$(restamped | wc -l)" 0

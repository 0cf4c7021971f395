# The ground the acceptance scripts stand on: the built tool, an empty folder, and a LocalS3 of its own. Source it.
# TOOL names the tool to run; WORK the folder, which is emptied.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TOOL=${TOOL:-"dotnet $root/src/Tool/bin/Release/net10.0/dotnet-s3sync.dll"}
WORK=${WORK:-$(mktemp -d)}
unset AWS_PROFILE AWS_SESSION_TOKEN
export AWS_ACCESS_KEY_ID=AKIAACCEPTANCE000001 AWS_SECRET_ACCESS_KEY=acceptance/secret AWS_DEFAULT_REGION=us-east-1

serve() { # starts an endpoint over $WORK/store and sets ENDPOINT
    rm -rf "${WORK:?}"/* && mkdir -p "$WORK"
    $TOOL serve "$WORK/store" "$@" > "$WORK/serve.log" 2>&1 &
    server=$!
    trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
    for _ in $(seq 300); do grep -qs "^secret key:" "$WORK/serve.log" && break; sleep 0.1; done
    ENDPOINT=$(sed -n 's/^endpoint: //p' "$WORK/serve.log")
    SOURCE_SIDE="--source-endpoint-url $ENDPOINT --source-region us-east-1 --source-force-path-style"
    TARGET_SIDE="--target-endpoint-url $ENDPOINT --target-region us-east-1 --target-force-path-style"
}

buckets() { for bucket in "$@"; do python3 "$root/tests/acceptance/s3.py" "$ENDPOINT" make "$bucket"; done; }

sync() { # runs the tool and shows its words without the endpoint options
    local shown=("${@/$ENDPOINT/ENDPOINT}")
    echo "\$ s3sync ${shown[*]}" | sed -E 's/ --(source|target)-(endpoint-url|region) [^ ]+//g; s/ --(source|target)-force-path-style//g'
    $TOOL "$@"
}

expect() { # expect WHAT ACTUAL EXPECTED
    if [ "$2" = "$3" ]; then echo "ok: $1: $2"; else echo "FAILED: $1: $2, expected $3"; exit 1; fi
}

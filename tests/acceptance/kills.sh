#!/usr/bin/env bash
# The tool is killed ten times at random moments while it uploads, and ten times while it downloads: a re-run completes, diff -r is empty,
# and no temporary file remains. Needs python3 with boto3. About two minutes.
source "$(dirname "$0")/world.sh"
serve
mkdir -p "$WORK/files/many"
for number in $(seq 400); do head -c $((number * 97)) /dev/urandom > "$WORK/files/many/$number"; done
for number in 1 2 3 4; do head -c $((60 << 20)) /dev/urandom > "$WORK/files/large-$number"; done

kill_at_random() { # kill_at_random ARGS…: starts the tool and kills it hard
    $TOOL "$@" > /dev/null 2>&1 &
    local run=$! after
    after=$(python3 -c 'import random; print(round(random.uniform(0.25, 3.0), 2))')
    sleep "$after"
    if kill -KILL $run 2> /dev/null; then killed="killed"; else killed="over before it was killed"; fi
    wait $run 2> /dev/null || true
    echo "$killed after $after s"
}

for round in $(seq 10); do
    buckets "up-$round"
    kill_at_random "$WORK/files" "s3://up-$round" $TARGET_SIDE
    sync "$WORK/files" "s3://up-$round" $TARGET_SIDE 2>&1 | tail -1
    rm -rf "$WORK/check"
    sync "s3://up-$round" "$WORK/check" $SOURCE_SIDE 2>&1 | tail -1
    expect "diff -r after killed upload $round" "$(diff -r "$WORK/files" "$WORK/check")" ""
done
for round in $(seq 10); do
    rm -rf "$WORK/down"
    kill_at_random s3://up-1 "$WORK/down" $SOURCE_SIDE
    left=$(find "$WORK/down" -name '.s3sync-*' 2> /dev/null | wc -l)
    sync s3://up-1 "$WORK/down" $SOURCE_SIDE 2>&1 | tail -1
    expect "diff -r after killed download $round ($left temporary files were left)" "$(diff -r "$WORK/files" "$WORK/down")" ""
    expect "temporary files that remain" "$(find "$WORK/down" -name '.s3sync-*' | wc -l)" 0
done
echo "everything as it should be"

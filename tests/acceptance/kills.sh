#!/usr/bin/env bash
# The tool is killed ten times at random moments while it uploads, and ten times while it downloads: a re-run completes, diff -r is empty,
# and no temporary file remains. Needs python3 with boto3 and about 15 GiB of disk. About three minutes.
source "$(dirname "$0")/world.sh"
serve
mkdir -p "$WORK/files/many"
for number in $(seq 400); do head -c $((number * 97)) /dev/urandom > "$WORK/files/many/$number"; done
for number in 1 2 3 4 5 6 7 8 9 10 11 12; do head -c $((60 << 20)) /dev/urandom > "$WORK/files/large-$number"; done

seconds() { # seconds COMMAND…: how long it took
    local began; began=$(date +%s.%N)
    "$@" > /dev/null 2>&1
    python3 -c "import time; print(time.time() - $began)"
}

kill_in_flight() { # kill_in_flight SECONDS ARGS…: kills a run at a random moment of the time that a whole run takes; false when it was over
    local whole=$1 after run; shift
    after=$(python3 -c "import random; print(round(random.uniform(0.15, 0.95) * $whole, 2))")
    $TOOL "$@" > /dev/null 2>&1 &
    run=$!
    sleep "$after"
    kill -KILL $run 2> /dev/null || { wait $run; return 1; }
    wait $run 2> /dev/null || true
    LC_ALL=C printf "killed after %s s of about %.1f s\n" "$after" "$whole"
}

buckets whole
up=$(seconds $TOOL "$WORK/files" s3://whole $TARGET_SIDE)
down=$(seconds $TOOL s3://whole "$WORK/whole" $SOURCE_SIDE)
for round in $(seq 10); do
    attempt=0
    until buckets "up-$round-$((++attempt))" && kill_in_flight "$up" "$WORK/files" "s3://up-$round-$attempt" $TARGET_SIDE; do :; done
    sync "$WORK/files" "s3://up-$round-$attempt" $TARGET_SIDE 2>&1 | tail -1
    rm -rf "$WORK/check"
    sync "s3://up-$round-$attempt" "$WORK/check" $SOURCE_SIDE > /dev/null 2>&1
    expect "diff -r after killed upload $round" "$(diff -r "$WORK/files" "$WORK/check")" ""
done
for round in $(seq 10); do
    until rm -rf "$WORK/down" && kill_in_flight "$down" s3://whole "$WORK/down" $SOURCE_SIDE; do :; done
    left=$({ find "$WORK/down" -name '.s3sync-*' 2> /dev/null || true; } | wc -l) # the folder may not be there yet
    sync s3://whole "$WORK/down" $SOURCE_SIDE 2>&1 | tail -1
    expect "diff -r after killed download $round ($left temporary files were left)" "$(diff -r "$WORK/files" "$WORK/down")" ""
    expect "temporary files that remain" "$(find "$WORK/down" -name '.s3sync-*' | wc -l)" 0
done
echo "everything as it should be"

#!/usr/bin/env bash
# The .NET SDK's own directory goes up, across (relayed and server-side) and down; second runs do nothing; a changed byte is found; deletes
# are exact; a prefix without its slash works both ways. Needs python3 with boto3. About four minutes.
source "$(dirname "$0")/world.sh"
serve
buckets one two three
cp -a "${SDK:-$(dirname "$(readlink -f "$(command -v dotnet)")")/sdk}" "$WORK/src"
version=$(ls "$WORK/src" | head -1)
ln -s "$version/dotnet.dll" "$WORK/src/link-to-file"
ln -s "$version/Roslyn" "$WORK/src/link-to-folder"
mkdir "$WORK/src/empty-folder"
echo "$(find -L "$WORK/src" -type f | wc -l) files, $(du -sLh "$WORK/src" | cut -f1)"

twice() { # both runs end well and the second transfers nothing
    sync "$@"
    sync "$@" 2>&1 | tee "$WORK/second.log"
    expect "a second run transfers" "$(grep -oE 'transferred +[0-9]+ objects' "$WORK/second.log" | grep -oE '[0-9]+')" 0
}
same() { # same LEFT RIGHT: only the empty folder differs
    expect "diff -r" "$(diff -r "$1" "$2" || true)" "Only in $1: empty-folder"
}

twice "$WORK/src" s3://one $TARGET_SIDE
twice s3://one s3://two $SOURCE_SIDE $TARGET_SIDE
twice s3://one s3://three --server-side-copy $SOURCE_SIDE $TARGET_SIDE
twice s3://two "$WORK/relayed" $SOURCE_SIDE
twice s3://three "$WORK/copied" $SOURCE_SIDE
same "$WORK/src" "$WORK/relayed"
same "$WORK/src" "$WORK/copied"
python3 "$root/tests/acceptance/s3.py" "$ENDPOINT" list two > "$WORK/two.json"
expect "files whose mtime is not their object's LastModified" "$(python3 -c "
import json, os
listed = json.load(open('$WORK/two.json'))
print(sum(int(os.path.getmtime(os.path.join('$WORK/relayed', key))) != time for key, time in listed.items()))")" 0

file=$(find "$WORK/src" -type f -size +5M | head -1)
python3 -c "
import os
path = '$file'; before = os.stat(path)
with open(path, 'r+b') as content:
    content.seek(before.st_size // 2); byte = content.read(1)[0] ^ 1
    content.seek(before.st_size // 2); content.write(bytes([byte]))
os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))"
sync "$WORK/src" s3://one --check-etag $TARGET_SIDE 2>&1 | tee "$WORK/etag.log"
expect "objects found by --check-etag" "$(grep -oE 'transferred +[0-9]+ objects' "$WORK/etag.log" | grep -oE '[0-9]+')" 1

removed=$(find -L "$WORK/src/$version/Roslyn/bincore" "$WORK/src/link-to-folder/bincore" -type f | wc -l)
rm -r "$WORK/src/$version/Roslyn/bincore"
sync "$WORK/src" s3://one --delete $TARGET_SIDE 2>&1 | tee "$WORK/delete.log"
expect "deleted" "$(grep -oE 'deleted [0-9]+ objects' "$WORK/delete.log" | grep -oE '[0-9]+')" "$removed"
sync s3://one "$WORK/relayed" --delete $SOURCE_SIDE
same "$WORK/src" "$WORK/relayed"

mkdir -p "$WORK/small/x" && echo a > "$WORK/small/a" && echo b > "$WORK/small/x/b"
for target in s3://one/pre/fix s3://one/site/; do
    for _ in 1 2; do
        sync "$WORK/small" "$target" --delete $TARGET_SIDE
        sync "${target%/}" "$WORK/small-back" --delete $SOURCE_SIDE
    done
    expect "diff -r over ${target%/}" "$(diff -r "$WORK/small" "$WORK/small-back")" ""
    rm -r "$WORK/small-back"
done
echo "everything as it should be"

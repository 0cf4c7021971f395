#!/usr/bin/env bash
# Files around the part sizes and one of 2 GiB get the ETags that Python's hashlib computes independently, for parts of 5, 8 and 16 MiB.
# Needs python3 with boto3 and about 9 GiB of disk. About four minutes.
source "$(dirname "$0")/world.sh"
serve
buckets parts-5 parts-8 parts-16
mkdir -p "$WORK/files"
python3 -c "
import random
MiB = 1 << 20
random.seed(1)
for name, size in [('0', 0), ('1', 1), ('5M-1', 5*MiB-1), ('8M-1', 8*MiB-1), ('8M', 8*MiB), ('8M+1', 8*MiB+1), ('30M', 30*MiB), ('2G', 2048*MiB)]:
    with open('$WORK/files/' + name, 'wb') as out:
        while size > 0:
            out.write(random.randbytes(min(size, 16 * MiB))); size -= 16 * MiB"
for mib in 5 8 16; do
    sync "$WORK/files" "s3://parts-$mib" --multipart-chunksize "${mib}MiB" $TARGET_SIDE
    python3 "$root/tests/acceptance/s3.py" "$ENDPOINT" etags "parts-$mib" > "$WORK/etags.json"
    python3 -c "
import hashlib, json, os, sys
part, threshold = $mib << 20, 8 << 20
listed, wrong = json.load(open('$WORK/etags.json')), 0
for name in sorted(os.listdir('$WORK/files')):
    path = os.path.join('$WORK/files', name); size = os.path.getsize(path)
    with open(path, 'rb') as content:
        if size < threshold:
            expected = hashlib.md5(content.read()).hexdigest()
        else:
            digests = [hashlib.md5(chunk).digest() for chunk in iter(lambda: content.read(part), b'')]
            expected = hashlib.md5(b''.join(digests)).hexdigest() + '-' + str(len(digests))
    print('ok' if listed[name] == expected else 'WRONG', '$mib MiB', name, listed[name]); wrong += listed[name] != expected
sys.exit(wrong > 0)"
    sync "$WORK/files" "s3://parts-$mib" --check-etag --multipart-chunksize "${mib}MiB" $TARGET_SIDE
done
sync s3://parts-5 "$WORK/back" $SOURCE_SIDE
expect "diff -r" "$(diff -r "$WORK/files" "$WORK/back")" ""
echo "everything as it should be"

"""Drives an S3 endpoint with aws-cli and boto3: clients that nobody here wrote.

usage: check_clients.py ENDPOINT ACCESS_KEY SECRET_KEY [FILES]

FILES is how many files the sync checks use (1000). Every check is a function; it prints "ok NAME" or "FAILED NAME: why". Exit 1 when one failed.
"""
import base64
import datetime
import filecmp
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import traceback
import zlib

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT, ACCESS, SECRET = sys.argv[1:4]
FILES = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
MIB = 1 << 20
ODD_KEYS = [
    "../up", "./here", "a//b", "/lead", "dir", "dir/", "dir/..", "dir/x", "..", ".", "a b+c%2Fd&e=f?g#h", "emoji-\U0001f600", "nfd-e\u0301",
    "tab\tkey", "new\nline", "control-\x01", "k" * 1024, "\u00e9" * 512, "~'!()*", "trailing ", " leading", "back\\slash", "\uff5e", "\U00010000",
]


def client(**changes):
    options = dict(endpoint_url=ENDPOINT, aws_access_key_id=ACCESS, aws_secret_access_key=SECRET, region_name="us-east-1",
                   config=Config(retries={"total_max_attempts": 1}, read_timeout=30, s3={"addressing_style": "path"}))
    options.update(changes)
    return boto3.client("s3", **options)


S3 = client()


def aws(*arguments, expect=0):
    environment = dict(os.environ, AWS_ACCESS_KEY_ID=ACCESS, AWS_SECRET_ACCESS_KEY=SECRET, AWS_DEFAULT_REGION="us-east-1",
                       AWS_ENDPOINT_URL=ENDPOINT, AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull,
                       AWS_EC2_METADATA_DISABLED="true", AWS_PAGER="", AWS_MAX_ATTEMPTS="1")
    ran = subprocess.run(["aws", *arguments], env=environment, capture_output=True, text=True)
    assert ran.returncode == expect, f"aws {' '.join(arguments)} ended {ran.returncode}: {ran.stdout[-500:]} {ran.stderr[-1500:]}"
    return ran.stdout


def api(*arguments):
    out = aws("s3api", *arguments)
    return json.loads(out) if out.strip() else {}


def refused(code, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, f"expected {code}, got {error.response['Error']}"
        return error.response
    raise AssertionError(f"expected {code}, and it was accepted")


def bucket(name):
    S3.create_bucket(Bucket=name)
    return name


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    # aws-cli sends again what is newer than its object, by fractions that Last-Modified does not have: no file is as new as its upload.
    an_hour_ago = os.stat(path).st_mtime - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))


def same_trees(one, other):
    def names(root):
        return sorted(os.path.relpath(os.path.join(folder, name), root) for folder, _, files in os.walk(root) for name in files)
    assert names(one) == names(other), "the trees have other files"
    _, differ, odd = filecmp.cmpfiles(one, other, names(one), shallow=False)
    assert not differ and not odd, f"differ: {differ[:3]} {odd[:3]}"


def cli_syncs_a_thousand_files_both_ways(work):
    name, source, target = bucket("sync-both-ways"), os.path.join(work, "source"), os.path.join(work, "target")
    for number in range(FILES):
        write(os.path.join(source, f"d{number % 17}", f"file {number}+\u00e9.txt"), f"content {number}\n".encode() * (number % 50))
    aws("s3", "sync", source, f"s3://{name}/tree", "--no-progress", "--only-show-errors")
    assert aws("s3", "sync", source, f"s3://{name}/tree", "--no-progress") == "", "a second sync transferred something"
    aws("s3", "sync", f"s3://{name}/tree", target, "--no-progress", "--only-show-errors")
    same_trees(source, target)
    os.remove(os.path.join(source, "d0", "file 0+\u00e9.txt"))
    out = aws("s3", "sync", source, f"s3://{name}/tree", "--delete", "--no-progress")
    assert out.count("delete:") == 1 and out.count("upload:") == 0, out
    aws("s3", "sync", f"s3://{name}/tree", f"s3://{name}/copy", "--no-progress", "--only-show-errors")
    assert len(aws("s3", "ls", "--recursive", f"s3://{name}/copy/").splitlines()) == FILES - 1
    aws("s3", "rm", "--recursive", "--only-show-errors", f"s3://{name}/tree")
    assert "tree" not in aws("s3", "ls", f"s3://{name}")
    aws("s3", "rb", "--force", f"s3://{name}")


def cli_copies_and_moves_a_hundred_megabytes(work):
    name, path = bucket("large-copies"), os.path.join(work, "large")
    write(path, os.urandom(100 * 1000 * 1000))
    aws("s3", "cp", path, f"s3://{name}/large", "--only-show-errors")
    head = S3.head_object(Bucket=name, Key="large")
    with open(path, "rb") as file:
        digests = [hashlib.md5(chunk).digest() for chunk in iter(lambda: file.read(8 * MIB), b"")]
    assert head["ETag"] == f'"{hashlib.md5(b"".join(digests)).hexdigest()}-{len(digests)}"', head["ETag"]
    aws("s3", "cp", f"s3://{name}/large", f"s3://{name}/copied", "--only-show-errors")
    aws("s3", "mv", f"s3://{name}/copied", f"s3://{name}/moved", "--only-show-errors")
    aws("s3", "cp", f"s3://{name}/moved", path + ".back", "--only-show-errors")
    assert filecmp.cmp(path, path + ".back", shallow=False)
    refused("404", S3.head_object, Bucket=name, Key="copied")


def cli_runs_a_multipart_upload_by_hand(work):
    name = bucket("multipart-by-hand")
    first, last = os.path.join(work, "first"), os.path.join(work, "last")
    write(first, os.urandom(5 * MIB))
    write(last, b"the end")
    where = ("--bucket", name, "--key", "by hand")
    upload = api("create-multipart-upload", *where, "--checksum-algorithm", "SHA256", "--metadata", "colour=blue")
    assert upload["ChecksumAlgorithm"] == "SHA256" and upload["ChecksumType"] == "COMPOSITE", upload
    ident = ("--upload-id", upload["UploadId"])
    parts = [dict(PartNumber=number, ETag=sent["ETag"], ChecksumSHA256=sent["ChecksumSHA256"]) for number, sent in (
        (number, api("upload-part", *where, *ident, "--part-number", str(number), "--body", path, "--checksum-algorithm", "SHA256"))
        for number, path in ((1, first), (2, last)))]
    listed = api("list-parts", *where, *ident)
    assert [part["Size"] for part in listed["Parts"]] == [5 * MIB, 7] and listed["ChecksumAlgorithm"] == "SHA256", listed
    assert [one["Key"] for one in api("list-multipart-uploads", "--bucket", name)["Uploads"]] == ["by hand"]
    done = api("complete-multipart-upload", *where, *ident, "--multipart-upload", json.dumps({"Parts": parts}))
    composite = base64.b64encode(hashlib.sha256(b"".join(base64.b64decode(part["ChecksumSHA256"]) for part in parts)).digest()).decode()
    assert done["ChecksumSHA256"] == composite + "-2", done
    attributes = api("get-object-attributes", *where, "--object-attributes", "ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize")
    assert attributes["ObjectSize"] == 5 * MIB + 7 and attributes["ObjectParts"]["TotalPartsCount"] == 2, attributes
    assert [part["Size"] for part in attributes["ObjectParts"]["Parts"]] == [5 * MIB, 7], attributes
    assert attributes["Checksum"] == {"ChecksumSHA256": composite + "-2", "ChecksumType": "COMPOSITE"}, attributes
    part = api("head-object", *where, "--part-number", "2", "--checksum-mode", "ENABLED")
    assert part["ContentLength"] == 7 and part["PartsCount"] == 2 and part["ChecksumSHA256"] == parts[1]["ChecksumSHA256"], part
    assert api("head-object", *where)["Metadata"] == {"colour": "blue"}
    gone = api("create-multipart-upload", *where)
    api("abort-multipart-upload", *where, "--upload-id", gone["UploadId"])
    assert "Uploads" not in api("list-multipart-uploads", "--bucket", name)


def cli_sees_versions_and_tags(work):
    name, path = bucket("versions-and-tags"), os.path.join(work, "versioned")
    api("put-bucket-versioning", "--bucket", name, "--versioning-configuration", "Status=Enabled")
    assert api("get-bucket-versioning", "--bucket", name)["Status"] == "Enabled"
    ids = []
    for content in (b"one", b"two"):
        write(path, content)
        ids.append(api("put-object", "--bucket", name, "--key", "k", "--body", path)["VersionId"])
    marker = api("delete-object", "--bucket", name, "--key", "k")
    assert marker["DeleteMarker"] is True
    listed = api("list-object-versions", "--bucket", name)
    assert [version["VersionId"] for version in listed["Versions"]] == ids[::-1] and listed["DeleteMarkers"][0]["IsLatest"], listed
    api("get-object", "--bucket", name, "--key", "k", "--version-id", ids[0], path)
    with open(path, "rb") as file:
        assert file.read() == b"one"
    tags = {"TagSet": [{"Key": "a b", "Value": "\u00e9"}, {"Key": "c", "Value": ""}]}
    api("put-object-tagging", "--bucket", name, "--key", "k", "--version-id", ids[1], "--tagging", json.dumps(tags))
    assert api("get-object-tagging", "--bucket", name, "--key", "k", "--version-id", ids[1])["TagSet"] == tags["TagSet"]
    assert api("get-object-tagging", "--bucket", name, "--key", "k", "--version-id", ids[0])["TagSet"] == []
    api("delete-object-tagging", "--bucket", name, "--key", "k", "--version-id", ids[1])
    api("delete-object", "--bucket", name, "--key", "k", "--version-id", marker["VersionId"])
    assert S3.get_object(Bucket=name, Key="k")["Body"].read() == b"two"


def wrong_secrets_and_wrong_digests_are_refused(work):
    name = bucket("refusals")
    refused("SignatureDoesNotMatch", client(aws_secret_access_key=SECRET + "x").list_buckets)
    refused("InvalidAccessKeyId", client(aws_access_key_id="AKIAUNKNOWN").list_buckets)
    wrong = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    refused("BadDigest", S3.put_object, Bucket=name, Key="k", Body=b"content", ContentMD5=wrong)
    refused("InvalidDigest", S3.put_object, Bucket=name, Key="k", Body=b"content", ContentMD5="bm90IGEgZGlnZXN0")
    refused("BadDigest", S3.put_object, Bucket=name, Key="k", Body=b"content", ChecksumSHA256=base64.b64encode(hashlib.sha256(b"other").digest()).decode())
    refused("404", S3.head_object, Bucket=name, Key="k")


def every_odd_key_comes_back(work):
    name = bucket("odd-keys")
    for key in ODD_KEYS:
        S3.put_object(Bucket=name, Key=key, Body=key.encode())
    expected = sorted(ODD_KEYS, key=lambda key: key.encode())
    listed = [one["Key"] for page in S3.get_paginator("list_objects_v2").paginate(Bucket=name, PaginationConfig={"PageSize": 5}) for one in page["Contents"]]
    assert listed == expected, listed
    listed = [one["Key"] for page in S3.get_paginator("list_objects").paginate(Bucket=name, PaginationConfig={"PageSize": 4}) for one in page["Contents"]]
    assert listed == expected, listed
    for key in ODD_KEYS:
        assert S3.get_object(Bucket=name, Key=key)["Body"].read() == key.encode(), repr(key)
        S3.copy_object(Bucket=name, Key="copy of it", CopySource={"Bucket": name, "Key": key})
        assert S3.get_object(Bucket=name, Key="copy of it")["Body"].read() == key.encode(), repr(key)
    printable = [key for key in ODD_KEYS if "\x01" not in key]
    answer = S3.delete_objects(Bucket=name, Delete={"Objects": [{"Key": key} for key in printable]})
    assert "Errors" not in answer and len(answer["Deleted"]) == len(printable), answer
    assert [one["Key"] for one in S3.list_objects_v2(Bucket=name)["Contents"]] == ["control-\x01", "copy of it"]


def delimiters_roll_up(work):
    name = bucket("delimiters")
    for key in ("a/1", "a/2", "b", "c/1", "c/d/2", "e"):
        S3.put_object(Bucket=name, Key=key, Body=b"")
    pages = list(S3.get_paginator("list_objects_v2").paginate(Bucket=name, Delimiter="/", PaginationConfig={"PageSize": 1}))
    assert [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", [])] == ["a/", "c/"]
    assert [one["Key"] for page in pages for one in page.get("Contents", [])] == ["b", "e"]
    pages = list(S3.get_paginator("list_objects").paginate(Bucket=name, Delimiter="/", PaginationConfig={"PageSize": 1}))
    assert [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", [])] == ["a/", "c/"]
    inner = S3.list_objects_v2(Bucket=name, Delimiter="/", Prefix="c/")
    assert [one["Key"] for one in inner["Contents"]] == ["c/1"] and [one["Prefix"] for one in inner["CommonPrefixes"]] == ["c/d/"]
    assert [one["Key"] for one in S3.list_objects_v2(Bucket=name, StartAfter="c/1")["Contents"]] == ["c/d/2", "e"]


def boto_uploads_large_files_with_every_checksum(work):
    name, path = bucket("checksums"), os.path.join(work, "twelve")
    content = os.urandom(12 * MIB + 5)
    write(path, content)
    for algorithm in ("CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"):
        try:
            S3.upload_file(path, name, algorithm, ExtraArgs={"ChecksumAlgorithm": algorithm}, Config=TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB))
        except Exception as error:
            if "awscrt" in str(error).lower() or "missing dependency" in str(error).lower():
                print(f"   {algorithm} is not made by this boto3: {error}")
                continue
            raise
        got = S3.get_object(Bucket=name, Key=algorithm, ChecksumMode="ENABLED")
        assert got["Body"].read() == content and "Checksum" + algorithm in got, got
    S3.put_object(Bucket=name, Key="one", Body=b"123456789", ChecksumAlgorithm="CRC32")
    head = S3.head_object(Bucket=name, Key="one", ChecksumMode="ENABLED")
    assert head["ChecksumCRC32"] == base64.b64encode(zlib.crc32(b"123456789").to_bytes(4, "big")).decode() and head["ChecksumType"] == "FULL_OBJECT"
    quiet = client(config=Config(request_checksum_calculation="when_required", s3={"addressing_style": "path"}))
    quiet.put_object(Bucket=name, Key="none", Body=b"123456789")
    assert S3.head_object(Bucket=name, Key="none", ChecksumMode="ENABLED")["ChecksumCRC64NVME"] == "rosUhgp5mIg=", "CRC64NVME of 123456789 is 0xAE8B14860A799888"


def part_rules_hold(work):
    name = bucket("part-rules")
    upload = S3.create_multipart_upload(Bucket=name, Key="k", ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT")["UploadId"]
    where = dict(Bucket=name, Key="k", UploadId=upload)
    etags = {number: S3.upload_part(**where, PartNumber=number, Body=b"x" * size)["ETag"] for number, size in ((1, 5 * MIB - 1), (2, 5 * MIB), (3, 1))}

    def complete(*numbers, etag=None):
        return S3.complete_multipart_upload(**where, MultipartUpload={"Parts": [{"PartNumber": number, "ETag": etag or etags[number]} for number in numbers]})
    plain = S3.create_multipart_upload(Bucket=name, Key="plain")["UploadId"]
    refused("InvalidRequest", S3.upload_part, Bucket=name, Key="plain", UploadId=plain, PartNumber=1, Body=b"x", ChecksumAlgorithm="SHA256")
    refused("EntityTooSmall", complete, 1, 2)
    refused("InvalidPartOrder", complete, 3, 2)
    refused("InvalidPart", complete, 2, etag='"00000000000000000000000000000000"')
    refused("InvalidArgument", S3.upload_part, **where, PartNumber=10001, Body=b"x")
    done = complete(2, 3)
    assert done["ETag"].endswith('-2"'), done
    refused("NoSuchUpload", complete, 2, 3)
    assert S3.get_object(Bucket=name, Key="k", Range="bytes=5242879-5242880")["Body"].read() == b"xx"


def conditions_hold(work):
    name = bucket("conditions")
    etag = S3.put_object(Bucket=name, Key="k", Body=b"one", IfNoneMatch="*")["ETag"]
    refused("PreconditionFailed", S3.put_object, Bucket=name, Key="k", Body=b"two", IfNoneMatch="*")
    refused("PreconditionFailed", S3.put_object, Bucket=name, Key="k", Body=b"two", IfMatch='"0"')
    refused("NoSuchKey", S3.put_object, Bucket=name, Key="absent", Body=b"two", IfMatch=etag)
    S3.put_object(Bucket=name, Key="k", Body=b"two", IfMatch=etag)
    etag = S3.head_object(Bucket=name, Key="k")["ETag"]
    refused("304", S3.get_object, Bucket=name, Key="k", IfNoneMatch=etag)
    refused("PreconditionFailed", S3.get_object, Bucket=name, Key="k", IfMatch='"0"')
    later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    refused("304", S3.get_object, Bucket=name, Key="k", IfModifiedSince=later)
    refused("412", S3.head_object, Bucket=name, Key="k", IfUnmodifiedSince=later - datetime.timedelta(hours=2))
    refused("PreconditionFailed", S3.copy_object, Bucket=name, Key="c", CopySource=f"{name}/k", CopySourceIfMatch='"0"')
    S3.copy_object(Bucket=name, Key="c", CopySource=f"{name}/k", CopySourceIfMatch=etag)
    refused("PreconditionFailed", S3.delete_object, Bucket=name, Key="k", IfMatch='"0"')
    S3.delete_object(Bucket=name, Key="k", IfMatch=etag)
    refused("InvalidRange", S3.get_object, Bucket=name, Key="c", Range="bytes=3-")


def customer_keys_are_required(work):
    name, key = bucket("customer-keys"), b"k" * 32
    sse = dict(SSECustomerAlgorithm="AES256", SSECustomerKey=key)
    S3.put_object(Bucket=name, Key="k", Body=b"secret", **sse)
    assert S3.get_object(Bucket=name, Key="k", **sse)["Body"].read() == b"secret"
    refused("InvalidRequest", S3.get_object, Bucket=name, Key="k")
    refused("AccessDenied", S3.get_object, Bucket=name, Key="k", SSECustomerAlgorithm="AES256", SSECustomerKey=b"o" * 32)
    refused("InvalidRequest", S3.copy_object, Bucket=name, Key="c", CopySource=f"{name}/k")
    S3.copy_object(Bucket=name, Key="c", CopySource=f"{name}/k", CopySourceSSECustomerAlgorithm="AES256", CopySourceSSECustomerKey=key)
    assert S3.get_object(Bucket=name, Key="c")["Body"].read() == b"secret"
    kms = S3.put_object(Bucket=name, Key="kms", Body=b"secret", ServerSideEncryption="aws:kms")
    assert kms["ServerSideEncryption"] == "aws:kms" and kms["ETag"] != f'"{hashlib.md5(b"secret").hexdigest()}"', kms


def metadata_comes_back(work):
    name = bucket("metadata")
    told = dict(ContentType="text/x", CacheControl="max-age=1", ContentDisposition="inline", ContentLanguage="de", ContentEncoding="gzip",
                WebsiteRedirectLocation="/other", StorageClass="STANDARD_IA", Metadata={"a": "b", "c": "d e"})
    S3.put_object(Bucket=name, Key="k", Body=b"x", ACL="public-read", Tagging="t=1&u=2%203", **told)
    head = S3.head_object(Bucket=name, Key="k")
    assert {key: head[key] for key in told} == told, head
    assert S3.get_object(Bucket=name, Key="k")["TagCount"] == 2
    assert len(S3.get_object_acl(Bucket=name, Key="k")["Grants"]) == 2
    S3.put_object_acl(Bucket=name, Key="k", ACL="private")
    assert len(S3.get_object_acl(Bucket=name, Key="k")["Grants"]) == 1
    S3.copy_object(Bucket=name, Key="c", CopySource=f"{name}/k")
    copy = S3.head_object(Bucket=name, Key="c")
    assert copy["Metadata"] == told["Metadata"] and "StorageClass" not in copy and "WebsiteRedirectLocation" not in copy, copy
    S3.copy_object(Bucket=name, Key="r", CopySource=f"{name}/k", MetadataDirective="REPLACE", Metadata={"n": "1"}, TaggingDirective="REPLACE", Tagging="v=4")
    assert S3.head_object(Bucket=name, Key="r")["Metadata"] == {"n": "1"}
    assert S3.get_object_tagging(Bucket=name, Key="r")["TagSet"] == [{"Key": "v", "Value": "4"}]
    refused("InvalidRequest", S3.copy_object, Bucket=name, Key="k", CopySource=f"{name}/k")


def what_is_not_supported_says_so(work):
    name = bucket("unsupported")
    refused("NotImplemented", S3.get_bucket_policy, Bucket=name)
    refused("NotImplemented", S3.get_bucket_lifecycle_configuration, Bucket=name)
    refused("NotImplemented", S3.put_object, Bucket=name, Key="k", Body=b"x", ObjectLockLegalHoldStatus="ON")
    refused("NotImplemented", S3.put_object, Bucket=name, Key="k", Body=b"x", GrantRead="uri=http://acs.amazonaws.com/groups/global/AllUsers")
    refused("NotImplemented", S3.get_object_torrent, Bucket=name, Key="k")
    refused("NoSuchBucket", S3.list_objects_v2, Bucket="not-there")
    refused("BucketNotEmpty" if S3.put_object(Bucket=name, Key="k", Body=b"") else "", S3.delete_bucket, Bucket=name)


def writers_and_listers_do_not_disturb_each_other(work):
    name, failures = bucket("concurrent"), []

    def put(start):
        try:
            mine = client()
            for number in range(start, start + 100):
                mine.put_object(Bucket=name, Key=f"{number:05}", Body=b"x" * number)
        except Exception as error:
            failures.append(error)
    threads = [threading.Thread(target=put, args=(start,)) for start in range(0, 400, 100)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        keys = [one["Key"] for page in S3.get_paginator("list_objects_v2").paginate(Bucket=name, PaginationConfig={"PageSize": 50}) for one in page.get("Contents", [])]
        assert keys == sorted(set(keys))
    assert not failures, failures
    assert len(S3.list_objects_v2(Bucket=name)["Contents"]) == 400


def main():
    failed = 0
    checks = [value for value in list(globals().values()) if callable(value) and getattr(value, "__code__", None) and value.__code__.co_varnames[:1] == ("work",)]
    for check in checks:
        with tempfile.TemporaryDirectory() as work:
            try:
                check(work)
                print(f"ok {check.__name__}", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED {check.__name__}: {traceback.format_exc(limit=3)}", flush=True)
    print(f"{len(checks) - failed} of {len(checks)} checks passed", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

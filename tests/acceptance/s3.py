"""A few S3 calls by boto3, a client nobody here wrote: s3.py ENDPOINT make BUCKET | list BUCKET | etags BUCKET."""
import json
import sys

import boto3

endpoint, command, bucket = sys.argv[1:4]
client = boto3.client("s3", endpoint_url=endpoint)
if command == "make":
    client.create_bucket(Bucket=bucket)
else:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    found = {item["Key"]: item for page in pages for item in page.get("Contents", [])}
    if command == "list":
        print(json.dumps({key: int(item["LastModified"].timestamp()) for key, item in found.items()}))
    elif command == "etags":
        print(json.dumps({key: item["ETag"].strip('"') for key, item in found.items()}))

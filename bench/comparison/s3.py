"""The few S3 requests that prepare and check a measurement, signed with SigV4 and sent by the standard library."""
import base64
import datetime
import hashlib
import hmac
import http.client
import urllib.parse
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"


class S3Failed(Exception):
    """A request was refused."""


class S3Client:
    """Buckets of one endpoint, path style over http."""

    def __init__(self, endpoint, access_key, secret_key, region="us-east-1"):
        self.host = urllib.parse.urlsplit(endpoint).netloc
        self.access_key, self.secret_key, self.region = access_key, secret_key, region

    def make(self, bucket):
        """Makes a bucket."""
        self._send("PUT", bucket)

    def remove(self, bucket):
        """Removes a bucket and all it holds, unfinished uploads too."""
        while keys := [item.findtext(NAMESPACE + "Key") for item in self._page(bucket)[0]]:
            self._delete(bucket, keys)
        uploads = ElementTree.fromstring(self._send("GET", bucket, {"uploads": ""}))
        for upload in uploads.iter(NAMESPACE + "Upload"):
            self._send("DELETE", f"{bucket}/{upload.findtext(NAMESPACE + 'Key')}", {"uploadId": upload.findtext(NAMESPACE + "UploadId")})
        self._send("DELETE", bucket)

    def objects(self, bucket):
        """Every object as (key, size, time, ETag)."""
        token = None
        while True:
            items, token = self._page(bucket, token)
            for item in items:
                text = {name: item.findtext(NAMESPACE + name) for name in ("Key", "Size", "LastModified", "ETag")}
                yield text["Key"], int(text["Size"]), text["LastModified"], text["ETag"]
            if not token:
                return

    def _page(self, bucket, token=None):
        query = {"list-type": "2"} | ({"continuation-token": token} if token else {})
        page = ElementTree.fromstring(self._send("GET", bucket, query))
        return page.findall(NAMESPACE + "Contents"), page.findtext(NAMESPACE + "NextContinuationToken")

    def _delete(self, bucket, keys):
        root = ElementTree.Element("Delete", xmlns=NAMESPACE[1:-1])
        ElementTree.SubElement(root, "Quiet").text = "true"
        for key in keys:
            ElementTree.SubElement(ElementTree.SubElement(root, "Object"), "Key").text = key
        answer = ElementTree.fromstring(self._send("POST", bucket, {"delete": ""}, ElementTree.tostring(root)))
        if (error := answer.find(NAMESPACE + "Error")) is not None:
            raise S3Failed(f"deleting in '{bucket}': {error.findtext(NAMESPACE + 'Code')}")

    def _send(self, method, path, query=None, body=b""):
        query_text = "&".join(f"{quoted(name, '')}={quoted(value, '')}" for name, value in sorted((query or {}).items()))
        target = "/" + quoted(path, "/")
        headers = self._signed(method, target, query_text, body)
        connection = http.client.HTTPConnection(self.host, timeout=300)
        try:
            connection.request(method, f"{target}?{query_text}" if query_text else target, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise S3Failed(f"{method} {target}: {answer.status} {content[:300].decode(errors='replace')}")
        return content

    # "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)", Amazon S3 API Reference.
    def _signed(self, method, target, query_text, body):
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        headers = {
            "content-md5": base64.b64encode(hashlib.md5(body).digest()).decode(),
            "host": self.host,
            "x-amz-content-sha256": hashlib.sha256(body).hexdigest(),
            "x-amz-date": now,
        }
        names = ";".join(headers)
        lines = [method, target, query_text, *(f"{name}:{value}" for name, value in headers.items()), "", names, headers["x-amz-content-sha256"]]
        scope = f"{now[:8]}/{self.region}/s3/aws4_request"
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256("\n".join(lines).encode()).hexdigest()])
        key = ("AWS4" + self.secret_key).encode()
        for word in scope.split("/"):
            key = hmac.digest(key, word.encode(), "sha256")
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        credential = f"Credential={self.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
        return headers | {"Authorization": f"AWS4-HMAC-SHA256 {credential}"}


def quoted(text, safe):
    """Percent-encoded as SigV4 wants it."""
    return urllib.parse.quote(text, safe=safe + "-_.~")

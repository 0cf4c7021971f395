"""The endpoints that tools are measured against, each in a process of its own, started and stopped here."""
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .s3 import S3Client

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """An endpoint, and how to reach it."""
    name: str
    endpoint: str
    access_key: str
    secret_key: str
    rclone_provider: str
    tls_endpoint: str = ""
    ca: str = ""
    generated: dict = field(default_factory=dict)
    region: str = "us-east-1"

    @property
    def client(self):
        return S3Client(self.endpoint, self.access_key, self.secret_key, self.region)

    def generated_buckets(self, count):
        """The two equal buckets of so many generated objects; none when the server cannot make them."""
        return self.generated.get(count, [])


@contextmanager
def local_s3(counts, log):
    """LocalS3 in memory, with two generated buckets for each count; it ends with its input."""
    build = ["dotnet", "build", "bench/SeededServer", "-c", "Release", "-nodeReuse:false", "-v", "quiet", "--nologo", "-clp:ErrorsOnly"]
    subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    generated = {count: [f"generated-{count}", f"generated-{count}-again"] for count in counts}
    program = ROOT / "bench/SeededServer/bin/Release/net10.0/S3Sync.SeededServer.dll"
    buckets = [f"{bucket}={count}" for count, pair in generated.items() for bucket in pair]
    with open(log, "wb") as errors:
        process = subprocess.Popen(["dotnet", str(program), *buckets], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        told = dict(process.stdout.readline().strip().split(": ", 1) for _ in range(3))
        yield Server("localS3", told["endpoint"], told["access key"], told["secret key"], "Other", generated=generated)
    finally:
        process.stdin.close()
        process.wait(60)


@contextmanager
def rgw(log):
    """Ceph RGW by tests/servers/rgw.sh; it is stopped again when it was started here."""
    script = str(ROOT / "tests/servers/rgw.sh")
    with open(log, "wb") as errors:
        told = subprocess.run([script, "up"], check=True, stdout=subprocess.PIPE, stderr=errors, text=True).stdout
    was_up = b"already up" in Path(log).read_bytes()
    values = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
    try:
        yield Server("rgw", values["S3_ENDPOINT"], values["S3_ACCESS_KEY"], values["S3_SECRET_KEY"], "Ceph",
                     tls_endpoint=values["S3_ENDPOINT_TLS"], ca=values["S3_CA_CERT"])
    finally:
        if not was_up and not os.environ.get("KEEP_SERVER"):
            subprocess.run([script, "down"], check=False)


def started(name, counts, log):
    """The context of a server by its name."""
    return rgw(log) if name == "rgw" else local_s3(counts, log)

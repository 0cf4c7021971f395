"""Who is measured: our tool and its peers, each with settings that its own manual recommends for many objects."""
import base64
import hashlib
import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass

from .measuring import Command, last_words
from .servers import ROOT


@dataclass(frozen=True)
class Run:
    """What a contestant is asked to do: copy from one place to the other, each a folder or a bucket of the server."""
    server: object
    source: str
    target: str
    uploads: bool
    endpoint: str = ""

    @property
    def url(self):
        return self.endpoint or self.server.endpoint


class Ours:
    """A build of our tool with its defaults; more options as the row wants them. Its last words say whether it verified each object."""

    def __init__(self, name, tool, options=(), verifies=True):
        self.name, self.tool, self.options, self.verifies = name, tool, list(options), verifies

    def variant(self, name, *options, verifies=True):
        return Ours(name, self.tool, [*self.options, *options], verifies)

    def has_kept_its_word(self, log):
        """Whether a run's output says that each object was verified, or that none was."""
        return ("transferred, each verified." in last_words(log)) == self.verifies

    def unknown(self):
        """The options that this build does not have."""
        return [option for option in self.options if option.startswith("--") and not self.tool.knows(option)]

    def command(self, run):
        side = "target" if run.uploads else "source"
        ends = [run.source, f"s3://{run.target}"] if run.uploads else [f"s3://{run.source}", run.target]
        return Command([self.tool.path, *ends, *self.options, *side_options(side, run)], keys(side, run.server))

    def between(self, server, source, target):
        """From bucket to bucket of one server."""
        run = Run(server, source, target, uploads=True)
        ends = [f"s3://{source}", f"s3://{target}"]
        return Command([self.tool.path, *ends, *self.options, *side_options("source", run), *side_options("target", run)], keys("source", server) | keys("target", server))


def side_options(side, run):
    return [f"--{side}-endpoint-url", run.url, f"--{side}-force-path-style", f"--{side}-region", run.server.region]


def keys(side, server):
    trusted = {"SSL_CERT_FILE": server.ca} if server.ca else {}
    return {f"{side.upper()}_ACCESS_KEY": server.access_key, f"{side.upper()}_SECRET_ACCESS_KEY": server.secret_key} | trusted


class Rclone:
    """rclone copy, 32 transfers and checkers at a time, by size alone when nothing changes (it would ask for every object's metadata otherwise)."""

    def __init__(self, program, name="rclone", options=("--size-only",)):
        self.program, self.name, self.options = program, name, list(options)

    def variants(self):
        """Its quick ways to find that nothing changed."""
        yield self
        yield Rclone(self.program, "rclone --fast-list", ["--size-only", "--fast-list"])
        yield Rclone(self.program, "rclone --use-server-modtime", ["--update", "--use-server-modtime", "--fast-list"])

    def unverified(self):
        """For the record only: it compares no hash."""
        return Rclone(self.program, "rclone, unverified", [*self.options, "--ignore-checksum"])

    def command(self, run):
        ends = [run.source, f"bench:{run.target}"] if run.uploads else [f"bench:{run.source}", run.target]
        trusted = ["--ca-cert", run.server.ca] if run.url.startswith("https") else []
        return Command([*self.program, "copy", *ends, "--transfers", "32", "--checkers", "32", *self.options, *trusted], self.environment(run))

    @staticmethod
    def environment(run):
        values = {
            "TYPE": "s3", "PROVIDER": run.server.rclone_provider, "ENDPOINT": run.url, "REGION": run.server.region, "FORCE_PATH_STYLE": "true",
            "ACCESS_KEY_ID": run.server.access_key, "SECRET_ACCESS_KEY": run.server.secret_key, "NO_CHECK_BUCKET": "true",
        }
        return {f"RCLONE_CONFIG_BENCH_{name}": value for name, value in values.items()} | {"RCLONE_CONFIG": os.devnull}


class AwsCli:
    """aws s3 sync, 32 requests at a time, without a line for every object; by its Python client or by the CRT."""

    def __init__(self, program, work, client, options=(), name=None):
        self.program, self.work, self.client, self.options = program, work, client, list(options)
        self.name = name or ("aws" if client == "classic" else "aws-crt")

    def variants(self):
        yield self
        yield AwsCli(self.program, self.work, self.client, ["--size-only"], f"{self.name} --size-only")

    def command(self, run):
        ends = [run.source, f"s3://{run.target}"] if run.uploads else [f"s3://{run.source}", run.target]
        trusted = ["--ca-bundle", run.server.ca] if run.url.startswith("https") else []
        fixed = ["s3", "sync", *ends, "--endpoint-url", run.url, "--only-show-errors"]
        return Command([*self.program, *fixed, *self.options, *trusted], self.environment(run))

    def copy_with_md5(self, server, path, bucket):
        """One file with its MD5 as rclone's metadata."""
        with open(path, "rb") as file:
            md5 = base64.b64encode(hashlib.file_digest(file, "md5").digest()).decode()
        copy = ["s3", "cp", path, f"s3://{bucket}/", "--metadata", f"md5chksum={md5}", "--endpoint-url", server.endpoint, "--only-show-errors"]
        return Command([*self.program, *copy], self.environment(Run(server, path, bucket, uploads=True)))

    def environment(self, run):
        path = os.path.join(self.work, f"aws-{self.client}.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write("[default]\ns3 =\n  max_concurrent_requests = 32\n  addressing_style = path\n")
            file.write(f"  preferred_transfer_client = {self.client}\n")
        keys = {"AWS_ACCESS_KEY_ID": run.server.access_key, "AWS_SECRET_ACCESS_KEY": run.server.secret_key}
        return keys | {"AWS_CONFIG_FILE": path, "AWS_REGION": run.server.region, "AWS_EC2_METADATA_DISABLED": "true"}


class S5cmd:
    """s5cmd sync, 32 workers, by size alone."""

    name = "s5cmd"

    def __init__(self, program):
        self.program = program

    def command(self, run):
        ends = [run.source + "/", f"s3://{run.target}/"] if run.uploads else [f"s3://{run.source}/*", run.target + "/"]
        keys = {"AWS_ACCESS_KEY_ID": run.server.access_key, "AWS_SECRET_ACCESS_KEY": run.server.secret_key, "AWS_REGION": run.server.region}
        trusted = {"SSL_CERT_FILE": run.server.ca} if run.server.ca else {}
        return Command([*self.program, "--log", "error", "--endpoint-url", run.url, "--numworkers", "32", "sync", "--size-only", *ends], keys | trusted)


class Mc:
    """mc mirror with its defaults."""

    name = "mc"

    def __init__(self, program):
        self.program = program

    def command(self, run):
        scheme, host = run.url.split("://", 1)
        alias = {"MC_HOST_bench": f"{scheme}://{run.server.access_key}:{run.server.secret_key}@{host}"}
        ends = [run.source, f"bench/{run.target}"] if run.uploads else [f"bench/{run.source}", run.target]
        return Command([*self.program, "--quiet", "--insecure", "mirror", *ends], alias)


class Original(Ours):
    """The original s3sync with its defaults; its options have the names of ours."""

    def __init__(self, program):
        super().__init__("s3sync (original)", None)
        self.program = program

    def has_kept_its_word(self, log):
        return True

    def command(self, run):
        side = "target" if run.uploads else "source"
        ends = [run.source, f"s3://{run.target}"] if run.uploads else [f"s3://{run.source}", run.target]
        return Command([*self.program, *ends, *side_options(side, run)], keys(side, run.server))


def peers(work, wanted):
    """Those of the wanted peers that are here, with what each says its version is."""
    programs = programs_on_path()
    makers = {
        "rclone": Rclone, "aws": lambda program: AwsCli(program, work, "classic"), "aws-crt": lambda program: AwsCli(program, work, "crt"),
        "s5cmd": S5cmd, "mc": Mc, "s3sync": Original,
    }
    return [make(programs[name.removesuffix("-crt")]) for name, make in makers.items()
            if name.removesuffix("-crt") in programs and (not wanted or name in wanted)]


def programs_on_path():
    """Name → command: from Debian sid by tests/servers/peers.sh where that is possible, the others as PATH has them."""
    programs = {name: [path] for name in ("rclone", "s5cmd", "mc", "s3sync") if (path := shutil.which(name))}
    told = subprocess.run([str(ROOT / "tests/servers/peers.sh")], stdout=subprocess.PIPE, text=True)
    for line in told.stdout.splitlines():
        name, _, command = line.partition(": ")
        programs[name] = shlex.split(command)
    if "aws" not in programs and (path := shutil.which("aws")):
        programs["aws"] = [path]
    return programs


def versions(contestants):
    """Peer → the first line of its own version."""
    told = {}
    for one in contestants:
        words = {"rclone": "version", "s5cmd": "version"}.get(one.name, "--version")
        done = subprocess.run([*one.program, words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        told[one.name] = done.stdout.split("\n")[0].strip()
    return told

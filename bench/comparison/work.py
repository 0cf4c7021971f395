"""The work that rows measure: what is prepared outside of the measured time, what each contestant does in turn, and how it is checked."""
import hashlib
import os
import shutil
import tempfile
import time

from . import data
from .contestants import Run
from .measuring import RunFailed, last_words, run
from .microbench import hash_times
from .startup import start_commands


# So many files are kept until all is measured: ext4 searches past inodes that were freed within the last minutes, so that whoever downloads next
# would pay for their removal.
MANY = 1000


class Skipped(Exception):
    """A row that cannot be measured here, and why."""


def uploads(tree_name, options=()):
    """The whole tree into an empty bucket."""
    def measure(bench):
        tree = getattr(data, tree_name)(bench.work)
        return bench.in_turn({one.name: uploading(bench, one, tree) for one in [*bench.builds(*options), *bench.peers]})
    return measure


def uploading(bench, contestant, tree, endpoint=""):
    """One measured upload into a bucket of its own; all of it must arrive."""
    def once():
        with bench.bucket() as bucket:
            sample = bench.run(contestant, Run(bench.server, tree.path, bucket, uploads=True, endpoint=endpoint))
            require_verified(contestant, bench.log)
            sizes = [size for _, size, _, _ in bench.client.objects(bucket)]
            require(contestant, (len(sizes), sum(sizes)), (tree.count, tree.size))
            return sample
    return once


def downloads(tree_name):
    """A whole bucket into an empty folder; the objects were stored with every evidence that a contestant may want to verify."""
    def measure(bench):
        tree = getattr(data, tree_name)(bench.work)
        contestants = [*bench.builds(), *bench.peers, *(peer.unverified() for peer in bench.peers if tree_name == "large" and peer.name == "rclone")]
        with bench.filled(tree) as bucket:
            return bench.in_turn({one.name: downloading(bench, one, bucket, tree) for one in contestants})
    return measure


def downloading(bench, contestant, bucket, tree):
    """One measured download; all of it must arrive."""
    def once():
        folder = tempfile.mkdtemp(prefix="down-", dir=bench.downloads)
        sample = bench.run(contestant, Run(bench.server, bucket, folder, uploads=False))
        require_verified(contestant, bench.log)
        require(contestant, data.totals(folder), (tree.count, tree.size))
        if tree.count < MANY:
            shutil.rmtree(folder)
        return sample
    return once


def unchanged(count):
    """A tree against a bucket that holds it already; nothing may be written."""
    def measure(bench):
        contestants = [*bench.builds(), *(variant for peer in bench.peers for variant in getattr(peer, "variants", lambda peer=peer: [peer])())]
        return in_turn_unchanged(bench, count, contestants)
    measure.generated = (count,)
    return measure


def unchanged_content(count):
    """The same by content, with a cache of hashes that a first run has filled, against our own rule by times."""
    def measure(bench):
        cache = os.path.join(bench.work, f"hashes-{count}")
        (content,) = bench.known(bench.ours.variant("s3sync", "--check-etag", "--hash-cache", cache))
        tree = data.generated(bench.work, count)
        bench.run(content, Run(bench.server, tree.path, bench.server.generated_buckets(count)[0], uploads=True))
        return in_turn_unchanged(bench, count, [content, bench.ours.variant("s3sync, mtime rule")])
    measure.generated = (count,)
    return measure


def in_turn_unchanged(bench, count, contestants):
    """Generated buckets refuse every write; any other must hold the same afterwards."""
    tree = data.generated(bench.work, count)
    if buckets := bench.server.generated_buckets(count):
        bucket = buckets[0]
        return bench.in_turn({one.name: lambda one=one: bench.run(one, Run(bench.server, tree.path, bucket, uploads=True)) for one in contestants})
    with bench.filled(tree) as bucket:
        before = list(bench.client.objects(bucket))

        def once(contestant):
            sample = bench.run(contestant, Run(bench.server, tree.path, bucket, uploads=True))
            require(contestant, hash(tuple(bench.client.objects(bucket))), hash(tuple(before)))
            return sample
        return bench.in_turn({one.name: lambda one=one: once(one) for one in contestants})


def checksum_alone(bench):
    """Large files with CRC64NVME as the only checksum, as aws-cli's CRT client sends them, beside our defaults and what their hashes cost."""
    tree = data.large(bench.work)
    lean = ["--disable-content-md5-header", "--disable-etag-verify", "--disable-payload-signing", "--additional-checksum-algorithm", "CRC64NVME"]
    (alone,) = bench.known(bench.ours.variant("s3sync", *lean))
    contestants = [alone, bench.ours.variant("s3sync, defaults"), *(peer for peer in bench.peers if peer.name == "aws-crt")]
    samples = bench.in_turn({one.name: uploading(bench, one, tree) for one in contestants})
    return samples, {"costs": {"MD5 of 1 GiB": hash_cost("md5"), "SHA-256 of 1 GiB": hash_cost("sha256")}}


def hash_cost(name, size=1 << 30):
    """CPU seconds of a hash of OpenSSL, which .NET on Linux uses as well."""
    block = os.urandom(1 << 20)
    hasher = hashlib.new(name)
    started = time.process_time()
    for _ in range(size >> 20):
        hasher.update(block)
    return time.process_time() - started


def verification(bench):
    """The large files down, with our verification and without any. Who stores a checksum with every object, as AWS does, has it turned off too."""
    tree = data.large(bench.work)
    (off,) = bench.known(bench.ours.variant("s3sync, unverified", "--disable-etag-verify", "--disable-additional-checksum-verify", verifies=False))
    with bench.filled_by_etag(tree) as bucket:
        return bench.in_turn({one.name: downloading(bench, one, bucket, tree) for one in (bench.ours, off)})


def tls(bench):
    """The small files up over https and over http."""
    if not bench.server.tls_endpoint:
        raise Skipped("the server has no https endpoint")
    tree = data.small(bench.work)
    over_http = bench.ours.variant("s3sync, http")
    return bench.in_turn({
        bench.ours.name: uploading(bench, bench.ours, tree, bench.server.tls_endpoint),
        over_http.name: uploading(bench, over_http, tree),
    })


def both_sides(count):
    """A generated bucket against its equal: nothing to do, whatever the size."""
    def measure(bench):
        source, target = bench.server.generated_buckets(count)
        return bench.in_turn({one.name: lambda one=one: run(one.between(bench.server, source, target), bench.log) for one in bench.builds()})
    measure.generated = (count,)
    return measure


def start_up(bench, runs=15):
    """The shortest runs there are, many in a round; each round's figure is their median."""
    commands = start_commands(bench)
    return bench.in_turn({name: lambda command=command: median_of([run(command, bench.log) for _ in range(runs)]) for name, command in commands.items()})


def median_of(samples):
    """The sample with the median wall time."""
    return sorted(samples, key=lambda sample: sample.wall)[len(samples) // 2]


def hashes(bench):
    """Nanoseconds of hashing 128 KiB, by bench/micro."""
    return hash_times(bench.work)


def require_verified(contestant, log):
    """Our tool says whether it verified; the comparison is with verification on, unless the row is about having it off."""
    if not getattr(contestant, "has_kept_its_word", lambda _: True)(log):
        raise RunFailed(f"{contestant.name} did not verify what it should, or verified what it should not:\n{last_words(log)}")


def require(contestant, found, expected):
    """What was measured must have been done."""
    if found != expected:
        raise RunFailed(f"{contestant.name} left {found} where {expected} was expected")

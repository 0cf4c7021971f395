"""A bench: the server, the contestants and the folder of one comparison, and how they take turns."""
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from .contestants import Run
from .measuring import RunFailed, run
from .work import Skipped


class Bench:
    """What the rows are given."""

    def __init__(self, work, server, ours, others, peers, rounds):
        self.work, self.server, self.ours, self.others, self.peers, self.rounds = work, server, ours, others, peers, rounds
        self.client = server.client
        self.log = os.path.join(work, "run.log")
        self.downloads = os.path.join(work, "downloads")
        os.makedirs(self.downloads, exist_ok=True)
        self._made = 0

    def builds(self, *options):
        """Our tool and the other builds of it, with more options; a build that does not know them is left out."""
        variants = [one.variant(one.name, *options) for one in (self.ours, *self.others)]
        return [self.known(variants[0])[0], *(one for one in variants[1:] if not one.unknown())]

    def known(self, variant):
        """The variant, when its build has all its options."""
        if unknown := variant.unknown():
            raise Skipped(f"the tool has no {', '.join(unknown)}")
        return (variant,)

    def run(self, contestant, what):
        """One measured run, begun with nothing left to write to disk."""
        os.sync()
        return run(contestant.command(what), self.log)

    def in_turn(self, contestants):
        """Name → samples: every contestant once a round. One that fails is named and takes no further part."""
        samples = {name: [] for name in contestants}
        for number in range(self.rounds):
            for name in [name for name in contestants if name in samples]:
                try:
                    sample = contestants[name]()
                except RunFailed as failure:
                    print(f"    {name} FAILED and is left out: {failure}", file=sys.stderr, flush=True)
                    del samples[name]
                    continue
                samples[name].append(sample)
                print(f"    round {number + 1}  {name:32} wall {sample.wall:8.2f} s  cpu {sample.cpu:8.2f} s  {sample.rss:6.0f} MiB", flush=True)
        return samples

    @contextmanager
    def bucket(self):
        """A bucket that is removed again, outside of any measured time."""
        self._made += 1
        name = f"bench-{os.getpid()}-{int(time.time())}-{self._made}"
        self.client.make(name)
        try:
            yield name
        finally:
            self.client.remove(name)

    @contextmanager
    def filled(self, tree):
        """A bucket that holds a tree with every evidence a contestant may want to verify: ETag and CRC64NVME, and on large objects the MD5 that
        rclone keeps in their metadata, without which it would verify nothing of what it did not upload itself."""
        with self.bucket() as bucket:
            aws = next((peer for peer in self.peers if peer.name == "aws"), None)
            if aws and tree.count < 100:
                for path in sorted(Path(tree.path).iterdir()):
                    run(aws.copy_with_md5(self.server, str(path), bucket), self.log)
            else:
                self._fill(bucket, tree, "--additional-checksum-algorithm", "CRC64NVME")
            yield bucket

    @contextmanager
    def filled_by_etag(self, tree):
        """A bucket that holds a tree without any checksum that was asked for."""
        with self.bucket() as bucket:
            self._fill(bucket, tree)
            yield bucket

    def _fill(self, bucket, tree, *options):
        self.run(self.ours.variant("filling", *options), Run(self.server, tree.path, bucket, uploads=True))


def machine():
    """What a reader must know of this machine."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    runtime = subprocess.run(["dotnet", "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
    return {"processor": model, "cores": os.cpu_count(), "memory GiB": round(memory), "kernel": os.uname().release, ".NET SDK": runtime}

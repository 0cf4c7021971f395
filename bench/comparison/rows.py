"""The rows of the table: what each measures, and what is to be reached in it."""
from dataclasses import dataclass
from typing import Callable

from . import work
from .goals import Goal

CRC = ("--additional-checksum-algorithm", "CRC64NVME")


@dataclass(frozen=True)
class Row:
    """A row: its name on the command line, its title, how it is measured, and its goals."""
    name: str
    title: str
    measure: Callable
    goals: tuple
    servers: tuple = ("localS3", "rgw")
    is_long: bool = False


ROWS = [
    Row("up-10k", "10,000 × 10 KiB up, MD5 and CRC64NVME verified", work.uploads("small", options=CRC),
        (Goal("cpu", 0.5), Goal("wall", 0.6, servers=("localS3",)))),
    Row("down-10k", "10,000 × 10 KiB down, verified", work.downloads("small"), (Goal("cpu", 0.5), Goal("wall", 0.6, servers=("localS3",)))),
    Row("same-10k", "no-change run, 10,000 objects, mtime rule", work.unchanged(10_000), (Goal("cpu", 0.7), Goal("wall", 0.7))),
    Row("same-200k", "no-change run, 200,000 objects, mtime rule", work.unchanged(200_000), (Goal("cpu", 0.7), Goal("wall", 0.7)), servers=("localS3",)),
    Row("content-200k", "no-change run, 200,000 objects, content rule with a warm cache", work.unchanged_content(200_000),
        (Goal("wall", 1.3, against="s3sync, mtime rule"),), servers=("localS3",)),
    Row("up-1g", "4 × 256 MiB up, verified", work.uploads("large"), (Goal("wall", 1.0),)),
    Row("down-1g", "4 × 256 MiB down, verified", work.downloads("large"), (Goal("wall", 1.0),)),
    Row("crc-1g", "4 × 256 MiB up, CRC64NVME verified, MD5 off", work.checksum_alone,
        (Goal("cpu", 1.1, against="aws-crt"), Goal("cpu", 1.1, against="aws-crt", of="s3sync, defaults", costs=("MD5 of 1 GiB", "SHA-256 of 1 GiB")))),
    Row("verify-1g", "1 GiB down, verification on against off", work.verification, (Goal("wall", 1.1, against="s3sync, unverified"),)),
    Row("tls-10k", "10,000 × 10 KiB up over https against http", work.tls, (Goal("cpu", 1.5, against="s3sync, http"),), servers=("rgw",)),
    Row("keys-1m", "1,000,000 keys a side, nothing to do", work.both_sides(1_000_000), (Goal("rss", 150, against=""),), servers=("localS3",)),
    Row("keys-10m", "10,000,000 keys a side, nothing to do", work.both_sides(10_000_000), (Goal("rss", 200, against=""),), servers=("localS3",), is_long=True),
    Row("start", "start-up: --version and --help against an empty ReadyToRun program", work.start_up,
        (Goal("wall", 1.6, against="empty program", of="s3sync --version"), Goal("wall", 2.5, against="empty program", of="s3sync --help")), servers=("localS3",)),
    Row("hashes", "hashing 128 KiB on one core against System.IO.Hashing's Crc32", work.hashes,
        (Goal("wall", 1 / 0.6, against="Crc32", of="CRC64NVME"), Goal("wall", 1 / 0.6, against="Crc32", of="CRC32C")), servers=("localS3",)),
]

# Of every row but those that name a limit of their own, and the start.
MEMORY = Goal("rss", 150, against="")


def goals_of(row):
    """All goals of a row."""
    has_memory = any(goal.figure == "rss" for goal in row.goals) or row.name in ("start", "hashes")
    return row.goals if has_memory else (*row.goals, MEMORY)


def counts_of(rows):
    """How many objects the generated buckets of these rows have."""
    return sorted({count for row in rows for count in getattr(row.measure, "generated", ())})

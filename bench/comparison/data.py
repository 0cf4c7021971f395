"""The trees that are synchronized. Each is made once under WORK and kept; their times are of 2020, so that every object is newer."""
import os
import random
from dataclasses import dataclass
from pathlib import Path

PAST = 1_600_000_000
MIB = 1 << 20


@dataclass(frozen=True)
class Tree:
    """Files on this machine."""
    path: str
    count: int
    size: int


def small(work, count=10_000, size=10 * 1024):
    """Incompressible files of 10 KiB, a hundred in a folder."""
    numbers = random.Random(1)
    return made(work, f"small-{count}", ((f"{at // 100:03d}/file-{at:05d}.bin", numbers.randbytes(size)) for at in range(count)), count * size, count)


def large(work, count=4, size=256 * MIB):
    """Incompressible files of 256 MiB, written a MiB at a time."""
    numbers = random.Random(2)
    return made(work, f"large-{count}", ((f"large-{at}.bin", (numbers.randbytes(MIB) for _ in range(size // MIB))) for at in range(count)), count * size, count)


def generated(work, count):
    """The files of bench/SeededServer's generated bucket of so many objects: the same keys, the same 1 KiB in each."""
    content = bytes(range(256)) * 4
    return made(work, f"generated-{count}", ((f"data/{at // 1000:06d}/object-{at:08d}.bin", content) for at in range(count)), count * len(content), count)


def made(work, name, files, size, count):
    """A tree of (path, content) pairs, unless a whole one is there; content may come in pieces."""
    root = Path(work) / name
    finished = Path(work) / f"{name}.made"
    if not finished.exists():
        print(f"making {root} ({count} files, {size / MIB:.0f} MiB)", flush=True)
        for path, content in files:
            write(root / path, content)
        finished.touch()
    return Tree(str(root), count, size)


def write(path, content):
    """One file of the past."""
    try:
        file = open(path, "wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        file = open(path, "wb")
    with file:
        for piece in [content] if isinstance(content, bytes) else content:
            file.write(piece)
    os.utime(path, (PAST, PAST))


def totals(folder):
    """The number of files below a folder, and their bytes."""
    files = [os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names]
    return len(files), sum(os.path.getsize(file) for file in files)

"""Runs a program and measures it: wall time, CPU time of all its processes, peak memory of the largest."""
import os
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A program with its arguments, and what its environment has beside PATH and HOME."""
    arguments: list
    environment: dict

    def with_arguments(self, *more):
        return Command([*self.arguments, *more], self.environment)


@dataclass(frozen=True)
class Sample:
    """One run: seconds of wall and CPU, MiB of memory."""
    wall: float
    cpu: float
    rss: float


class RunFailed(Exception):
    """A measured program ended with an error, or did not do what it was asked for."""


def run(command, log):
    """Runs a command with its output in a file, and measures it; raises RunFailed when its exit code is not 0.

    wait4 tells what the process and all children it waited for used. The peak includes what this small process had when it was forked.
    """
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "DOTNET_ROOT", "TMPDIR") if name in os.environ} | command.environment
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    actions = [(os.POSIX_SPAWN_DUP2, file, 1), (os.POSIX_SPAWN_DUP2, file, 2), (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
    started = time.perf_counter()
    process = os.posix_spawnp(command.arguments[0], command.arguments, environment, file_actions=actions)
    try:
        _, status, usage = os.wait4(process, 0)
    except BaseException:
        os.kill(process, 15)
        os.waitpid(process, 0)
        raise
    finally:
        os.close(file)
    wall = time.perf_counter() - started
    if status != 0:
        raise RunFailed(f"{os.path.basename(command.arguments[0])} ended with status {os.waitstatus_to_exitcode(status)}:\n{last_words(log)}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def last_words(log, length=1500):
    """The end of a log."""
    with open(log, "rb") as file:
        return file.read()[-length:].decode(errors="replace").strip()

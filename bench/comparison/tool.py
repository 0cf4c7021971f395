"""Packs and installs the tool of this commit as users get it, and asks an installed one what it can do."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .servers import ROOT


@dataclass(frozen=True)
class Tool:
    """An installed tool."""
    path: str
    help: str

    def knows(self, option):
        """Whether it has an option."""
        return f"{option} " in self.help or f"{option}\n" in self.help


def packed(work):
    """The path of this commit's tool, packed and installed under WORK."""
    feed, build, folder = (str(Path(work) / name) for name in ("feed", "pack", "tool"))
    print("packing and installing the tool of this checkout", flush=True)
    quietly("rm", "-rf", feed, folder)
    quietly("dotnet", "pack", "src/Tool", "-c", "Release", "-o", feed, "--artifacts-path", build, "-nodeReuse:false")
    quietly("dotnet", "tool", "install", "s3sync", "--tool-path", folder, "--source", feed)
    return str(Path(folder) / "dotnet-s3sync")


def installed(path):
    """A tool by its path; it must be ReadyToRun, as the packed one is."""
    program = Path(path).resolve()
    assembly = program.with_name("dotnet-s3sync.dll")
    # "READYTORUN_HEADER" of the ReadyToRun format begins with these bytes.
    if not assembly.exists() or b"RTR\0" not in assembly.read_bytes():
        raise SystemExit(f"'{path}' is not a ReadyToRun tool: install it from a package ('dotnet pack src/Tool', 'dotnet tool install --tool-path').")
    return Tool(str(path), subprocess.run([str(program), "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout)


def quietly(*arguments):
    """Runs a command in the repository and shows its output only when it fails."""
    done = subprocess.run(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{done.stdout[-3000:]}")

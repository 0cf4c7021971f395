"""The programs of the start-up row: the tool, and an empty .NET program published the same way (ReadyToRun, framework-dependent)."""
import subprocess
from pathlib import Path

from .measuring import Command
from .tool import quietly

PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
    <PublishReadyToRun>true</PublishReadyToRun>
    <SelfContained>false</SelfContained>
  </PropertyGroup>
</Project>
"""


def start_commands(bench):
    """Name → command."""
    tool = str(Path(bench.ours.tool.path).resolve())
    return {
        "empty program": Command([empty_program(bench.work)], {}),
        "s3sync --version": Command([tool, "--version"], {}),
        "s3sync --help": Command([tool, "--help"], {}),
    }


def empty_program(work):
    """The path of a program that prints one word."""
    folder, published = Path(work) / "empty", Path(work) / "empty-published"
    if not (published / "empty").exists():
        folder.mkdir(exist_ok=True)
        (folder / "empty.csproj").write_text(PROJECT, encoding="utf-8")
        (folder / "Program.cs").write_text('System.Console.WriteLine("empty");\n', encoding="utf-8")
        quietly("dotnet", "publish", str(folder), "-c", "Release", "-r", runtime_identifier(), "-o", str(published), "-nodeReuse:false")
    return str(published / "empty")


def runtime_identifier():
    """What .NET calls this machine, such as linux-x64."""
    told = subprocess.run(["dotnet", "--info"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return next(line.split(":")[1].strip() for line in told.splitlines() if line.strip().startswith("RID:"))

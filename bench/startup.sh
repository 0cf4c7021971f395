#!/usr/bin/env bash
# Compares the start of the published tool (`--help`) with an empty .NET console program, both published the same way (ReadyToRun,
# framework-dependent). Prints both medians and their ratio; exits 1 when the ratio is above 2.5.
# Usage: bench/startup.sh [RUNS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs="${1:-21}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_TieredPGO=0

rid="$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)"
mkdir "$work/empty"
cat > "$work/empty/empty.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <InvariantGlobalization>true</InvariantGlobalization>
    <PublishReadyToRun>true</PublishReadyToRun>
    <SelfContained>false</SelfContained>
  </PropertyGroup>
</Project>
XML
echo 'System.Console.WriteLine("empty");' > "$work/empty/Program.cs"
dotnet publish "$work/empty" -c Release -r "$rid" -o "$work/empty-out" >/dev/null
dotnet publish src/Tool -c Release -r "$rid" -o "$work/tool-out" >/dev/null

# Milliseconds of one run of a command.
once() {
  local started ended
  started="$(date +%s%N)"
  "$@" >/dev/null
  ended="$(date +%s%N)"
  echo $(((ended - started) / 10000))
}

median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }

# Run in turns, so that whatever else the machine does falls on both.
for _ in 1 2 3; do "$work/empty-out/empty" >/dev/null; "$work/tool-out/dotnet-s3sync" --help >/dev/null; done
for _ in $(seq "$runs"); do
  once "$work/empty-out/empty" >> "$work/empty.txt"
  once "$work/tool-out/dotnet-s3sync" --help >> "$work/tool.txt"
done

awk -v empty="$(median < "$work/empty.txt")" -v tool="$(median < "$work/tool.txt")" 'BEGIN {
  ratio = tool / empty
  printf "empty program:  %.1f ms\ns3sync --help:  %.1f ms\nratio:          %.2f (at most 2.5)\n", empty / 100, tool / 100, ratio
  exit ratio > 2.5
}'

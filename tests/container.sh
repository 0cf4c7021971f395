#!/usr/bin/env bash
# Builds the image of the action and starts it as the runner does: variables, mounts, working directory, nothing else. Publishes to an S3 endpoint on
# loopback and checks what the runner would read. Debian's podman stands in for Docker, on a base image that is made here.
#   tests/container.sh [SOURCE-FOLDER]      exit 0 right, 1 wrong, 3 this machine cannot (the reason is told)
# CONTAINER_ROOT names the folder that keeps images between runs, DEBIAN_MIRROR where the base comes from (the machine's own apt source).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
root="${CONTAINER_ROOT:-/var/lib/s3sync-containers}"
base=localhost/s3sync-base:bookworm
image=localhost/s3sync-action:test

say() { echo "container.sh: $*" >&2; }
stop() { say "$*"; exit 3; }
wrong() { say "WRONG: $*"; exit 1; }

work="$(mktemp -d)"
server=""
cleanup() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

[ "$(uname -s)" = Linux ] || stop "needs Linux; this is $(uname -s)."
[ "$(uname -m)" = x86_64 ] || stop "needs x86_64; the release workflow builds and runs the other image."
[ "$(id -u)" -eq 0 ] || stop "needs root, to install podman and to see files given to their owner."

install() { # install PROGRAM PACKAGE
  command -v "$1" >/dev/null && return 0
  command -v apt-get >/dev/null || stop "needs $1, and there is no apt-get to install it with."
  { apt-get install -y -q --no-install-recommends "$2" || { apt-get update -q && apt-get install -y -q --no-install-recommends "$2"; }; } >"$work/apt.log" 2>&1 ||
    { tail -n 5 "$work/apt.log" >&2; stop "could not install $2 by apt-get."; }
}
install podman podman
install runc runc
install debootstrap debootstrap

# Ours alone: other images and settings of the machine are neither used nor changed. CNI plugins are not needed, since the network is the host's.
cat >"$work/containers.conf" <<'CONF'
[containers]
default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
CONF
driver=overlay
podman() {
  CONTAINERS_CONF="$work/containers.conf" command podman --root "$root/store" --runroot "$root/run" --storage-driver "$driver" \
    --cgroup-manager cgroupfs --runtime runc --log-level error "$@"
}
mkdir -p "$root"
podman info >/dev/null 2>"$work/info.log" || { driver=vfs; podman info >/dev/null 2>"$work/info.log"; } || { cat "$work/info.log" >&2; stop "podman cannot keep images here."; }

if ! podman image exists "$base"; then
  . tests/servers/sid.sh
  mirror="$(sid_mirror)"
  [ -n "$mirror" ] || stop "knows no Debian mirror; name one by DEBIAN_MIRROR."
  say "making a base image (about a minute)"
  debootstrap --variant=minbase --include=ca-certificates,libssl3,libstdc++6 bookworm "$work/base" "$mirror" >"$work/base.log" 2>&1 ||
    { tail -n 5 "$work/base.log" >&2; stop "debootstrap failed; is '$mirror' a Debian mirror? DEBIAN_MIRROR names another."; }
  rm -rf "$work/base/var/cache/apt" "$work/base/var/lib/apt/lists"
  tar -C "$work/base" -c . | podman import -c "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1" - "$base" >/dev/null
  rm -rf --one-file-system "$work/base"
fi
podman run --rm --network host --cgroupns host "$base" true 2>"$work/try.log" || { cat "$work/try.log" >&2; stop "this machine starts no containers."; }

# The SDK of this machine builds inside of the container, with the packages that it has.
dotnet="$(dirname "$(readlink -f "$(command -v dotnet)")")"
packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
mkdir -p "$packages"
mounts=(-v "$dotnet:/usr/share/dotnet:ro" -v "$packages:/packages")
[ ! -d "$HOME/.nuget/NuGet" ] || mounts+=(-v "$HOME/.nuget/NuGet:/nuget:ro")
cat >"$work/Dockerfile" <<SDK
FROM $base
ENV PATH=/usr/share/dotnet:/usr/sbin:/usr/bin:/sbin:/bin HOME=/sdk NUGET_PACKAGES=/packages DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 NuGetAudit=false
RUN mkdir -p /sdk/.nuget && ln -s /nuget /sdk/.nuget/NuGet
SDK
podman build -q --network host --cgroupns host -t localhost/s3sync-sdk:test -f "$work/Dockerfile" "$work" >/dev/null
say "building the image"
podman build --network host --cgroupns host "${mounts[@]}" --build-arg SDK=localhost/s3sync-sdk:test --build-arg BASE="$base" -t "$image" . >"$work/build.log" 2>&1 ||
  { tail -n 30 "$work/build.log" >&2; wrong "the image does not build."; }
[ "$(podman image inspect "$image" --format '{{json .Config.Entrypoint}} {{.Config.User}}')" = '["/app/dotnet-s3sync","github-action"] 0' ] ||
  wrong "the entry point is not the tool, or the user is not root."

say "serving S3 on loopback"
dotnet build src/Tool -c Release -p:RunAnalyzers=false >"$work/tool.log" 2>&1 || { tail -n 5 "$work/tool.log" >&2; wrong "the tool does not build."; }
# A run makes the bucket that it writes to.
dotnet src/Tool/bin/Release/net10.0/dotnet-s3sync.dll LICENSE s3://site/ --local-s3 "$work/store" -qq
dotnet src/Tool/bin/Release/net10.0/dotnet-s3sync.dll serve "$work/store" >"$work/serve" &
server=$!
for _ in $(seq 100); do grep -q '^secret key' "$work/serve" && break; sleep 0.1; done
value() { sed -n "s/^$1: //p" "$work/serve"; }
endpoint="$(value endpoint)"

# The folders that the runner has on its host. The owner of the workspace is not root.
runner="$work/runner"
mkdir -p "$runner"/{workspace,_github_home,_github_workflow,_runner_file_commands,temp}
cp -a "${1:-samples/site}" "$runner/workspace/dist"
chown -R 1001:121 "$runner/workspace"

# start NAME=VALUE...: docker run, as the runner's ContainerActionHandler has it
start() {
  local variables=() variable commands="$runner/_runner_file_commands"
  : >"$commands/output"; : >"$commands/summary"; : >"$commands/artifacts"
  for variable in "$@" GITHUB_ACTIONS=true CI=true HOME=/github/home GITHUB_WORKSPACE=/github/workspace RUNNER_TEMP=/github/runner_temp \
    GITHUB_OUTPUT=/github/file_commands/output GITHUB_STEP_SUMMARY=/github/file_commands/summary GITHUB_ARTIFACTS=/github/file_commands/artifacts \
    GITHUB_SHA=0123456789abcdef0123456789abcdef01234567 GITHUB_REF=refs/heads/main GITHUB_REPOSITORY=octo/site GITHUB_SERVER_URL=https://github.example \
    GITHUB_RUN_ID=42 GITHUB_RUN_ATTEMPT=1 "AWS_ACCESS_KEY_ID=$(value 'access key')" "AWS_SECRET_ACCESS_KEY=$(value 'secret key')" AWS_SESSION_TOKEN= AWS_REGION=us-east-1; do
    variables+=(-e "$variable")
  done
  code=0
  podman run --rm --workdir /github/workspace --network host --cgroupns host "${variables[@]}" \
    -v "$runner/temp:/github/runner_temp" -v "$runner/_github_home:/github/home" -v "$runner/_github_workflow:/github/workflow" \
    -v "$commands:/github/file_commands" -v "$runner/workspace:/github/workspace" "$image" >"$work/log" 2>"$work/log.err" || code=$?
  tell="exit code $code: $(cat "$work/log" "$work/log.err")"
}
output() { sed -n "/^$1<<\(ghadelimiter_.*\)$/{n;p;}" "$runner/_runner_file_commands/output"; }

foreign() { find "$runner/workspace" -not -user 1001 -o -not -group 121; }
here=("INPUT_SOURCE=dist" "INPUT_TARGET=s3://site/web/" "INPUT_TARGET-ENDPOINT-URL=$endpoint" "INPUT_TARGET-FORCE-PATH-STYLE=true" "INPUT_DELETE=true" "INPUT_CHECKSUMS=SHA256SUMS" "INPUT_CACHE-CONTROL=max-age=60")
objects="$(find "$runner/workspace/dist" -type f | wc -l)"

say "publishing"
start "${here[@]}"
[ "$code" -eq 0 ] || wrong "publishing failed, $tell"
[ "$(output result) $(output uploaded-count) $(output deleted-count)" = "changed $objects 0" ] || wrong "the outputs are $(cat "$runner/_runner_file_commands/output")"
[ "$(output manifest-path) $(output checksums-path)" = "s3sync-manifest.json SHA256SUMS" ] || wrong "the paths are $(cat "$runner/_runner_file_commands/output")"
digest="$(output manifest-digest)"
[[ "$digest" =~ ^[0-9a-f]{64}$ ]] || wrong "the digest is '$digest'"
[ "$(cat "$runner/_runner_file_commands/artifacts")" = $'s3sync-manifest.json\nSHA256SUMS' ] || wrong "the artifacts are $(cat "$runner/_runner_file_commands/artifacts")"
grep -q '^### s3sync: changed$' "$runner/_runner_file_commands/summary" || wrong "the summary is $(cat "$runner/_runner_file_commands/summary")"
(cd "$runner/workspace/dist" && sha256sum --quiet -c ../SHA256SUMS) || wrong "SHA256SUMS does not fit what was published."
[ -z "$(foreign)" ] || wrong "files are not the workspace owner's: $(foreign | head -n 5)"
grep -qF "::add-mask::$(value 'secret key')" "$work/log" || wrong "the secret is not masked, $tell"
[ ! -s "$work/log.err" ] || wrong "something went to stderr, $tell"
[ -z "${CONTAINER_MANIFEST:-}" ] || cp "$runner/workspace/s3sync-manifest.json" "$CONTAINER_MANIFEST"

say "publishing the same again, from files that are newer"
find "$runner/workspace/dist" -type f -exec touch -d '+1 hour' {} +
start "${here[@]}"
[ "$code $(output result) $(output uploaded-count) $(output manifest-digest)" = "0 unchanged 0 $digest" ] || wrong "the second run is not unchanged, $tell"

say "proving what arrived, from outside of the container"
AWS_ACCESS_KEY_ID="$(value 'access key')" AWS_SECRET_ACCESS_KEY="$(value 'secret key')" dotnet src/Tool/bin/Release/net10.0/dotnet-s3sync.dll \
  verify "$runner/workspace/s3sync-manifest.json" s3://site/web/ --level content --no-extra --target-endpoint-url "$endpoint" --target-region us-east-1 >"$work/verify" 2>&1 ||
  wrong "what arrived is not what was published: $(cat "$work/verify")"

say "bringing it back"
start "INPUT_SOURCE=s3://site/web/" "INPUT_TARGET=back/here" "INPUT_SOURCE-ENDPOINT-URL=$endpoint" "INPUT_SOURCE-FORCE-PATH-STYLE=true"
[ "$code $(output uploaded-count)" = "0 $objects" ] || wrong "the download failed, $tell"
diff -r "$runner/workspace/dist" "$runner/workspace/back/here" || wrong "what came back is something else."
[ -z "$(foreign)" ] || wrong "downloads are not the workspace owner's: $(foreign | head -n 5)"

say "a preview without an account"
start "INPUT_SOURCE=dist" "INPUT_TARGET=s3://preview/" "INPUT_LOCAL-S3=preview"
[ "$code $(output result)" = "0 changed" ] || wrong "the preview failed, $tell"
[ -z "$(foreign)" ] || wrong "the preview left files that are not the workspace owner's: $(foreign | head -n 5)"

say "asking for what cannot be"
start "${here[@]}" "INPUT_DELETE=perhaps" "INPUT_TARGET-PROFILE=deploy"
[ "$code $(output result)" = "2 failed" ] || wrong "bad inputs are not refused, $tell"
grep -q "^::error .*input 'delete' is 'perhaps'" "$work/log" && grep -q "^::error .*HOME inside of a container action" "$work/log" || wrong "the refusal does not say why, $tell"

say "right: image $(podman image inspect "$image" --format '{{.Size}}' | awk '{ printf "%.0f MiB with its base", $1 / 1048576 }'), $objects objects published and brought back"

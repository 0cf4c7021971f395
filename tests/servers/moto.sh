#!/usr/bin/env bash
# Another S3 endpoint that nobody here wrote: Moto, on loopback, in a Debian sid chroot. A mock: it knows many features and checks few of them.
#   tests/servers/moto.sh [up]    starts it unless it runs, and prints NAME=VALUE lines (S3_ENDPOINT, keys, region)
#   tests/servers/moto.sh down    stops it and forgets what it holds
# Needs Linux and root; installs debootstrap by apt when it is missing. Exit code 3: not possible here, and why.
# Environment: SID_ROOT (/opt/sid), DEBIAN_MIRROR, MOTO_PORT (5090).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/sid.sh"

port="${MOTO_PORT:-5090}"
inside="/srv/s3sync-moto-$port" # its folder as programs in the chroot see it
data="$SID_ROOT$inside"         # and as this script does

show() {
  cat <<LINES
S3_ENDPOINT=http://127.0.0.1:$port
S3_ACCESS_KEY=testkey
S3_SECRET_KEY=testsecret
S3_REGION=us-east-1
LINES
}

answers() { curl -fs -o /dev/null --max-time 5 "http://127.0.0.1:$port/moto-api/"; }

pid_of() { # its process id while it runs; a reused id is not taken for it
  local pid
  pid="$(cat "$data/pid" 2>/dev/null)" || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q "moto_server.*$port" || return 1
  echo "$pid"
}

down() {
  local pid
  if pid="$(pid_of)"; then
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 50); do
      pid_of >/dev/null || break
      sleep 0.1
    done
    if pid_of >/dev/null; then kill -9 "$pid"; fi
  fi
  rm -rf "$data"
}

up() {
  command -v curl >/dev/null || sid_stop "needs curl."
  sid_ready
  sid_install moto_server flask -- python3-moto python3-flask python3-flask-cors
  if pid_of >/dev/null && answers; then
    sid_say "already up"
    return 0
  fi
  ! answers || sid_stop "port $port answers already, by another program; MOTO_PORT names another."
  down
  mkdir -p "$data"
  setsid chroot "$SID_ROOT" env PYTHONUNBUFFERED=1 MOTO_S3_DEFAULT_KEY_BUFFER_SIZE=67108864 moto_server -H 127.0.0.1 -p "$port" >"$data/log" 2>&1 </dev/null &
  echo $! >"$data/pid"
  for _ in $(seq 200); do
    answers && return 0
    pid_of >/dev/null || { tail -n 20 "$data/log" >&2; sid_stop "moto_server ended; its last words are above."; }
    sleep 0.1
  done
  sid_stop "moto_server does not answer on port $port; see $data/log."
}

case "${1:-up}" in
  up)
    up
    show
    ;;
  down)
    sid_require
    down
    ;;
  *)
    echo "usage: tests/servers/moto.sh [up|down]" >&2
    exit 2
    ;;
esac

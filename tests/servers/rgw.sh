#!/usr/bin/env bash
# An S3 endpoint that nobody here wrote: Ceph RGW over one monitor and one OSD that keeps objects in memory, on loopback, in a Debian sid chroot.
#   tests/servers/rgw.sh [up]    starts it unless it runs, and prints NAME=VALUE lines (S3_ENDPOINT, S3_ENDPOINT_TLS, S3_CA_CERT, keys, region)
#   tests/servers/rgw.sh down    stops it and forgets what it holds
#   tests/servers/rgw.sh purge   the same, and removes the chroot
# Needs Linux and root; installs debootstrap by apt when it is missing. Exit code 3: not possible here, and why.
# Environment: SID_ROOT (/opt/sid), DEBIAN_MIRROR, RGW_PORT (7480), RGW_TLS_PORT (7443), RGW_MON_PORT (16789, and the next one).
# Two users: testkey/testsecret, altkey/altsecret. SSE-KMS keys: testkey-1, testkey-2. Storage classes: those of $classes.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
. "$here/sid.sh"

port="${RGW_PORT:-7480}"
tls_port="${RGW_TLS_PORT:-7443}"
mon_port="${RGW_MON_PORT:-16789}"
classes="STANDARD_IA REDUCED_REDUNDANCY GLACIER"
inside="/srv/s3sync-rgw-$port" # the cluster's folder as programs in the chroot see it
data="$SID_ROOT$inside"        # and as this script does

show() {
  cat <<LINES
S3_ENDPOINT=http://127.0.0.1:$port
S3_ENDPOINT_TLS=https://127.0.0.1:$tls_port
S3_CA_CERT=$data/ca.crt
S3_ACCESS_KEY=testkey
S3_SECRET_KEY=testsecret
S3_ALT_ACCESS_KEY=altkey
S3_ALT_SECRET_KEY=altsecret
S3_REGION=us-east-1
LINES
}

answers() { curl -fs -o /dev/null --max-time 5 "http://127.0.0.1:$port/"; }

pid_of() { # the daemon's process id while it runs; a reused id is not taken for it
  local pid
  pid="$(cat "$data/run/$1.pid" 2>/dev/null)" || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF -- "$inside/ceph.conf" || return 1
  echo "$pid"
}

stop_daemon() {
  local pid
  pid="$(pid_of "$1")" || return 0
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 100); do
    pid_of "$1" >/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
}

down() {
  local name
  for name in rgw osd mon; do stop_daemon "$name"; done
  rm -rf "$data"
}

start_daemon() { # start_daemon NAME PROGRAM ARGUMENT...: setsid and chroot both exec, so $! is the daemon itself
  local name="$1"
  shift
  setsid chroot "$SID_ROOT" "$@" -f -c "$inside/ceph.conf" >"$data/log/$name.out" 2>&1 </dev/null &
  echo $! >"$data/run/$name.pid"
}

ceph() { sid_run timeout 60 "$@" -c "$inside/ceph.conf"; }

admin() {
  ceph radosgw-admin -n client.rgw.lab "$@" >>"$data/log/admin.out" 2>&1 && return 0
  tail -n 5 "$data/log/admin.out" >&2
  sid_stop "radosgw-admin $1 $2 failed."
}

make_certificate() { # a CA of its own, and a server certificate signed by it
  local name="subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1"
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=S3Sync test CA" -addext basicConstraints=critical,CA:TRUE \
    -keyout "$data/ca.key" -out "$data/ca.crt" 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout "$data/tls.key" -out "$data/tls.csr" 2>/dev/null
  openssl x509 -req -in "$data/tls.csr" -CA "$data/ca.crt" -CAkey "$data/ca.key" -CAcreateserial -days 3650 \
    -extfile <(printf '%s\nbasicConstraints=CA:FALSE\n' "$name") -out "$data/tls.crt" 2>/dev/null
  cat "$data/tls.crt" "$data/tls.key" >"$data/tls.pem"
}

write_configuration() { # write_configuration CLUSTER-ID
  cat >"$data/ceph.conf" <<CONF
[global]
fsid = $1
mon_host = [v2:127.0.0.1:$((mon_port + 1)),v1:127.0.0.1:$mon_port]
# One machine, one user, loopback: no keys between the daemons.
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
ms_bind_ipv6 = false
run_dir = $inside/run
admin_socket = $inside/run/\$name.asok
log_file = $inside/log/\$name.log
crash_dir = $inside/log
# A single copy of everything, in few placement groups that nobody resizes.
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pgp_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_warn_on_pool_no_redundancy = false
$(printf 'debug_%s = 0/0\n' ms osd memstore filer objecter rados mon paxos auth optracker objclass rgw)

[mon]
mon_data = $inside/mon
mon_cluster_log_file = $inside/log/cluster.log
mon_data_avail_warn = 1
mon_data_avail_crit = 1

[osd]
osd_data = $inside/osd
osd_objectstore = memstore
memstore_device_bytes = ${RGW_BYTES:-17179869184}
osd_class_load_list = *
osd_class_default_list = *
osd_op_num_shards = 2
osd_op_num_threads_per_shard = 2
osd_op_queue = wpq
osd_mclock_skip_benchmark = true
osd_enable_op_tracker = false
# Short logs: every entry of them is memory here.
osd_min_pg_log_entries = 50
osd_max_pg_log_entries = 100
osd_pg_log_dups_tracked = 100

[client.rgw.lab]
rgw_data = $inside/rgw
keyring = $inside/rgw/keyring
ms_mon_client_mode = crc
rgw_frontends = beast endpoint=127.0.0.1:$port ssl_endpoint=127.0.0.1:$tls_port ssl_certificate=$inside/tls.pem
rgw_dns_name = localhost
rgw_crypt_require_ssl = false
rgw_crypt_s3_kms_backend = testing
rgw_crypt_s3_kms_encryption_keys = testkey-1=YmluCmJvb3N0CmJvb3N0LWJ1aWxkCmNlcGguY29uZgo= testkey-2=aWIKTWFrZWZpbGUKbWFuCm91dApzcmMKVGVzdGluZwo=
rgw_override_bucket_index_max_shards = 1
rgw_dynamic_resharding = false
rgw_gc_obj_min_wait = 10
rgw_gc_processor_period = 20
rgw_enable_usage_log = false
rgw_enable_ops_log = false
rgw_thread_pool_size = 64
CONF
}

start_cluster() {
  local cluster osd
  cluster="$(cat /proc/sys/kernel/random/uuid)"
  osd="$(cat /proc/sys/kernel/random/uuid)"
  mkdir -p "$data"/{mon,osd,run,log,rgw}
  make_certificate
  write_configuration "$cluster"
  sid_run monmaptool --create --fsid "$cluster" --addv a "[v2:127.0.0.1:$((mon_port + 1)),v1:127.0.0.1:$mon_port]" "$inside/monmap" >/dev/null
  sid_run ceph-authtool --create-keyring "$inside/mon.keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  # The daemon refuses to start without a key of its own, although nobody asks for it.
  sid_run ceph-authtool --create-keyring "$inside/rgw/keyring" --gen-key -n client.rgw.lab >/dev/null
  ceph ceph-mon --mkfs -i a --monmap "$inside/monmap" --keyring "$inside/mon.keyring"
  start_daemon mon ceph-mon -i a
  ceph ceph osd new "$osd" >/dev/null
  ceph ceph-osd -i 0 --mkfs --osd-uuid "$osd" >"$data/log/osd-mkfs.out" 2>&1
  start_daemon osd ceph-osd -i 0
  for _ in $(seq 150); do
    ceph ceph osd stat 2>/dev/null | grep -q '1 up' && return 0
    sleep 0.2
  done
  sid_stop "the OSD did not come up; see $data/log."
}

make_accounts() {
  local class
  admin user create --uid=lab --display-name=lab --access-key=testkey --secret=testsecret "--caps=users=*;buckets=*"
  admin user create --uid=alt --display-name=alt --access-key=altkey --secret=altsecret
  for class in $classes; do
    admin zonegroup placement add --rgw-zonegroup=default --placement-id=default-placement "--storage-class=$class"
    admin zone placement add --rgw-zone=default --placement-id=default-placement "--storage-class=$class" --data-pool=default.rgw.buckets.data
  done
}

start_gateway() {
  start_daemon rgw radosgw -n client.rgw.lab
  for _ in $(seq 300); do
    answers && return 0
    pid_of rgw >/dev/null || { tail -n 20 "$data/log/rgw.out" >&2; sid_stop "radosgw ended; its last words are above."; }
    sleep 0.1
  done
  sid_stop "radosgw does not answer on port $port; see $data/log."
}

up() {
  command -v curl >/dev/null || sid_stop "needs curl."
  command -v openssl >/dev/null || sid_stop "needs openssl."
  sid_ready
  sid_install radosgw ceph-mon ceph-osd ceph -- radosgw ceph-mon ceph-osd ceph-common
  if pid_of rgw >/dev/null && answers; then
    sid_say "already up"
    return 0
  fi
  ! answers || sid_stop "port $port answers already, by another program; RGW_PORT, RGW_TLS_PORT and RGW_MON_PORT name others."
  down
  trap down EXIT # what comes up half is taken down
  start_cluster
  make_accounts
  start_gateway
  trap - EXIT
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
  purge)
    sid_require
    down
    sid_purge
    ;;
  *)
    echo "usage: tests/servers/rgw.sh [up|down|purge]" >&2
    exit 2
    ;;
esac

# A Debian sid system in a folder, for servers and clients newer than the machine's own. Source it: its functions begin with sid_.
# SID_ROOT names the folder (/opt/sid), DEBIAN_MIRROR where packages come from (the machine's own apt source).
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
SID_ROOT="${SID_ROOT:-/opt/sid}"

sid_say() { echo "${0##*/}: $*" >&2; }

sid_stop() { # sid_stop SENTENCE: ends the script with exit code 3, which means "cannot on this machine"
  sid_say "$*"
  exit 3
}

sid_require() { # what the scripts cannot do without
  [ "$(uname -s)" = Linux ] || sid_stop "needs Linux: it runs Debian packages in a chroot; this is $(uname -s)."
  [ "$(uname -m)" = x86_64 ] || sid_stop "needs an x86_64 machine; this is $(uname -m)."
  [ "$(id -u)" -eq 0 ] || sid_stop "needs root, for chroot and mount; run it as root or by sudo."
}

sid_is_made() { # debootstrap removes its own folder last, so a cut-short one is not taken for a whole
  [ -x "$SID_ROOT/usr/bin/apt-get" ] && [ ! -d "$SID_ROOT/debootstrap" ]
}

sid_mirror() {
  if [ -n "${DEBIAN_MIRROR:-}" ]; then
    echo "$DEBIAN_MIRROR"
    return
  fi
  local sources=()
  mapfile -t sources < <(ls /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null)
  [ "${#sources[@]}" -gt 0 ] || return 0
  awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z]+:/) { print $i; exit } }' "${sources[@]}"
}

sid_make() {
  local mirror
  mirror="$(sid_mirror)"
  [ -n "$mirror" ] || sid_stop "knows no Debian mirror; name one by DEBIAN_MIRROR."
  if ! command -v debootstrap >/dev/null; then
    command -v apt-get >/dev/null || sid_stop "needs debootstrap, and there is no apt-get to install it with."
    { apt-get update -q && apt-get install -y -q debootstrap; } >&2 || sid_stop "could not install debootstrap by apt-get."
  fi
  sid_say "making a Debian sid system in $SID_ROOT (about a minute)"
  debootstrap --variant=minbase sid "$SID_ROOT" "$mirror" >&2 || sid_stop "debootstrap failed; is '$mirror' a Debian mirror? DEBIAN_MIRROR names another."
}

sid_ready() { # makes the system when it is not there, and mounts what programs inside expect
  sid_require
  sid_is_made || sid_make
  # Packages must not start their services inside.
  printf '#!/bin/sh\nexit 101\n' >"$SID_ROOT/usr/sbin/policy-rc.d"
  chmod +x "$SID_ROOT/usr/sbin/policy-rc.d"
  { mountpoint -q "$SID_ROOT/proc" || mount -t proc proc "$SID_ROOT/proc"; } &&
    { mountpoint -q "$SID_ROOT/dev" || { mount --rbind /dev "$SID_ROOT/dev" && mount --make-rslave "$SID_ROOT/dev"; }; } &&
    { mountpoint -q "$SID_ROOT/sys" || mount --bind /sys "$SID_ROOT/sys"; } ||
    sid_stop "may not mount proc, dev and sys in $SID_ROOT; a container needs CAP_SYS_ADMIN for it."
}

sid_run() { chroot "$SID_ROOT" "$@"; }

sid_install() { # sid_install PROGRAM... -- PACKAGE...: installs the packages unless every program is there
  local program missing=0
  while [ "$1" != -- ]; do
    program="$1"
    [ -x "$SID_ROOT/usr/bin/$program" ] || missing=1
    shift
  done
  shift
  [ "$missing" -eq 1 ] || return 0
  sid_say "installing $* in $SID_ROOT"
  local log="$SID_ROOT/var/log/s3sync-install.log"
  # The lists that debootstrap left will do until one of their packages is gone; a mirror that stands still would refuse to renew them.
  sid_run apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 && return 0
  { sid_run apt-get update -q && sid_run apt-get install -y -q --no-install-recommends "$@"; } >>"$log" 2>&1 && return 0
  tail -n 20 "$log" >&2
  sid_stop "could not install $*; the end of $log is above."
}

sid_purge() { # removes the system; nothing that is still mounted is followed
  local folder
  for folder in sys dev proc; do
    mountpoint -q "$SID_ROOT/$folder" && umount -R -l "$SID_ROOT/$folder"
  done
  rm -rf --one-file-system "$SID_ROOT"
}

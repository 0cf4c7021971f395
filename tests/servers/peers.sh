#!/usr/bin/env bash
# Installs the peers that Debian packages (rclone, aws-cli 2) in a Debian sid chroot and prints how each is run from outside of it, one
# `NAME: COMMAND` a line. They run by the chroot's own loader and libraries, on this machine's paths.
#   tests/servers/peers.sh
# Needs Linux and root; installs debootstrap by apt when it is missing. Exit code 3: not possible here, and why. SID_ROOT: the chroot's folder.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/sid.sh"

sid_ready
sid_install rclone aws -- rclone awscli
usr="$SID_ROOT/usr"
loader="$SID_ROOT/lib64/ld-linux-x86-64.so.2 --library-path $usr/lib/x86_64-linux-gnu"
echo "rclone: $loader --argv0 rclone $usr/bin/rclone"
# aws is a Python script of the chroot's Python, which looks for its library where PYTHONHOME says.
echo "aws: env PYTHONHOME=$usr PYTHONDONTWRITEBYTECODE=1 $loader --argv0 python3 $usr/bin/python3 $usr/bin/aws"

#!/usr/bin/env bash
# install.sh DIR: puts Debian's Swift toolchain and what it needs into DIR, for inside.sh. Idempotent; changes nothing of
# the host. SWIFT_SUITE: trixie (Swift 6.0.3, default) or sid (6.2.x).
set -euo pipefail
exec "$(dirname "$0")/../../../xtask/debian/root.sh" "${1:?the folder to install into}" "${SWIFT_SUITE:-trixie}" \
    swiftlang libc6-dev libstdc++-14-dev

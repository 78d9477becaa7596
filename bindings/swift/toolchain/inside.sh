#!/bin/bash
# inside.sh DIR CMD...: runs CMD in DIR inside the Swift root SWIFT_ROOT, with the folders of SWIFT_SHARE (separated by
# colons) visible at the same paths. The command sees a clean environment and every OPSTAP_ variable; all it says goes to
# standard output. No mount outlives it, the network is the machine's. Needs root.
set -eu
R=${SWIFT_ROOT:?the folder that install.sh made}; SHARE=${SWIFT_SHARE:?folders to show inside}
D=$(cd "$1" && pwd); shift
mkdir -p "$R/proc" "$R/dev" "$R/tmp" "$R/root"
PASS=()
for name in $(compgen -e | grep '^OPSTAP_' || true); do PASS+=("$name=${!name}"); done
export R D SHARE
exec 2>&1
exec unshare --mount --propagation private bash -c '
  mount -t proc proc "$R/proc" && mount --bind /dev "$R/dev"
  IFS=:; for folder in $SHARE; do mkdir -p "$R$folder" && mount --bind "$folder" "$R$folder"; done; unset IFS
  for file in /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    [ ! -e "$file" ] || { mkdir -p "$R${file%/*}" && : >> "$R$file" && mount --bind "$file" "$R$file"; }
  done
  exec env -i HOME="/root" TERM=dumb LANG=C.UTF-8 PATH=/usr/libexec/swift/bin:/usr/bin:/bin "$@"' _ \
  "${PASS[@]}" /usr/bin/unshare --root="$R" --wd="$D" "$@"

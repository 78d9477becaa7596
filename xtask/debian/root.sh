#!/usr/bin/env bash
# root.sh DIR SUITE PACKAGE...: unpacks packages of a Debian suite, with all that they need, into DIR. Idempotent.
# Nothing of the host is changed: own apt state, packages are only unpacked. Needs apt-get, dpkg-deb and tar.
set -euo pipefail
ROOT=$(realpath -m "${1:?the folder to unpack into}")
SUITE=${2:?the suite}
shift 2
STAMP="$SUITE $* v2"
[ "$(cat "$ROOT/.stamp" 2>/dev/null || true)" = "$STAMP" ] && { echo "$1: ready"; exit 0; }
[ "$(dpkg --print-architecture)" = amd64 ] || { echo "$1: amd64 only" >&2; exit 1; }

# The archive the machine already uses, by its own configuration.
ARCHIVE=$(apt-get indextargets --format '$(REPO_URI)' 'Component: main' 2>/dev/null | grep -m1 '/debian/\?$' || true)
[ -n "$ARCHIVE" ] || ARCHIVE=$(awk '/^URIs:/ {print $2; exit} /^deb / {print $2; exit}' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null)
mkdir -p "$(dirname "$ROOT")"
S=$(mktemp -d "$(dirname "$ROOT")/.apt.XXXXXX"); NEW="$ROOT.new"
trap 'rm -rf "$S" "$NEW"' EXIT
rm -rf "$NEW"; mkdir -p "$NEW" "$S/lists/partial" "$S/cache/archives/partial"; : > "$S/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $ARCHIVE $SUITE main" > "$S/sources.list"
apt_() { apt-get -q -o Dir::State="$S" -o Dir::State::Lists="$S/lists" -o Dir::State::status="$S/status" \
    -o Dir::Cache="$S/cache" -o Dir::Etc::SourceList="$S/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o APT::Install-Recommends=0 \
    -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
    -o Acquire::Retries=3 -o APT::Sandbox::User=root "$@"; }
t0=$SECONDS
apt_ update >/dev/null
apt_ install -y --download-only "$@" >"$S/log" || { tail -20 "$S/log" >&2; exit 1; }
echo "$1: $(ls "$S"/cache/archives/*.deb | wc -l) packages, $(du -sm "$S/cache/archives" | cut -f1) MB in $((SECONDS-t0)) s"
t0=$SECONDS
mkdir -p "$NEW"/{usr/bin,usr/sbin,usr/lib,usr/lib64,proc,dev,tmp,root,etc}
for d in bin sbin lib lib64; do ln -s usr/$d "$NEW/$d"; done
# debuggers, editors' servers, documentation and static libraries are never used by our steps
for d in "$S"/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$d" | tar -x -C "$NEW" --keep-directory-symlink \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' --exclude='./usr/share/info' \
    --exclude='*/libexec/swift/bin/lldb*' --exclude='*/libexec/swift/bin/clangd' --exclude='*/libexec/swift/bin/docc' \
    --exclude='*/libexec/swift/bin/sourcekit-lsp' --exclude='*/libexec/swift/bin/wasmkit' --exclude='*/bin/repl_swift' \
    --exclude='*/libexec/swift/lib/liblldb*' --exclude='*/lib/swift_static' --exclude='*/lib/swift/embedded' \
    --exclude='*/libsourcekitdInProc.so' --exclude='*/libexec/swift/lib/libLTO*' \
    --exclude='*/libexec/gcc/*/cc1*' --exclude='*/libexec/gcc/*/lto1' --exclude='*/lib{a,t,l,hwa}san.*'
done
ldconfig -r "$NEW" 2>/dev/null
# Debian's Swift 6.2 misses the library of this overlay (Testing + Foundation): without it tests do not link.
[ -e "$NEW/usr/libexec/swift/lib/swift/linux/lib_Testing_Foundation.so" ] || \
  rm -rf "$NEW"/usr/libexec/swift/lib/swift/linux/{Testing.swiftcrossimport,_Testing_Foundation.swiftmodule}
echo "$STAMP" > "$NEW/.stamp"; rm -rf "$ROOT"; mv "$NEW" "$ROOT"
echo "$1: unpacked in $((SECONDS-t0)) s, $(du -sm "$ROOT" | cut -f1) MB"

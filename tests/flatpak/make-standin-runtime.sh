#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds a stand-in for org.gnome.Platform and org.gnome.Sdk out of Debian
# packages, so that an unmodified Flatpak manifest can be built, installed and
# run where Flathub cannot be reached.
#
# usage: make-standin-runtime.sh CACHE [SUITE [VERSION]]
#
#   CACHE    a folder to keep everything in; a second call with the same
#            arguments finds its work done and returns at once
#   SUITE    Debian suite to take the packages from (default: trixie)
#   VERSION  Flatpak branch to give the runtimes (default: the GNOME release
#            whose GTK and libadwaita SUITE carries: 48 for trixie, 51 for forky)
#
# Leaves in CACHE:
#   repo            OSTree repository with both runtimes (remote for install)
#   user-VERSION    a Flatpak user installation with both installed
#                   (use it with FLATPAK_USER_DIR)
#   root-SUITE      the SDK's tree as a plain chroot, unless KEEP_ROOT=0
#
# Environment: PLATFORM_EXTRA and SDK_EXTRA add packages, LOCALES lists the
# locales to compile, KEEP_ROOT=0 deletes the chroot at the end.
#
# Needs root, and mmdebstrap, flatpak and ostree installed.
set -eu

cache=${1:?usage: make-standin-runtime.sh CACHE [SUITE [VERSION]]}
suite=${2:-trixie}
fonts=fonts-adwaita-sans
case $suite in
  trixie) release=48 fonts= ;;
  forky) release=51 ;;
  *) release=${3:?give the VERSION for this suite} ;;
esac
version=${3:-$release}
arch=$(flatpak --default-arch)
locales=${LOCALES-de_DE fr_FR es_ES ja_JP ar_EG}

# What the real org.gnome.Platform also has (gnome-build-meta's
# elements/sdk-platform.bst); adding anything it lacks would let a build pass
# here that fails for users.
platform="libgtk-4-1 libgtk-4-bin libadwaita-1-0 libsecret-1-0 libsoup-3.0-0
  libjson-glib-1.0-0 libssl3t64 openssl
  glib-networking ca-certificates adwaita-icon-theme hicolor-icon-theme
  gsettings-desktop-schemas shared-mime-info librsvg2-common fonts-cantarell
  fonts-dejavu-core $fonts libglib2.0-bin dbus-bin gettext-base locales libc-bin
  tzdata flatpak-xdg-utils ${PLATFORM_EXTRA-}"
sdk="gcc libc6-dev meson ninja-build pkgconf make patch file bzip2 xz-utils
  binutils elfutils gettext desktop-file-utils appstream appstream-compose
  gtk-update-icon-cache libxml2-utils libgtk-4-dev libadwaita-1-dev
  libsecret-1-dev libssl-dev libsoup-3.0-dev libjson-glib-dev
  ${SDK_EXTRA-}"

mkdir -p "$cache"
cache=$(cd "$cache" && pwd)
exec 9> "$cache/lock"
flock 9

key=$( { cat "$0"; echo "$suite $version $arch $locales" $platform $sdk; } | sha256sum | cut -c1-16)
stamp=$cache/stamp-$version
root=$cache/root-$suite
repo=$cache/repo
user=$cache/user-$version
if [ "$(cat "$stamp" 2>/dev/null)" = "$key" ] && [ -d "$user/runtime/org.gnome.Sdk/$arch/$version/active" ] &&
   { [ "${KEEP_ROOT-1}" = 0 ] || [ -x "$root/usr/bin/gcc" ]; }; then
  echo "stand-in runtime $version from $suite: up to date"
  exit 0
fi
rm -f "$stamp"
say() { echo "[$(($(date +%s) - started))s] $*"; }
started=$(date +%s)

# The mirror this machine already uses, and its stance on old Release files.
index() { apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "$@" | head -n 1; }
mirror=$(index 'Label: Debian')
if [ -z "$mirror" ]; then # apt knows its mirrors only once it has their lists
  apt-get update > /dev/null
  mirror=$(index 'Label: Debian')
fi
[ -n "$mirror" ] || { echo "no Debian mirror in the apt configuration" >&2; exit 1; }
V=true
eval "$(apt-config shell V Acquire::Check-Valid-Until/b)"

cat > "$cache/dpkg.cfg" <<'EOF'
force-unsafe-io
path-exclude=/usr/share/doc/*
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/gtk-doc/*
path-exclude=/usr/share/lintian/*
EOF

say "packages of the Platform from $suite"
rm -rf --one-file-system "$root"
mmdebstrap --quiet --mode=root --variant=minbase \
  --aptopt="Acquire::Check-Valid-Until \"$V\"" --dpkgopt="$cache/dpkg.cfg" \
  --include="$(echo $platform | tr ' ' ,)" \
  --customize-hook='chroot "$1" sh -c "
    for l in '"$locales"'; do localedef -i \$l -f UTF-8 \$l.UTF-8; done"' \
  "$suite" "$root" "deb $mirror $suite main" > "$cache/bootstrap-$suite.log" 2>&1 ||
  { tail -n 30 "$cache/bootstrap-$suite.log" >&2; exit 1; }

[ -f "$repo/config" ] || ostree --repo="$repo" init --mode=bare-user-only

# export_runtime NAME: commits the tree's /usr, with /etc inside it, as a runtime.
export_runtime() {
  rm -rf "$root/usr/etc" "$root/files"
  cp -a "$root/etc" "$root/usr/etc"
  mkdir -p "$root/files"
  (
    cd "$root/usr/etc"
    rm -rf passwd* group* shadow* gshadow* subuid* subgid* hostname hosts resolv.conf \
      machine-id localtime timezone apt dpkg ld.so.cache mtab fstab .pwd.lock
  )
  cat > "$root/usr/etc/ld.so.conf" <<'EOF'
include /run/flatpak/ld.so.conf.d/app-*.conf
include /app/etc/ld.so.conf
/app/lib
include /run/flatpak/ld.so.conf.d/runtime-*.conf
include /etc/ld.so.conf.d/*.conf
EOF
  # Inside a sandbox PATH is /app/bin:/usr/bin. Flatpak calls ldconfig there;
  # glycin, which decodes images since GNOME 49, calls flatpak-spawn; and the real
  # runtime's xdg-open and xdg-email are the ones that ask the portal.
  [ -e "$root/usr/bin/ldconfig" ] || ln -s ../sbin/ldconfig "$root/usr/bin/ldconfig"
  for tool in flatpak-spawn xdg-open xdg-email; do
    ln -sf "../libexec/flatpak-xdg-utils/$tool" "$root/usr/bin/$tool"
  done
  cat > "$root/metadata" <<EOF
[Runtime]
name=$1
runtime=org.gnome.Platform/$arch/$version
sdk=org.gnome.Sdk/$arch/$version

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
EOF
  flatpak build-export --runtime --disable-fsync --no-update-summary \
    --subject="stand-in from Debian $suite" "$repo" "$root" "$version" > "$cache/export-$1.log" 2>&1 ||
    { cat "$cache/export-$1.log" >&2; exit 1; }
  rm -rf "$root/usr/etc" "$root/files" "$root/metadata"
}

say "export org.gnome.Platform//$version"
export_runtime org.gnome.Platform

say "packages of the Sdk"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
[ ! -e /etc/hosts ] || cp -L /etc/hosts "$root/etc/hosts"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
chroot "$root" sh -eu -c '
  export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
  apt-get -o Acquire::Check-Valid-Until="$1" update
  shift
  apt-get install -y --no-install-recommends "$@"
  apt-get clean' sh "$V" $sdk > "$cache/sdk-$suite.log" 2>&1 ||
  { tail -n 30 "$cache/sdk-$suite.log" >&2; exit 1; }
rm "$root/usr/sbin/policy-rc.d"
# flatpak-builder before 1.3.4 moves the metainfo file to share/appdata and runs
# appstream-compose; appstreamcli, which took its place, reads share/metainfo.
if [ ! -e "$root/usr/bin/appstream-compose" ]; then
  cat > "$root/usr/bin/appstream-compose" <<'EOF'
#!/bin/sh
set -eu
prefix=/app origin=flatpak id=
for a; do
  case $a in
    --prefix=*) prefix=${a#*=} ;;
    --origin=*) origin=${a#*=} ;;
    --*) ;;
    *) id=$a ;;
  esac
done
data=$prefix/share/app-info
mkdir -p "$prefix/share/metainfo"
if [ -e "$prefix/share/appdata/$id.appdata.xml" ]; then
  ln -f "$prefix/share/appdata/$id.appdata.xml" "$prefix/share/metainfo/$id.metainfo.xml"
fi
appstreamcli compose --no-color --prefix=/ --origin="$origin" --components="$id" \
  --icon-policy=48x48=ignored,48x48@2=ignored,64x64=cached,64x64@2=ignored,128x128=cached,128x128@2=cached \
  --result-root="$prefix" --data-dir="$data/xmls" --icons-dir="$data/icons/$origin" "$prefix"
mv "$data/xmls/$origin.xml.gz" "$data/xmls/$id.xml.gz"
EOF
  chmod 755 "$root/usr/bin/appstream-compose"
fi

say "export org.gnome.Sdk//$version"
export_runtime org.gnome.Sdk

say "install both into a user installation"
rm -rf "$user"
flatpak build-update-repo --no-update-appstream "$repo" > /dev/null
export FLATPAK_USER_DIR="$user"
flatpak --user remote-add --no-gpg-verify standin "file://$repo"
flatpak --user install -y --noninteractive standin "org.gnome.Platform//$version" "org.gnome.Sdk//$version"
[ "${KEEP_ROOT-1}" != 0 ] || rm -rf "$root"
ostree --repo="$repo" prune --refs-only --depth=0 > /dev/null
echo "$key" > "$stamp"
say "done: $(du -sm "$cache" | cut -f1) MB in the cache"

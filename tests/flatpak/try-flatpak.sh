#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the manifest against a stand-in for org.gnome.Platform made of Debian packages, installs
# it, diagnoses from inside the sandbox and opens the window. Speaks TAP.
#
# usage: try-flatpak.sh SOURCE CACHE [SUITE VERSION]
#
# The manifest's own module is built as it stands. GNU SASL's release tarball cannot be fetched
# where only Debian's packages can be had, so that one module is filled from SUITE's package of
# the same library; everything else of the manifest stays.
set -eu
src=$(cd "$1" && pwd)
mkdir -p "$2"
cache=$(cd "$2" && pwd)
suite=${3-trixie}
version=${4-48}
here=$(cd "$(dirname "$0")" && pwd)
app=io.github.outboxdoctor.OutboxDoctor
manifest=$src/flatpak/$app.json

if [ -z "${STAGE-}" ]; then
  echo "1..7"
  for tool in flatpak flatpak-builder ostree mmdebstrap bwrap; do
    command -v $tool > /dev/null || { echo "Bail out! $tool is missing: build-aux/install-deps"; exit 1; }
  done
  if ! "$here/make-standin-runtime.sh" "$cache" "$suite" "$version" > "$cache.log" 2>&1; then
    sed 's/^/# /' "$cache.log"
    echo "Bail out! the stand-in runtime could not be made"
    exit 1
  fi
  work=$(mktemp -d "$cache/work.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  # flatpak run hands the caller's environment to the app: start from an empty one.
  env -i STAGE=build WORK="$work" PATH=/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 \
    sh "$here/try-flatpak.sh" "$src" "$cache" "$suite" "$version"
  exit
fi

export HOME="$WORK/home" XDG_RUNTIME_DIR="$WORK/run" FLATPAK_USER_DIR="$WORK/user"
number=${NUMBER-0}
# result STATUS NAME
result() {
  number=$((number + 1))
  if [ "$1" = 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; fi
}

if [ "$STAGE" = build ]; then
  mkdir -p "$HOME"
  mkdir -m 700 "$XDG_RUNTIME_DIR"
  flatpak --user remote-add --no-gpg-verify standin "file://$cache/repo"
  flatpak --user install -y --noninteractive standin \
    "org.gnome.Platform//$version" "org.gnome.Sdk//$version" > "$WORK/install.log" 2>&1

  # GNU SASL and what Debian's build of it links to, as the module would leave them in /app.
  mkdir -p "$WORK/gsasl/root"
  tree=$cache/root-$suite
  cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
  chroot "$tree" sh -euc 'rm -rf /root/debs && mkdir /root/debs && cd /root/debs &&
    apt-get -o APT::Sandbox::User=root download libgsasl18 libgsasl-dev libgssglue1 libidn12 libntlm0' \
    > "$WORK/debs.log" 2>&1 || { sed 's/^/# /' "$WORK/debs.log"; echo "Bail out! no GNU SASL"; exit 1; }
  for deb in "$tree"/root/debs/*.deb; do dpkg-deb -x "$deb" "$WORK/gsasl/root"; done
  mkdir -p "$WORK/gsasl/app/lib/pkgconfig"
  cp -a "$WORK"/gsasl/root/usr/lib/*/*.so* "$WORK/gsasl/app/lib/"
  cp -a "$WORK"/gsasl/root/usr/include "$WORK/gsasl/app/include"
  sed 's#^prefix=.*#prefix=/app#; s#^libdir=.*#libdir=/app/lib#; s#^includedir=.*#includedir=/app/include#; /Requires.private/d' \
    "$WORK"/gsasl/root/usr/lib/*/pkgconfig/libgsasl.pc > "$WORK/gsasl/app/lib/pkgconfig/libgsasl.pc"
  /usr/bin/python3 "$here/offline-manifest.py" "$manifest" "$src" "$WORK/gsasl/app" "$version" \
    > "$WORK/$app.json"

  status=0
  fuse=
  [ -w /dev/fuse ] || fuse=--disable-rofiles-fuse
  flatpak-builder --user $fuse --force-clean --state-dir="$WORK/state" --repo="$WORK/repo" \
    "$WORK/build" "$WORK/$app.json" > "$WORK/build.log" 2>&1 || status=$?
  [ $status = 0 ] || tail -n 40 "$WORK/build.log" | sed 's/^/# /'
  result $status "the manifest builds"
  flatpak --user remote-add --no-gpg-verify ours "file://$WORK/repo"
  NUMBER=$number STAGE=session exec dbus-run-session --config-file="$("$here/bare-bus.sh" "$WORK")" -- \
    sh "$here/try-flatpak.sh" "$src" "$cache" "$suite" "$version"
fi

# A session bus with nothing on it but what Flatpak brings.
export DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS"
status=0
flatpak --user install -y --noninteractive ours "$app" > "$WORK/install-app.log" 2>&1 || status=$?
result $status "it installs"

status=0
flatpak run --command=outbox-doctor-cli "$app" practice healthy --json > "$WORK/healthy.json" 2> "$WORK/healthy.log" || status=$?
[ $status = 0 ] || sed 's/^/# /' "$WORK/healthy.log" "$WORK/healthy.json" | head -n 40
result $status "a healthy practice mailbox is healthy from inside the sandbox"

status=0
flatpak run --command=outbox-doctor-cli "$app" practice relay-denied --json > "$WORK/denied.json" 2>&1 || status=$?
if [ $status = 1 ] && grep -q '"auth-required"' "$WORK/denied.json"; then status=0; else status=1; fi
result $status "relaying denied is named from inside the sandbox"

# The system's keyring, with a portal beside it as on a desktop.
printf opensesame | gnome-keyring-daemon --unlock --components=secrets --foreground \
  > "$WORK/keyring.log" 2>&1 &
keyring=$!
mkfifo "$WORK/port"
/usr/bin/python3 "$here/keyring-helpers.py" > "$WORK/port" 2> "$WORK/helpers.log" &
helpers=$!
read -r port < "$WORK/port"
gdbus wait --session --timeout 20 org.freedesktop.secrets
printf 'kept from inside' | flatpak run --command=outbox-doctor-cli "$app" \
  diagnose anna@larkspur.example --host mail.larkspur.example --port 2525 --security none \
  --username anna@larkspur.example --authentication plain --allow-plaintext-password \
  --only-typed --offline --password-file - --store \
  --connect-to "mail.larkspur.example:2525:127.0.0.1:$port" > "$WORK/store.log" 2>&1 || :
status=1
[ "$(secret-tool lookup address anna@larkspur.example)" != 'kept from inside' ] || status=0
[ ! -s "$WORK/helpers.log" ] || status=1
[ $status = 0 ] || sed 's/^/# /' "$WORK/store.log" "$WORK/helpers.log" "$WORK/keyring.log"
result $status "what is stored from inside the sandbox is in the system's keyring"
kill $helpers $keyring

Xvfb -displayfd 3 -screen 0 1024x960x24 -nolisten tcp 3> "$WORK/display" 2> "$WORK/xvfb.log" &
xvfb=$!
trap 'kill $xvfb 2> /dev/null || :' EXIT
tries=0
until [ -s "$WORK/display" ] || [ $tries = 100 ]; do tries=$((tries + 1)); read -r _ < /dev/null || sleep 0.1; done
DISPLAY=:$(cat "$WORK/display")
export DISPLAY
flatpak run --env=GSK_RENDERER=cairo "$app" > "$WORK/window.log" 2>&1 &
window=$!
status=1
tries=0
while [ $tries -lt 300 ]; do
  tries=$((tries + 1))
  if xwininfo -root -tree | grep -Eq 'outbox.* [0-9]{3,}x[0-9]{3,}'; then status=0; break; fi
  kill -0 $window 2> /dev/null || break
  sleep 0.1
done
[ $status = 0 ] || { sed 's/^/# /' "$WORK/window.log"; xwininfo -root -tree | sed 's/^/# /'; }
result $status "its window opens"
# Until something is drawn; a picture of one colour is an empty window.
status=1
tries=0
while [ $tries -lt 100 ]; do
  tries=$((tries + 1))
  import -window root "$cache/window.png"
  [ "$(identify -format '%k' "$cache/window.png")" -lt 200 ] || { status=0; break; }
  sleep 0.1
done
result $status "and is drawn"
flatpak kill "$app" || :
wait $window || :

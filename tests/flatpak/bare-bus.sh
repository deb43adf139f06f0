#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the configuration of a session bus that starts nothing but what Flatpak itself brings (so
# that no desktop portal answers) into the folder $1, and prints its path.
set -eu
mkdir -p "$1/services"
cp /usr/share/dbus-1/services/org.freedesktop.Flatpak.service \
  /usr/share/dbus-1/services/org.freedesktop.portal.Flatpak.service "$1/services"
cat > "$1/bus.conf" <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>$1/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
EOF
echo "$1/bus.conf"

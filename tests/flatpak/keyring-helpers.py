#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the keyring's part of the Flatpak test needs beside a keyring; prints a port and stays.

- a mail server that takes every sign-in, on the port printed
- a Secret portal, as every desktop has one: where libsecret sees it, its password functions keep
  secrets in a file of the app's own, which no password manager shows; ours must not
"""
import pathlib
import sys

from gi.repository import Gio, GLib

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from smtpserver import Server  # noqa: E402  pylint: disable=wrong-import-position

PORTAL = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.freedesktop.portal.Secret">
  <method name="RetrieveSecret"><arg type="h" direction="in"/><arg type="a{sv}" direction="in"/>
  <arg type="o" direction="out"/></method><property name="version" type="u" access="read"/>
  </interface></node>''').interfaces[0]


def refuse(_bus, _sender, _path, _interface, method, _arguments, invocation):
    """Whoever asks the portal for a key has chosen the wrong way."""
    print(f'the portal was asked: {method}', file=sys.stderr, flush=True)
    invocation.return_dbus_error('org.freedesktop.DBus.Error.Failed', 'not here')


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object('/org/freedesktop/portal/desktop', PORTAL, refuse,
                        lambda *_: GLib.Variant('u', 1), None)
    server = Server(b'235 ok')
    Gio.bus_own_name_on_connection(bus, 'org.freedesktop.portal.Desktop', 0,
                                   lambda *_: print(server.port, flush=True), None)
    GLib.MainLoop().run()


main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Secret Service for the days on which a real keyring is of no use in a test: locked, with a
prompt that somebody dismisses or never answers, or gone in the middle of a call.

  mock_secrets.py [--locked] [--prompt accept|dismiss|never|die] [--on METHOD=die|hang|fail]...

METHOD is one of the D-Bus interface (https://specifications.freedesktop.org/secret-service):
OpenSession, SearchItems, Unlock, GetSecret, CreateItem, Delete, Prompt, Dismiss. Prints READY once
it owns its name on $DBUS_SESSION_BUS_ADDRESS. Secrets stay in this process and are never printed.
"""
import argparse
import os
import sys

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.secrets'
ROOT = '/org/freedesktop/secrets'
LOGIN = f'{ROOT}/collection/login'
DEFAULT = f'{ROOT}/aliases/default'
SESSION = f'{ROOT}/session/one'
PREFIX = 'org.freedesktop.Secret.'
NOTHING = '/'
# How long a person takes for a prompt, in milliseconds.
THOUGHT = 700
SECRET = '(oayays)'

# Interface → (methods: name → (in, out), properties: name → type).
INTERFACES = {
    'Service': ({'OpenSession': ('sv', 'vo'), 'SearchItems': ('a{ss}', 'aoao'),
                 'Unlock': ('ao', 'aoo'), 'Lock': ('ao', 'aoo'),
                 'GetSecrets': ('aoo', f'a{{o{SECRET}}}'), 'ReadAlias': ('s', 'o')},
                {'Collections': 'ao'}),
    'Collection': ({'CreateItem': (f'a{{sv}}{SECRET}b', 'oo')},
                   {'Items': 'ao', 'Label': 's', 'Locked': 'b'}),
    'Item': ({'Delete': ('', 'o'), 'GetSecret': ('o', SECRET)},
             {'Label': 's', 'Locked': 'b', 'Attributes': 'a{ss}', 'Created': 't', 'Modified': 't'}),
    'Session': ({'Close': ('', '')}, {}),
    'Prompt': ({'Prompt': ('s', ''), 'Dismiss': ('', '')}, {}),
}


def split(signature):
    """The complete types of a D-Bus signature, one by one."""
    while signature:
        end = next(n for n in range(1, len(signature) + 1)
                   if GLib.VariantType.string_is_valid(signature[:n]))
        yield signature[:end]
        signature = signature[end:]


def describe():
    """The interfaces above, as GDBus wants to know them."""
    lines = ['<node>']
    for name, (methods, properties) in INTERFACES.items():
        lines.append(f'<interface name="{PREFIX}{name}">')
        for method, signatures in methods.items():
            lines.append(f'<method name="{method}">')
            lines += [f'<arg type="{one}" direction="{way}"/>'
                      for way, signature in zip(('in', 'out'), signatures)
                      for one in split(signature)]
            lines.append('</method>')
        lines += [f'<property name="{key}" type="{kind}" access="read"/>'
                  for key, kind in properties.items()]
        if name == 'Prompt':
            lines.append('<signal name="Completed"><arg type="b"/><arg type="v"/></signal>')
        lines.append('</interface>')
    info = Gio.DBusNodeInfo.new_for_xml('\n'.join(lines + ['</node>']))
    return {one.name[len(PREFIX):]: one for one in info.interfaces}


class Refusal(Exception):
    """A D-Bus error: its name is the argument."""


class Keyring:
    def __init__(self, bus, options):
        self.bus, self.locked, self.prompt = bus, options.locked, options.prompt
        self.faults = dict(fault.split('=') for fault in options.on)
        self.items = {}    # path → (attributes, secret, content type, label)
        self.prompts = {}  # path → the objects to unlock
        self.interfaces = describe()
        for path, interface in ((ROOT, 'Service'), (LOGIN, 'Collection'), (DEFAULT, 'Collection'),
                                (SESSION, 'Session')):
            self.register(path, interface)

    def register(self, path, interface):
        return self.bus.register_object(path, self.interfaces[interface], self.called, self.get,
                                        None)

    def called(self, _bus, _sender, path, _interface, method, arguments, invocation):
        fault = self.faults.get(method)
        if fault == 'die':
            os._exit(1)
        if fault == 'hang':
            return
        try:
            if fault == 'fail':
                raise Refusal('org.freedesktop.DBus.Error.Failed')
            values = getattr(self, 'do_' + method)(path, *arguments.unpack())
            out = next(methods[method][1] for methods, _ in INTERFACES.values()
                       if method in methods)
            invocation.return_value(GLib.Variant(f'({out})', values))
        except Refusal as refusal:
            invocation.return_dbus_error(str(refusal), 'as the test wants it')

    def get(self, _bus, _sender, path, _interface, name):
        attributes, _, _, label = self.items.get(path, ({}, b'', '', 'Login'))
        values = {'Collections': ('ao', [LOGIN]), 'Items': ('ao', list(self.items)),
                  'Locked': ('b', self.locked), 'Label': ('s', label),
                  'Attributes': ('a{ss}', attributes), 'Created': ('t', 0), 'Modified': ('t', 0)}
        return GLib.Variant(*values[name])

    # --- the service's methods; each returns what D-Bus does ---

    def do_OpenSession(self, _path, algorithm, _parameter):
        if algorithm != 'plain':  # the client then asks for this one
            raise Refusal('org.freedesktop.DBus.Error.NotSupported')
        return GLib.Variant('s', ''), SESSION

    def do_Close(self, _path):
        return ()

    def do_ReadAlias(self, _path, _alias):
        return (LOGIN,)

    def do_SearchItems(self, _path, wanted):
        found = [path for path, item in self.items.items() if wanted.items() <= item[0].items()]
        return ([], found) if self.locked else (found, [])

    def do_Lock(self, _path, objects):
        self.locked = True
        return objects, NOTHING

    def do_Unlock(self, _path, objects):
        if not self.locked:
            return objects, NOTHING
        path = f'{ROOT}/prompt/p{len(self.prompts)}'
        self.prompts[path] = objects
        self.register(path, 'Prompt')
        return [], path

    def do_Prompt(self, path, _window):
        if self.prompt == 'die':
            GLib.timeout_add(THOUGHT, os._exit, 1)
        elif self.prompt != 'never':
            GLib.timeout_add(THOUGHT, self.answer, path, self.prompt == 'dismiss')
        return ()

    def do_Dismiss(self, path):
        self.answer(path, True)
        return ()

    def answer(self, path, dismissed):
        self.locked = dismissed
        unlocked = GLib.Variant('ao', [] if dismissed else self.prompts[path])
        self.bus.emit_signal(None, path, PREFIX + 'Prompt', 'Completed',
                             GLib.Variant('(bv)', (dismissed, unlocked)))
        return GLib.SOURCE_REMOVE

    def do_GetSecrets(self, _path, paths, _session):
        return ({path: (SESSION, b'', *self.items[path][1:3]) for path in paths
                 if path in self.items and not self.locked},)

    def do_GetSecret(self, path, _session):
        if self.locked:
            raise Refusal(PREFIX + 'Error.IsLocked')
        return ((SESSION, b'', *self.items[path][1:3]),)

    def do_CreateItem(self, _path, properties, secret, _replace):
        if self.locked:
            raise Refusal(PREFIX + 'Error.IsLocked')
        attributes = properties[PREFIX + 'Item.Attributes']
        path = next((path for path, item in self.items.items() if item[0] == attributes), None)
        if path is None:
            path = f'{LOGIN}/i{len(self.items)}'
            self.register(path, 'Item')
        self.items[path] = (attributes, bytes(secret[2]), secret[3],
                            properties[PREFIX + 'Item.Label'])
        return path, NOTHING

    def do_Delete(self, path):
        del self.items[path]
        return (NOTHING,)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--locked', action='store_true')
    parser.add_argument('--prompt', choices=('accept', 'dismiss', 'never', 'die'), default='accept')
    parser.add_argument('--on', action='append', default=[], metavar='METHOD=FAULT')
    options = parser.parse_args()
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    Keyring(bus, options)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.REPLACE,
                                   lambda *_: print('READY', flush=True),
                                   lambda *_: sys.exit(f'{NAME} is taken'))
    GLib.MainLoop().run()


if __name__ == '__main__':
    main()

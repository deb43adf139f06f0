# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the rows of setups: a namespace, a certificate, a name and a real server each."""

import subprocess
import sys
import threading
import time

from . import dovecot
from .kinds import KINDS
from .network import address4, address6, freeze
from .setups import SASL, SETUPS

START_LIMIT = 60
LOG_LINES = 40
FAULTS = {'deaf': ('DROP',), 'refused': ('REJECT', '--reject-with', 'tcp-reset')}


class ServerError(Exception):
    """A server of the lab does not run."""


class Servers:
    """All servers of a lab; a row is started when the first scenario asks for it."""

    def __init__(self, network, authority, names, password):
        self.network, self.authority, self.names = network, authority, names
        self.password = password
        self.spaces = {}
        self.running = {}
        self._guards = {key: threading.Lock() for key in [*SETUPS, *SASL]}
        self._sasl = {}
        self._hosts = {key: f'1.{10 + n}' for n, key in enumerate(SETUPS)}

    def address(self, key):
        """The IPv4 address of the row KEY."""
        return address4(self._hosts[key])

    def addresses(self, key):
        """Both addresses of the row KEY."""
        return address4(self._hosts[key]), address6(self._hosts[key])

    @staticmethod
    def number(key):
        """A number of its own for the row KEY, for as many further addresses as it wants."""
        several = [k for k, row in SETUPS.items() if row.get('kind') in ('meddler', 'pages')]
        return 100 + several.index(key)

    @staticmethod
    def names_of(key):
        """What the name service knows the row KEY by."""
        return SETUPS[key]['names']

    def version_of(self, key):
        """Name and version of the server of the row KEY, for recordings."""
        return sys.modules[type(self.running[key]).__module__].version()

    def folder(self, key):
        """Where the server of the row KEY keeps its files; it is not made here."""
        return self.network.folder / key

    def start(self, *keys):
        """Start the rows KEYS and what they need, and wait until they listen."""
        for key in keys:
            self.start(*SETUPS[key].get('needs', []))
            with self._guards[key]:
                if key in self.spaces and key not in self.running:
                    raise ServerError(f'{key} did not start before')
                if key not in self.running:
                    self.running[key] = self._start(key)

    def _start(self, key):
        row = SETUPS[key]
        space = self.network.add(key, self._hosts[key])
        self.spaces[key] = space
        self._publish(key, row, space)
        server = KINDS[row.get('kind', 'postfix')](self, key, row)
        process = server.start(self.network, space)
        for port in server.ports:
            self._wait_until(lambda p=port: self._listens(space, p), f'{key} to listen on {port}',
                             lambda: process.poll() is None, key)
        if row.get('frozen'):
            freeze(space)
        return server

    def _publish(self, key, row, space):
        for tool, family in (('iptables', 'ipv4'), ('ip6tables', 'ipv6')):
            if family in row:
                self.network.run(space, tool, '-A', 'INPUT', '-p', 'tcp', '-j', *FAULTS[row[family]])
        # Both families, as most servers have them today.
        families = row.get('families', '46')
        addresses = [address(self._hosts[key])
                     for family, address in (('4', address4), ('6', address6))
                     if family in families]
        for name in row['names']:
            self.names.publish(key, name, *addresses)

    def chain(self, key, kind='good'):
        """A certificate of KIND for the row KEY: a file with key and chain."""
        row = SETUPS[key]
        names = row.get('cert_for', [*row['names'], *row.get('deeds', {})])
        return self.authority.chain(f'{key}-{kind}', names, kind)

    def sasl(self, name):
        """The Dovecot that answers SASL questions as the row NAME of setups.SASL says."""
        if name not in SASL:
            return dovecot.Nobody(self.network.folder)
        with self._guards[name]:
            if name not in self._sasl:
                server = dovecot.make_sasl(self.network.folder / name, self.password, SASL[name])
                # It is asked over a unix socket: which network it lives in does not matter.
                server.start(self.network, self.names.space)
                self._wait_until(server.sasl.exists, f'{name} to listen', key=name)
                self._sasl[name] = server
            return self._sasl[name]

    def _listens(self, space, port):
        shown = subprocess.run(self.network.command(space, 'ss', '-Hltn', f'sport = :{port}'),
                               capture_output=True, text=True, check=True).stdout
        return bool(shown.strip())

    def last_lines(self, key):
        """What the server of the row KEY noted last."""
        log = self.running[key].log
        if log is None or not log.exists():
            return []
        return log.read_text(encoding='utf-8', errors='replace').splitlines()[-LOG_LINES:]

    def _last_words(self, key):
        """The ends of the files in which a server that ended may have said why."""
        files = [*self.folder(key).glob('*log*'), self.folder(key) / 'stderr',
                 self.folder(key).with_suffix('.log')]
        return ' '.join(file.read_text(encoding='utf-8', errors='replace')[-600:]
                        for file in files if file.is_file())

    def _wait_until(self, condition, what, lives=lambda: True, key=None):
        end = time.monotonic() + START_LIMIT
        while not condition():
            if not lives():
                raise ServerError(f'waited for {what}, but it ended: {self._last_words(key)}')
            if time.monotonic() > end:
                raise ServerError(f'waited {START_LIMIT} s for {what}: {self._last_words(key)}')
            time.sleep(0.02)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the rows of setups.py: a namespace, a certificate, a name and a real server each."""

import socket
import subprocess
import threading
import time
from pathlib import Path

from . import dovecot, postfix
from .network import address4, address6
from .setups import SASL, SETUPS

TOOLS = Path(__file__).with_name('tools.py')
PYTHON = '/usr/bin/python3'
START_LIMIT = 30


def users(password):
    """The two accounts."""
    return [f'{name}@larkspur.example:{{PLAIN}}{password}::::::' for name in ('anna', 'bert')]


class Servers:
    """All servers of a lab; a row is started when the first scenario asks for it."""

    def __init__(self, network, authority, names, password):
        self.network, self.authority, self.names = network, authority, names
        self.password = password
        self.spaces = {}
        self.running = {}
        self._guard = threading.Lock()
        self._sasl = {}
        self._hosts = {key: f'1.{10 + n}' for n, key in enumerate(SETUPS)}

    def address(self, key):
        """The IPv4 address of the row KEY."""
        return address4(self._hosts[key])

    def start(self, *keys):
        """Start the rows KEYS and what they need, and wait until they listen."""
        with self._guard:
            for key in keys:
                self._start(key)

    def _start(self, key):
        if key in self.spaces:
            return
        row = SETUPS[key]
        for other in row.get('needs', []):
            self._start(other)
        host = self._hosts[key]
        space = self.network.add(key, host)
        self.spaces[key] = space
        self._publish(key, row, host, space)
        ports = self._start_tool(key, row, space) if 'tool' in row else \
            self._start_postfix(key, row, space)
        for port in ports:
            self._wait_for(space, port)

    def _publish(self, key, row, host, space):
        if row.get('ipv6') == 'deaf':
            self.network.run(space, 'ip6tables', '-A', 'INPUT', '-p', 'tcp', '-j', 'DROP')
        if row.get('ipv6') == 'refused':
            self.network.run(space, 'ip6tables', '-A', 'INPUT', '-p', 'tcp', '-j', 'REJECT',
                             '--reject-with', 'tcp-reset')
        # Both families, as most servers have them today.
        families = row.get('families', '46')
        addresses = [address(host) for family, address in (('4', address4), ('6', address6))
                     if family in families]
        for name in row['names']:
            self.names.publish(key, name, *addresses)

    def _chain(self, key, row, kind):
        return self.authority.chain(f'{key}-{kind}', row.get('cert_for', row['names']), kind)

    def _start_sasl(self, name):
        if name not in SASL:
            return self.network.folder / 'nobody-listens-here'
        if name not in self._sasl:
            server = dovecot.Dovecot(self.network.folder / name, users(self.password),
                                     dovecot.SASL, mechanisms=SASL[name], tls_first='no')
            # SASL is asked over a unix socket: which network it lives in does not matter.
            server.start(self.network, self.names.space)
            self._wait_until(server.sasl.exists, f'{name} to listen')
            self._sasl[name] = server
        return self._sasl[name].sasl

    def _start_postfix(self, key, row, space):
        ports = {port: dict(options) for port, options in
                 row.get('ports', {465: {}, 587: {}}).items()}
        for port in row.get('expired_ports', []):
            ports[port]['smtpd_tls_chain_files'] = self._chain(key, row, 'expired')
        server = postfix.Postfix(self.network.folder / key, row['names'],
                                 self._chain(key, row, row.get('chain', 'good')),
                                 self._start_sasl(row.get('sasl', 'sasl-plain')),
                                 row.get('main'), ports)
        server.start(self.network, space)
        self.running[key] = server
        return ports

    def _start_tool(self, key, row, space):
        tool = row['tool']
        if tool == 'dovecot':
            server = dovecot.Dovecot(self.network.folder / key, users(self.password),
                                     dovecot.SUBMISSION, chain=self._chain(key, row, 'good'),
                                     names=row['names'], relay=self.address('backend'))
            server.start(self.network, space)
            self.running[key] = server
            return (465, 587)
        if tool == 'nothing':
            return ()
        upstream = [self.address(other) for other in row.get('needs', [])]
        self.network.spawn(space, PYTHON, TOOLS, tool, *upstream,
                           log=self.network.folder / f'{key}.log')
        return (25, 465, 587, 2525)

    def _wait_for(self, space, port):
        def listens():
            shown = subprocess.run(self.network.command(space, 'ss', '-Hltn', f'sport = :{port}'),
                                   capture_output=True, text=True, check=True).stdout
            return bool(shown.strip())
        self._wait_until(listens, f'{space} to listen on {port}')

    @staticmethod
    def _wait_until(condition, what):
        end = time.monotonic() + START_LIMIT
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f'waited {START_LIMIT} s for {what}')
            time.sleep(0.02)

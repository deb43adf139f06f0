# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in a mail server's place or before it: the meddler, a full queue, nothing at all."""

import json
import subprocess
from pathlib import Path

from .network import address4, address6, ip
from .roots import installed_version

PYTHON = '/usr/bin/python3'


def version():
    """Name and version for recordings."""
    return 'aiosmtpd ' + installed_version('python3-aiosmtpd')


class Script:
    """A script of this folder as the server, with OPTIONS as JSON on its standard input."""

    def __init__(self, folder, name, ports, options=None):
        self.log, self.ports = folder.with_suffix('.log'), ports
        self.words = [PYTHON, Path(__file__).with_name(name)]
        self.options = json.dumps(options).encode()

    def start(self, network, space):
        """Start it."""
        process = network.spawn(space, *self.words, log=self.log, stdin=subprocess.PIPE)
        process.stdin.write(self.options)
        process.stdin.close()
        return process


class Nothing:
    """A machine on which nothing runs."""

    log, ports = None, ()

    def start(self, network, space):
        """Nothing to start."""


def make_meddler(servers, key, row):
    """Between the clients and the one server that ROW needs: `deeds` name → (moment, deed).

    Each name gets addresses of its own, by which the meddler tells what to do.
    """
    faults = {}
    number = servers.number(key)
    for count, (name, fault) in enumerate(row['deeds'].items(), 1):
        host = f'{number}.{count}'
        ip('-n', servers.spaces[key], batch=[f'addr add {address4(host)}/16 dev eth0',
                                             f'addr add {address6(host)}/64 dev eth0 nodad'])
        servers.names.publish(key, name, address4(host), address6(host))
        faults.update({address4(host): fault, address6(host): fault})
    options = {'upstream': servers.address(row['needs'][0]), 'faults': faults,
               'ports': row.get('ports', (465, 587)),
               'chain': str(servers.chain(key, row.get('chain', 'good')))}
    return Script(servers.folder(key), 'meddler.py', options['ports'], options)


def make_full_queue(servers, key, _row):
    """Ports whose queue is full: nothing answers a SYN, without any firewall."""
    return Script(servers.folder(key), 'full_queue.py', (25, 465, 587, 2525))


class Aiosmtpd(Script):
    """A server made of aiosmtpd."""

    @staticmethod
    def sessions(lines):
        """Sign-ins among LINES of one client."""
        return [{'auth': 1, 'line': line} for line in lines if line.startswith('sign-in')]


def make_aiosmtpd(servers, key, row):
    """The server of aio_server.py that ROW describes."""
    ports = row.get('ports', {25: {}, 587: {'starttls': True, 'auth': 'required'},
                              465: {'tls': True, 'auth': 'required'}})
    options = {'name': row['names'][0], 'chain': str(servers.chain(key)), 'ports': ports,
               'password': servers.password, 'answers': row.get('answers', {}),
               'without': row.get('without')}
    return Aiosmtpd(servers.folder(key), 'aio_server.py', tuple(ports), options)


def make_nothing(_servers, _key, _row):
    """A machine without any service."""
    return Nothing()

# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in a mail server's place or before it: the meddler, a full queue, nothing at all."""

import json
from pathlib import Path

from .network import address4, address6, ip

PYTHON = '/usr/bin/python3'


class Script:
    """A script of this folder as the server; it tells nothing of its clients."""

    log = None

    def __init__(self, folder, name, ports, *args):
        self.folder, self.ports = folder, ports
        self.words = [PYTHON, Path(__file__).with_name(name), *args]

    def start(self, network, space):
        """Start it."""
        network.spawn(space, *self.words, log=self.folder.with_suffix('.log'))


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
    return Script(servers.folder(key), 'meddler.py', options['ports'], json.dumps(options))


def make_full_queue(servers, key, _row):
    """Ports whose queue is full: nothing answers a SYN, without any firewall."""
    return Script(servers.folder(key), 'full_queue.py', (25, 465, 587, 2525))


def make_nothing(_servers, _key, _row):
    """A machine without any service."""
    return Nothing()

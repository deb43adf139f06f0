# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer at the end of a long line, looking at the servers of the real lab (tests/real)."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'real'))

from harness.network import NETNS_ETC, ip  # noqa: E402  pylint: disable=wrong-import-position

NET4, NET6 = '10.78.0', 'fd78:'


class FarClient:
    """A namespace whose only way to the lab's switch takes a round trip of RTT seconds.

    HOSTS (name → addresses) is what it knows without asking, as from a name service next door.
    """

    def __init__(self, network, name, rtt, hosts=None):
        self.network, self.space = network, f'{network.name}-{name}'
        network._write_etc(self.space)  # pylint: disable=protected-access
        with open(NETNS_ETC / self.space / 'hosts', 'a', encoding='ascii') as known:
            known.writelines(f'{address} {host}\n' for host, addresses in (hosts or {}).items()
                             for address in addresses)
        ip('netns', 'add', self.space)
        self._lay(network.switch, 1, ['route add 10.77.0.0/16 dev far', 'route add fd77::/64 dev far'])
        network.run(network.switch, 'sysctl', '-qw', 'net.ipv4.ip_forward=1',
                    'net.ipv6.conf.all.forwarding=1')
        self.relay = subprocess.Popen(
            ['/usr/bin/python3', HERE / 'delay_relay.py', self.space, network.switch, str(rtt / 2)],
            stdout=subprocess.PIPE, text=True)
        if self.relay.stdout.readline() != 'ready\n':
            raise OSError('the delaying relay does not start')

    def _lay(self, switch, number, routes):
        """Both ends of the line."""
        for space, mine in ((self.space, 2), (switch, number)):
            ip('-n', space, 'tuntap', 'add', 'dev', 'far', 'mode', 'tun')
            ip('-n', space, batch=[
                'link set lo up', f'addr add {NET4}.{mine}/24 dev far',
                f'addr add {NET6}:{mine}/64 dev far nodad', 'link set far up'])
        ip('-n', self.space, batch=routes)

    def run(self, *args, **options):
        """Run ARGS there to the end."""
        words = self.network.command(self.space, 'env', '-i', 'PATH=/usr/bin:/bin', 'HOME=/nonexistent',
                                     'LC_ALL=C.UTF-8', 'GSETTINGS_BACKEND=memory', *args)
        return subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False, **options)

    def close(self):
        """Take the line down; the lab removes the namespace."""
        self.relay.kill()
        self.relay.wait()
        for space in (self.space, self.network.switch):
            subprocess.run(['ip', '-n', space, 'link', 'del', 'far'], capture_output=True, check=False)
        self.network.remove_member(self.space)

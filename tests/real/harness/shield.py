# SPDX-License-Identifier: GPL-3.0-or-later
"""A virus scanner's mail shield: a real stunnel that ends TLS and begins another towards the server."""

CONFIG = '''
foreground = yes
pid =
output = {folder}/log
socket = l:TCP_NODELAY=1
socket = r:TCP_NODELAY=1
[465]
accept = :::465
cert = {chain}
connect = 127.0.0.1:10465
[465-on]
client = yes
accept = 127.0.0.1:10465
connect = {upstream}:465
[587]
accept = :::587
cert = {chain}
protocol = smtp
connect = 127.0.0.1:10587
[587-on]
client = yes
protocol = smtp
accept = 127.0.0.1:10587
connect = {upstream}:587
'''


class Shield:
    """One stunnel."""

    ports = (465, 587)

    def __init__(self, folder, chain, upstream):
        folder.mkdir()
        self.log = folder / 'log'
        self.config = folder / 'stunnel.conf'
        self.config.write_text(CONFIG.format(folder=folder, chain=chain, upstream=upstream),
                               encoding='ascii')

    def start(self, network, space):
        """Start it in the foreground."""
        return network.spawn(space, '/usr/bin/stunnel4', self.config,
                             log=self.config.with_name('stderr'))


def make(servers, key, row):
    """The shield before the server that ROW needs."""
    return Shield(servers.folder(key), servers.chain(key, row.get('chain', 'shield')),
                  servers.address(row['needs'][0]))

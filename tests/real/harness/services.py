# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's name service (dnsmasq) and time service (chrony)."""

from .network import DNS_HOST, address4, address6

TIME_HOST = '0.3'
TIME_NAMES = ['pool.ntp.org', '0.pool.ntp.org', '2.pool.ntp.org', 'time.cloudflare.com',
              'ntp.ubuntu.com', '2.debian.pool.ntp.org']


# What hosts files cannot say: dnsmasq's own options.
RECORDS = [
    '--address=/bl.lab.example/127.0.0.2',         # a block list that lists everybody
    '--txt-record=larkspur.example,v=spf1 -all',   # nobody may send for that domain
    '--mx-host=nomail.example,.,0',                # RFC 7505: takes no mail
]


class NameService:
    """Answers for the names it was told; every other name does not exist."""

    def __init__(self, network):
        self.network = network
        self.space = network.add('dns', DNS_HOST)
        self.folder = network.folder / 'dns'
        self.folder.mkdir()
        self.records = self.folder / 'hosts.d'
        self.records.mkdir()

    def publish(self, owner, name, *addresses):
        """Publish NAME with ADDRESSES; dnsmasq watches the folder, OWNER names the file."""
        with open(self.records / owner, 'a', encoding='ascii') as out:
            out.writelines(f'{a} {name}\n' for a in addresses)

    def start(self):
        """Start dnsmasq; names that are published later are read at once (inotify)."""
        self.network.spawn(
            self.space, 'dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root',
            '--no-resolv', '--no-hosts', f'--hostsdir={self.records}', '--local=/#/',
            '--bogus-priv', '--pid-file=', '--log-facility=-', '--log-queries', *RECORDS,
            log=self.folder / 'log')


class TimeService:
    """A chrony that takes its own clock for true and changes no clock."""

    def __init__(self, network, names):
        self.network = network
        self.space = network.add('ntp', TIME_HOST)
        self.folder = network.folder / 'ntp'
        self.folder.mkdir()
        for name in TIME_NAMES:
            names.publish('ntp', name, address4(TIME_HOST), address6(TIME_HOST))

    def start(self):
        """Start chronyd in the foreground."""
        config = self.folder / 'chrony.conf'
        config.write_text('local stratum 8\nallow all\ncmdport 0\nbindcmdaddress /\n'
                          f'pidfile {self.folder}/pid\ndriftfile {self.folder}/drift\n',
                          encoding='ascii')
        self.network.spawn(self.space, 'chronyd', '-f', config, '-d', '-x', '-u', 'root',
                           log=self.folder / 'log')

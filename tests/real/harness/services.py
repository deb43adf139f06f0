# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab's name service (dnsmasq) and time service (chrony)."""

from . import domains, nginx
from .network import DNS_HOST, address4, address6

TIME_HOST = '0.3'
INTERNET_HOST = '0.4'
# The page by which GNOME's computers tell an open network, and who is asked whether a port is free.
CHECK_PAGE = 'nmcheck.gnome.org'
LARGE_PROVIDERS = ['smtp.gmail.com', 'smtp.mail.yahoo.com', 'gmail-smtp-in.l.google.com',
                   'mta5.am0.yahoodns.net']
TIME_NAMES = ['pool.ntp.org', '0.pool.ntp.org', '2.pool.ntp.org', 'time.cloudflare.com',
              'ntp.ubuntu.com', '2.debian.pool.ntp.org']


# What hosts files cannot say: dnsmasq's own options.
RECORDS = [
    '--address=/bl.lab.example/127.0.0.2',         # a block list that lists everybody
    '--txt-record=larkspur.example,v=spf1 -all',   # nobody may send for that domain
    '--server=/servfail.example/10.77.0.3',        # nobody answers for it
    '--mx-host=nomail.example,.,0',                # RFC 7505: takes no mail
    '--mx-host=nomail.faraway-lab.net,.,0',        # the same, of a name that may be public
    '--mx-host=faraway-lab.net,mail.larkspur.example,10',
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
            *domains.RECORDS,
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


INTERNET_PAGE = '''
  server {
    listen 80;
    listen [::]:80;
    server_name nmcheck.gnome.org;
    location = /check_network_status.txt { return 200 "NetworkManager is online\\n"; }
    location / { return 404; }
  }
'''

# Ports that are open, and greet as mail servers do.
OPEN_PORTS = 'stream {\n' + ''.join(
    f'  server {{ listen {port}; listen [::]:{port}; return "220 large.example ESMTP\\r\\n"; }}\n'
    for port in (25, 465, 587)) + '}\n'


class Internet:
    """What an open network reaches beside one's own server: a page, and the large providers."""

    def __init__(self, network, names):
        self.network = network
        self.space = network.add('internet', INTERNET_HOST)
        for name in (CHECK_PAGE, *LARGE_PROVIDERS):
            names.publish('internet', name, address4(INTERNET_HOST), address6(INTERNET_HOST))
        self.server = nginx.Nginx(
            network.folder / 'internet', (25, 80, 465, 587), http=INTERNET_PAGE, more=OPEN_PORTS,
            modules='load_module /usr/lib/nginx/modules/ngx_stream_module.so;')

    def start(self):
        """Start nginx in the foreground."""
        self.server.start(self.network, self.space)

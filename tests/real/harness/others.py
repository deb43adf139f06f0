# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers of other services, on the ports of mail: SSH, FTP, IMAP; and the sign-in page of a
network that answers for everything."""

import os
import subprocess

from . import dovecot, nginx

FTP = '''
ServerName lab
DefaultAddress 0.0.0.0
SocketBindTight off
UseReverseDNS off
ServerType standalone
Port 587
UseIPv6 on
User nobody
Group nogroup
PidFile {folder}/pid
ScoreboardFile {folder}/scoreboard
SystemLog {folder}/log
WtmpLog none
TransferLog none
<IfModule mod_ident.c>
IdentLookups off
</IfModule>
'''

IMAP = '''
protocols = imap
ssl = yes
ssl_cert = <{chain}
ssl_key = <{chain}
service imap-login {{
  inet_listener imap {{
    port = 587
  }}
  inet_listener imaps {{
    port = 465
    ssl = yes
  }}
}}
'''


class Command:
    """A program that is started with WORDS and stays in the foreground."""

    def __init__(self, folder, ports, *words):
        self.folder, self.ports, self.words = folder, ports, words
        self.log = folder / 'stderr'

    def start(self, network, space):
        """Start it."""
        return network.spawn(space, *self.words, log=self.log)


def make_ssh(servers, key, _row):
    """An SSH server on 587."""
    folder = servers.folder(key)
    folder.mkdir()
    subprocess.run(['dropbearkey', '-t', 'ed25519', '-f', folder / 'key'], check=True,
                   capture_output=True)
    return Command(folder, (587,), 'dropbear', '-F', '-E', '-r', folder / 'key', '-P',
                   folder / 'pid', '-p', '587')


def make_ftp(servers, key, _row):
    """An FTP server on 587."""
    folder = servers.folder(key)
    folder.mkdir()
    (folder / 'conf').write_text(FTP.format(folder=folder), encoding='ascii')
    os.chmod(folder / 'conf', 0o644)
    return Command(folder, (587,), 'proftpd', '-n', '-c', folder / 'conf')


def make_imap(servers, key, row):
    """An IMAP server on 587, and inside TLS on 465."""
    server = dovecot.Dovecot(servers.folder(key), servers.password, row,
                             IMAP.format(chain=servers.chain(key)))
    server.ports = (465, 587)
    return server


class Portal:
    """A name service that knows one address for everything, and the page that lives there."""

    log = None

    def __init__(self, folder, address, web):
        self.web, self.ports = web, (*web.ports, 53)
        self.words = ('dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root',
                      '--no-resolv', '--no-hosts', f'--address=/#/{address}', '--pid-file=',
                      '--log-facility=-')
        self.told = folder.with_suffix('.dns')

    def start(self, network, space):
        """Start both."""
        network.spawn(space, *self.words, log=self.told)
        return self.web.start(network, space)


def make_portal(servers, key, row):
    """The portal; `ports` are those that answer with its page."""
    page = f'return 302 http://{row["names"][0]}/login?from=$host;'
    web = nginx.make_web(servers, key, {**row, 'http': row.get('http', page)})
    return Portal(servers.folder(key), servers.address(key), web)

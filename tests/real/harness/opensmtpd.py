# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSMTPD. Debian 12's offers TLS but cannot finish a handshake (its libtls and OpenSSL 3)."""

import subprocess

from . import roots
from .roots import Root

TREE = 'opensmtpd'

CONFIG = '''
table accounts file:/etc/smtpd.accounts
{pki}
{listeners}
action "away" relay host smtp://127.0.0.9
action "here" maildir "/var/mail/%{{rcpt.user}}" virtual {{ "anna@larkspur.example" = mail, "bert@larkspur.example" = mail }}
match from any for domain "larkspur.example" action "here"
match auth from any for any action "away"
'''


def version():
    """Name and version for recordings."""
    return 'OpenSMTPD ' + roots.version(TREE, 'opensmtpd')


class OpenSmtpd:
    """One daemon. The row's `ports` map a port to what follows "listen on … port N"; `config` are
    further lines."""

    def __init__(self, folder, row, chain, password):
        folder.mkdir(mode=0o755)
        self.root = Root(folder, TREE)
        self.log = folder / 'stderr'
        self.ports = tuple(row['ports'])
        self.root.add_account('opensmtpd')
        queue = self.root.add_account('opensmtpq')
        secret = subprocess.run(['openssl', 'passwd', '-6', '-stdin'], input=password, text=True,
                                capture_output=True, check=True).stdout.strip()
        name = row['names'][0]
        self.root.write('/etc/smtpd.accounts', ''.join(
            f'{user}@larkspur.example {secret}\n' for user in ('anna', 'bert')))
        self.root.write('/etc/smtpd.chain', chain.read_text(encoding='ascii'), 0o600)
        self.root.write('/etc/smtpd.conf', CONFIG.format(
            pki='pki lab cert "/etc/smtpd.chain"\npki lab key "/etc/smtpd.chain"',
            listeners='\n'.join(f'listen on {address} port {port} hostname {name} {words}'
                                for port, words in row['ports'].items()
                                for address in ('0.0.0.0', '::'))) + row.get('config', ''))
        self.root.make_folder('/var/spool/smtpd', 0o711)
        self.root.make_folder('/var/spool/smtpd/offline', 0o770, group=queue)
        self.root.make_folder('/var/empty')

    def start(self, network, space):
        """Start the daemon in the foreground."""
        return network.spawn(space, *self.root.command('/usr/sbin/smtpd', '-d', '-v'), log=self.log)

    @staticmethod
    def sessions(lines):
        """Sign-ins among LINES of one client."""
        return [{'auth': 1, 'line': line} for line in lines if 'authentication' in line]


def make(servers, key, row):
    """The OpenSMTPD that ROW describes."""
    return OpenSmtpd(servers.folder(key), row, servers.chain(key), servers.password)

# SPDX-License-Identifier: GPL-3.0-or-later
"""qpsmtpd: qmail's manners in Perl; what it refuses is a matter of its plugins."""

import os
import pwd

from .roots import installed_version

PLUGINS = '/usr/share/qpsmtpd/plugins'


def version():
    """Name and version for recordings."""
    return 'qpsmtpd ' + installed_version('qpsmtpd')


class Qpsmtpd:
    """One server. The row's `plugins` are lines of its list, before its own."""

    def __init__(self, folder, row, chain, password):
        self.folder = folder
        self.log = folder / 'stderr'
        self.ports = tuple(row.get('ports', (25, 465, 587)))
        self.limit = row.get('limit', 50)
        owner = pwd.getpwnam('qpsmtpd')
        for name in ('config', 'spool', 'mail'):
            (folder / name).mkdir(parents=True)
        plugins = [f'tls {chain} {chain} {chain}', 'auth/auth_flat_file',
                   *row.get('plugins', []), 'rcpt_ok', f'queue/maildir {folder}/mail']
        files = {'me': row['names'][0], 'rcpthosts': 'larkspur.example', 'loglevel': '6',
                 'plugins': '\n'.join(plugins), 'plugin_dirs': PLUGINS, 'logging': 'logging/warn 7',
                 'spool_dir': str(folder / 'spool'), 'tls_before_auth': '1',
                 'flat_auth_pw': '\n'.join(f'{user}@larkspur.example:{password}'
                                           for user in ('anna', 'bert')), **row.get('files', {})}
        for name, text in files.items():
            (folder / 'config' / name).write_text(text + '\n', encoding='ascii')
        for one in (folder, chain, *folder.rglob('*')):
            os.chown(one, owner.pw_uid, owner.pw_gid)
        (folder / 'spool').chmod(0o700)

    def start(self, network, space):
        """Start the forking server in the foreground."""
        listen = [f'--listen-address=[::]:{port}' for port in self.ports]
        return network.spawn(
            space, '/usr/bin/env', f'QPSMTPD_CONFIG={self.folder}/config',
            '/usr/bin/qpsmtpd-forkserver', *listen, '--user=qpsmtpd', '--limit-connections=100',
            f'--max-from-ip={self.limit}', f'--pid-file={self.folder}/spool/pid', log=self.log,
            cwd=self.folder)


def make(servers, key, row):
    """The qpsmtpd that ROW describes."""
    return Qpsmtpd(servers.folder(key), row, servers.chain(key, row.get('chain', 'good')),
                   servers.password)

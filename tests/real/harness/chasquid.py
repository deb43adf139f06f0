# SPDX-License-Identifier: GPL-3.0-or-later
"""chasquid, a server written in Go; its accounts are Dovecot's."""

import re
import shutil

from .roots import installed_version

CONFIG = '''
hostname: "{name}"
max_data_size_mb: {limit}
{listeners}
data_dir: "{folder}/data"
mail_log_path: "<stderr>"
mail_delivery_agent_bin: "/bin/true"
dovecot_auth: true
dovecot_userdb_path: "{accounts}"
dovecot_client_path: "{sasl}"
'''

PORTS = {25: 'smtp_address', 587: 'submission_address', 465: 'submission_over_tls_address'}


def version():
    """Name and version for recordings."""
    return 'chasquid ' + installed_version('chasquid')


class Chasquid:
    """One daemon. The row's `limit` are the megabytes that it takes."""

    def __init__(self, folder, row, chain, sasl):
        self.folder = folder
        self.log = folder / 'stderr'
        self.ports = tuple(row.get('ports', PORTS))
        name = row['names'][0]
        certificates = folder / 'certs' / name
        certificates.mkdir(parents=True)
        (folder / 'domains' / 'larkspur.example').mkdir(parents=True)
        for file in ('fullchain.pem', 'privkey.pem'):
            shutil.copy(chain, certificates / file)
        (folder / 'chasquid.conf').write_text(CONFIG.format(
            folder=folder, name=name, limit=row.get('limit', 50), sasl=sasl,
            accounts=sasl.with_name('auth-userdb'),
            listeners='\n'.join(f'{PORTS[port]}: ":{port}"' for port in self.ports)),
            encoding='ascii')

    def start(self, network, space):
        """Start the daemon in the foreground."""
        return network.spawn(space, '/usr/bin/chasquid', f'--config_dir={self.folder}',
                             log=self.log)

    @staticmethod
    def sessions(lines):
        """Sign-ins among LINES of one client."""
        return [{'auth': 1, 'line': line} for line in lines
                if re.search(r'\bauth (?:succeeded|failed) for', line)]


def make(servers, key, row):
    """The chasquid that ROW describes."""
    return Chasquid(servers.folder(key), row, servers.chain(key, row.get('chain', 'good')),
                    servers.sasl(row.get('sasl', 'sasl-plain')).sasl)

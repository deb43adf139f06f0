# SPDX-License-Identifier: GPL-3.0-or-later
"""Courier's ESMTP daemon with its own authentication daemon."""

import subprocess

from . import roots
from .roots import TREES, Root

TREE = 'courier'
PORTS = {25: 'esmtpd', 587: 'esmtpd-msa', 465: 'esmtpd-ssl'}

# What its packages' scripts would do, and then the daemons; the last one holds the fort.
START = '''
set -e
chown -R courier:courier /var/lib/courier /etc/courier
chmod 4755 /usr/lib/courier/courier/submitmkdir
chmod 700 /etc/courier/userdb
ln -sf makedat.courier /usr/bin/makedat
mkdir -p /run/courier/authdaemon
chown courier:courier /run/courier /run/courier/authdaemon
makeuserdb
makesmtpaccess
makesmtpaccess-msa
makeacceptmailfor
makehosteddomains
authdaemond start
for daemon in DAEMONS; do "$daemon" start; done
exec tail -f /dev/null
'''


def _user(name, password):
    """A line of userdb."""
    secret = subprocess.run(['openssl', 'passwd', '-6', '-stdin'], input=password, text=True,
                            capture_output=True, check=True).stdout.strip()
    return (f'{name}@larkspur.example\tuid=8|gid=8|home=/var/mail/{name}|'
            f'mail=/var/mail/{name}/Maildir|systempw={secret}\n')


def version():
    """Name and version for recordings."""
    return 'Courier ' + roots.version(TREE, 'courier-mta')


class Courier:
    """One set of daemons; their log does not tell which of the clients signed in.

    The row's `conf` are lines for all of them, `confs` port → lines.
    """

    def __init__(self, folder, row, chain, password):
        folder.mkdir(mode=0o755)
        self.root = Root(folder, TREE)
        self.log = self.root.log
        self.ports = tuple(row.get('ports', PORTS))
        self.root.add_account('courier')
        for port, name in PORTS.items():
            suggested = (TREES / TREE / 'etc/courier' / name).read_text(encoding='ascii')
            own = row.get('confs', {}).get(port, '')
            self.root.write(f'/etc/courier/{name}', '\n'.join([
                suggested, 'ESMTPAUTH_TLS="PLAIN LOGIN"', 'BOFHCHECKDNS=0', 'MAXPERIP=50',
                'MAXPERC=50', row.get('conf', ''), own, '']))
        self.root.write('/etc/courier/me', row['names'][0] + '\n')
        self.root.write('/etc/courier/hosteddomains/lab', 'larkspur.example\n')
        self.root.write('/etc/courier/esmtpacceptmailfor.dir/lab', 'larkspur.example\n')
        self.root.write('/etc/courier/smtpaccess/default', row.get('access', ''))
        self.root.write('/etc/courier/esmtpd.pem', chain.read_text(encoding='ascii'), 0o640)
        self.root.write('/etc/courier/authdaemonrc', 'authmodulelist="authuserdb"\n'
                        'authmodulelistorig="authuserdb"\ndaemons=2\nDEBUG_LOGIN=0\n'
                        'authdaemonvar=/run/courier/authdaemon\nDEFAULTOPTIONS=""\n'
                        'LOGGEROPTS=""\n')
        self.root.write('/etc/courier/userdb', ''.join(
            _user(name, password) for name in ('anna', 'bert')), 0o700)
        for name in ('anna', 'bert'):
            self.root.make_folder(f'/var/mail/{name}', 0o755, 8)

    def start(self, network, space):
        """Start the daemons."""
        daemons = ' '.join(PORTS[port] for port in self.ports)
        return network.spawn(space, *self.root.command('/bin/sh', '-c',
                                                       START.replace('DAEMONS', daemons)),
                             log=self.log.with_name('stderr'))


def make(servers, key, row):
    """The Courier that ROW describes."""
    return Courier(servers.folder(key), row, servers.chain(key, row.get('chain', 'good')),
                   servers.password)

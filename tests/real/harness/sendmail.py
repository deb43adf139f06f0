# SPDX-License-Identifier: GPL-3.0-or-later
"""Sendmail, configured through its own m4, with sign-in by Cyrus SASL."""

import re

from . import roots
from .roots import Root

TREE = 'sendmail'

CONFIG = '''divert(0)dnl
include(`/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(`linux')dnl
define(`MAIL_SETTINGS_DIR', `/etc/mail/')dnl
define(`confDOMAIN_NAME', `{name}')dnl
define(`confLOG_LEVEL', `10')dnl
define(`confPID_FILE', `/run/obd-unused.pid')dnl
define(`STATUS_FILE', `/var/lib/sendmail/status')dnl
define(`confEBINDIR', `/usr/libexec/sendmail')dnl
define(`confDONT_BLAME_SENDMAIL', `GroupReadableKeyFile')dnl
define(`confTO_IDENT', `0')dnl
define(`confREFUSE_LA', `1000')dnl
define(`confQUEUE_LA', `1000')dnl
define(`confCACERT', `/etc/mail/chain.pem')dnl
define(`confCACERT_PATH', `/etc/mail')dnl
define(`confSERVER_CERT', `/etc/mail/chain.pem')dnl
define(`confSERVER_KEY', `/etc/mail/chain.pem')dnl
define(`confAUTH_MECHANISMS', `{mechanisms}')dnl
TRUST_AUTH_MECH(`{mechanisms}')dnl
define(`confAUTH_OPTIONS', `{auth_options}')dnl
FEATURE(`no_default_msa')dnl
{ports}
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`access_db', `hash -o -T<TMPF> /etc/mail/access')dnl
{config}
LOCAL_DOMAIN(`larkspur.example')dnl
define(`LOCAL_MAILER_PATH', `/bin/true')dnl
define(`SMART_HOST', `[127.0.0.9]')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
'''

# Modifiers: a = only who signed in, E = no ETRN, s = TLS from the first byte.
PORTS = {25: '', 465: 's', 587: 'E'}

START = '''
set -e
m4 -I /usr/share/sendmail/cf /etc/mail/sendmail.mc > /etc/mail/sendmail.cf
/usr/libexec/sendmail/makemap hash /etc/mail/access < /etc/mail/access.txt
for user in anna bert; do
  saslpasswd2 -p -c -f /etc/sasldb2 -u larkspur.example $user < /etc/mail/password
done
exec /usr/libexec/sendmail/sendmail -bD -q1h
'''


def version():
    """Name and version for recordings."""
    return 'Sendmail ' + roots.version(TREE, 'sendmail-bin')


class Sendmail:
    """One daemon. The row's `config` are lines of sendmail.mc, `access` the access table,
    `modifiers` port → DaemonPortOptions' modifiers."""

    def __init__(self, folder, row, chain, password):
        folder.mkdir(mode=0o755)
        self.root = Root(folder, TREE)
        self.log = self.root.log
        modifiers = {**PORTS, **row.get('modifiers', {})}
        self.ports = tuple(row.get('ports', PORTS))
        # The IPv6 sockets take IPv4 as well.
        ports = '\n'.join(
            f'DAEMON_OPTIONS(`Name=P{port}, Port={port}, Family=inet6'
            + (f', M={modifiers[port]}' if modifiers[port] else '') + "')dnl"
            for port in self.ports)
        owner = self.root.add_account('smmsp')
        self.root.add_account('smmta')
        self.root.write('/etc/mail/sendmail.mc', CONFIG.format(
            name=row['names'][0], ports=ports, config=row.get('config', ''),
            mechanisms=row.get('mechanisms', 'PLAIN LOGIN'),
            auth_options=row.get('auth_options', 'p,y')))
        self.root.write('/etc/mail/access.txt', row.get('access', ''))
        self.root.write('/etc/mail/chain.pem', chain.read_text(encoding='ascii'), 0o600)
        self.root.write('/etc/mail/password', password + '\n', 0o600)
        for place in ('mail/sasl/Sendmail.conf.2', 'sasl2/Sendmail.conf'):
            self.root.write(f'/etc/{place}', 'pwcheck_method: auxprop\nauxprop_plugin: sasldb\n')
        self.root.make_folder('/var/spool/mqueue', 0o700)
        self.root.make_folder('/var/spool/mqueue-client', 0o770, owner)
        self.root.make_folder('/var/lib/sendmail')

    def start(self, network, space):
        """Make the configuration and start the daemon in the foreground."""
        return network.spawn(space, *self.root.command('/bin/sh', '-c', START),
                             log=self.log.with_name('stderr'))

    @staticmethod
    def sessions(lines):
        """Sign-ins among LINES of one client."""
        return [{'auth': 1, 'line': line} for line in lines
                if re.search(r'AUTH=server|AUTH failure', line)]


def make(servers, key, row):
    """The Sendmail that ROW describes."""
    return Sendmail(servers.folder(key), row, servers.chain(key, row.get('chain', 'good')),
                    servers.password)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Postfix instances, each with its own configuration, queue and network namespace."""

import grp
import os
import pwd
import re
import shutil
import subprocess
import time

MAIN = '''
compatibility_level = 3.6
myhostname = {names[0]}
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
inet_interfaces = all
inet_protocols = all
mynetworks = 127.0.0.0/8 [::1]/128
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
virtual_mailbox_domains = larkspur.example
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = inline:{{ anna@larkspur.example=anna/, bert@larkspur.example=bert/ }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_sasl_type = dovecot
smtpd_sasl_path = {sasl}
smtpd_sasl_auth_enable = yes
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {chain}
smtpd_tls_loglevel = 1
default_transport = discard
relay_transport = discard
'''

DAEMONS = '''
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
'''

QUEUE = {'active': 'postfix', 'bounce': 'postfix', 'corrupt': 'postfix', 'defer': 'postfix',
         'deferred': 'postfix', 'flush': 'postfix', 'hold': 'postfix', 'incoming': 'postfix',
         'saved': 'postfix', 'trace': 'postfix', 'private': 'postfix', 'maildrop': 'postfix',
         'public': 'postfix', 'pid': 'root'}

SETTLED = 60  # seconds

# What Debian's and Postfix's own master.cf suggest for each port: (service, options).
PORTS = {
    25: ('smtp', {'smtpd_sasl_auth_enable': 'no'}),
    465: ('smtps', {'syslog_name': 'postfix/submissions', 'smtpd_tls_wrappermode': 'yes'}),
    587: ('submission', {'syslog_name': 'postfix/submission',
                         'smtpd_tls_security_level': 'encrypt'}),
    2525: ('2525', {'syslog_name': 'postfix/alternative',
                    'smtpd_tls_security_level': 'encrypt'}),
}


COUNTED = ('auth', 'mail', 'rcpt', 'data')


def version():
    """Name and version for recordings."""
    return 'Postfix ' + subprocess.run(['postconf', '-C', 'builtin', '-dh', 'mail_version'],
                                       capture_output=True, text=True, check=True).stdout.strip()


# postscreen before smtpd, with what it needs.
SCREENED = '''{port} inet n - n - 1 postscreen
smtpd pass - - n - - smtpd
dnsblog unix - - n - 0 dnsblog
tlsproxy unix - - n - 0 tlsproxy
'''


class Postfix:
    """One instance. ROW: main.cf's overrides in `main`, the ports served and smtpd's overrides in
    `ports`, a port behind postscreen in `screened`, further lines of `master`, `files` beside.
    "{folder}" and "{dovecot}" in them stand for the instance's folder and Dovecot's."""

    def __init__(self, folder, row, chain, sasl, ports):
        self.folder = folder
        self.sasl = sasl
        self.beside = row.get('beside')
        self.ports = (*ports, *([row['screened']] if 'screened' in row else []))
        self.log = folder / 'log'
        self.mail = folder / 'mail'
        folder.mkdir()
        self.folder.chmod(0o755)
        self._write_queue()
        self._write_main(row['names'], chain, row.get('main', {}))
        self._write_master(ports, row)
        for name, text in row.get('files', {}).items():
            (folder / name).write_text(text, encoding='ascii')

    def _fill_in(self, text):
        return text.replace('{folder}', str(self.folder)).replace('{dovecot}',
                                                                       str(self.sasl.parent))

    def _write_queue(self):
        owner = pwd.getpwnam('postfix')
        drop = grp.getgrnam('postdrop').gr_gid
        queue = self.folder / 'queue'
        queue.mkdir()
        for name, user in QUEUE.items():
            (queue / name).mkdir(mode=0o700)
            shutil.chown(queue / name, user)
        for name, mode in (('maildrop', 0o1730), ('public', 0o2710)):
            shutil.chown(queue / name, 'postfix', drop)
            (queue / name).chmod(mode)
        (queue / 'pid').chmod(0o755)
        for folder in (self.folder / 'data', self.mail):
            folder.mkdir(mode=0o700)
            shutil.chown(folder, owner.pw_uid, owner.pw_gid)

    def _write_main(self, names, chain, overrides):
        owner = pwd.getpwnam('postfix')
        text = MAIN.format(folder=self.folder, names=names, chain=chain, sasl=self.sasl,
                           uid=owner.pw_uid, gid=owner.pw_gid)
        # The last setting wins, but Postfix warns of doubles: replace instead.
        kept = [line for line in text.splitlines() if line.split(' =')[0] not in overrides]
        kept += [f'{key} = {self._fill_in(value)}' for key, value in overrides.items()]
        file = self.folder / 'main.cf'
        file.write_text('\n'.join(kept) + '\n', encoding='ascii')
        # Postfix waits until a changed file is two seconds old before it trusts it.
        os.utime(file, (time.time() - SETTLED, time.time() - SETTLED))

    def _write_master(self, ports, row):
        lines = [self._fill_in(row.get('master', ''))]
        if 'screened' in row:
            lines.append(SCREENED.format(port=row['screened']))
        for port, overrides in ports.items():
            _, options = PORTS.get(port, (str(port), {}))
            lines.append(f'{port} inet n - n - - smtpd')
            # Blanks inside a value need braces in master.cf.
            lines += [f'  -o {{ {key} = {value} }}'
                      for key, value in {**options, **overrides}.items()]
        (self.folder / 'master.cf').write_text('\n'.join(lines) + DAEMONS, encoding='ascii')

    def start(self, network, space):
        """Start the master without postfix-script, which would look after the whole machine."""
        if self.beside == 'postgrey':
            self._start_postgrey(network, space)
        return network.spawn(space, '/usr/lib/postfix/sbin/master', '-c', self.folder, '-d',
                             log=self.folder / 'stderr')

    def _start_postgrey(self, network, space):
        """A greylisting daemon of its own; smtpd waits until it answers."""
        database = self.folder / 'greylist'
        database.mkdir()
        network.spawn(space, '/usr/sbin/postgrey', f'--unix={self.folder}/postgrey',
                      f'--dbdir={database}', f'--pidfile={self.folder}/postgrey.pid', '--user=root',
                      '--group=root', log=self.folder / 'postgrey.log')

    @staticmethod
    def is_busy(lines):
        """Whether one of the connections that LINES tell of is still open."""
        opened = sum('connect from' in x and 'disconnect' not in x for x in lines)
        return opened > sum('disconnect from' in x for x in lines)

    @staticmethod
    def sessions(lines):
        """A line "… disconnect from unknown[…] ehlo=2 starttls=1 auth=0/1 …" as numbers."""
        return [_session(line) for line in lines if 'disconnect from' in line]


def _session(line):
    counts = {'line': line}
    for key, number in re.findall(r'(\w+)=(?:\d+/)?(\d+)', line.split('disconnect from')[1]):
        if key in COUNTED:
            counts[key] = int(number)
    return counts


def make(servers, key, row):
    """The Postfix that ROW describes."""
    ports = {port: dict(options) for port, options in
             row.get('ports', {465: {}, 587: {}}).items()}
    for port, kind in row.get('port_chains', {}).items():
        ports[port]['smtpd_tls_chain_files'] = servers.chain(key, kind)
    return Postfix(servers.folder(key), row, servers.chain(key, row.get('chain', 'good')),
                   servers.sasl(row.get('sasl', 'sasl-plain')).sasl, ports)

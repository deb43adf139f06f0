# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot: for other servers' SASL questions, its own submission service, IMAP and POP3."""

import pwd
import re
import shutil
import subprocess

# They can sign in and have no mailbox: a batch wants many, as each is examined alone.
MORE_ACCOUNTS = tuple(f'user{number}' for number in range(1, 21))

# For Dovecot all clients of the lab are one, as they share an IPv6 network: without anvil's count of
# failures (its documentation on "Authentication penalty") the wrong passwords of one scenario would
# slow the right ones of others.
COMMON = '''
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
instance_name = {instance}
auth_verbose = yes
first_valid_uid = 1
auth_mechanisms = {mechanisms}
disable_plaintext_auth = {tls_first}
mail_location = maildir:{folder}/mail/%u
passdb {{
  {passdb}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
{more}
'''

PASSDB = 'driver = passwd-file\n  args = scheme=PLAIN username_format=%u {folder}/users'

# checkpassword's interface: every password is right, and nobody may sign in.
REFUSING = '''#!/bin/sh
export EXTRA='nologin reason' nologin=y reason='{reason}'
exec "$@"
'''

SASL = '''
protocols =
ssl = no
service auth {
  unix_listener sasl {
    mode = 0666
  }
  unix_listener auth-userdb {
    mode = 0666
  }
}
'''

SUBMISSION = '''
protocols = submission
ssl = required
ssl_cert = <{chain}
ssl_key = <{chain}
hostname = {name}
submission_relay_host = {relay}
submission_relay_port = 25
submission_relay_trusted = no
service submission-login {{
  inet_listener submission {{
    port = 587
  }}
  inet_listener submissions {{
    port = 465
    ssl = yes
  }}
}}
'''

# Ports of 0 are not served.
MAILBOX = '''
protocols = {protocols}
ssl = {ssl}
ssl_cert = <{chain}
ssl_key = <{chain}
service imap-login {{
  inet_listener imap {{
    port = {port143}
  }}
  inet_listener imaps {{
    port = {port993}
    ssl = yes
  }}
}}
service pop3-login {{
  inet_listener pop3 {{
    port = {port110}
  }}
  inet_listener pop3s {{
    port = {port995}
    ssl = yes
  }}
}}
'''


def version():
    """Name and version for recordings."""
    return 'Dovecot ' + subprocess.run(['dovecot', '--version'], capture_output=True, text=True,
                                       check=True).stdout.split()[0]


def _accounts(password, domain):
    """The accounts as lines of a passwd-file."""
    return [f'{name}@{domain}:{{PLAIN}}{password}::::::'
            for name in ('anna', 'bert', 'jürgen', *MORE_ACCOUNTS)]


class Dovecot:
    """One instance. ROW: `mechanisms`, `tls_first`, `conf` lines; `reason` why nobody may sign in,
    `passdb` in place of the accounts' file, `full` whose mailbox holds no more, `shut` whose mailbox
    may not be opened, a `password` of its own, the `domain` of its accounts."""

    ports = ()

    def __init__(self, folder, password, row, template):
        self.folder = folder
        self.log = folder / 'log'
        self.sasl = folder / 'run' / 'sasl'
        folder.mkdir()
        folder.chmod(0o755)
        owner = pwd.getpwnam('postfix')
        (folder / 'mail').mkdir()
        shutil.chown(folder / 'mail', owner.pw_uid, owner.pw_gid)
        self._write_users(_accounts(row.get('password', password),
                                    row.get('domain', 'larkspur.example')))
        if 'full' in row:
            self._fill(f'{row["full"]}@larkspur.example', owner)
        if 'shut' in row:
            self._shut(f'{row["shut"]}@larkspur.example')
        (folder / 'dovecot.conf').write_text(template + COMMON.format(
            folder=folder, instance=folder.name, uid=owner.pw_uid, gid=owner.pw_gid,
            passdb=self._passdb(row),
            mechanisms=row.get('mechanisms', 'plain login'), more=row.get('conf', ''),
            tls_first=row.get('tls_first', 'yes')), encoding='ascii')

    def _passdb(self, row):
        """What knows the accounts. Blanks in a reason need checkpassword's way of telling."""
        if 'reason' not in row:
            return row.get('passdb', PASSDB.format(folder=self.folder))
        script = self.folder / 'check'
        script.write_text(REFUSING.format(reason=row['reason']), encoding='ascii')
        script.chmod(0o755)
        return f'driver = checkpassword\n  args = {script}'

    def _write_users(self, lines):
        """Write the accounts; only root and dovecot may read them."""
        users = self.folder / 'users'
        users.touch(mode=0o600)
        users.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        shutil.chown(users, 'dovecot')

    def _fill(self, name, owner):
        """Put a message of four kilobytes into a mailbox."""
        for folder in ('cur', 'new', 'tmp'):
            (self.folder / 'mail' / name / folder).mkdir(parents=True)
        message = self.folder / 'mail' / name / 'cur' / '1.lab,S=4096:2,S'
        message.write_text('Subject: much\n\n' + 'x' * 4081 + '\n', encoding='ascii')
        for one in (self.folder / 'mail').rglob('*'):
            shutil.chown(one, owner.pw_uid, owner.pw_gid)

    def _shut(self, name):
        """Make a mailbox that is root's own."""
        inside = self.folder / 'mail' / name / 'cur'
        inside.mkdir(parents=True)
        inside.chmod(0o700)
        inside.parent.chmod(0o700)

    def start(self, network, space):
        """Start the master in the foreground."""
        return network.spawn(space, '/usr/sbin/dovecot', '-F', '-c', self.folder / 'dovecot.conf',
                             log=self.folder / 'stderr')

    @staticmethod
    def sessions(lines):
        """Sign-ins at its own services among LINES of one client."""
        found = []
        for line in lines:
            tries = re.search(r'auth failed, (\d+) attempts|(\d+) successful auths', line)
            if tries:
                found.append({'auth': int(tries[1] or tries[2]), 'line': line})
            elif ': Login: ' in line or 'reported temporary failure' in line:
                found.append({'auth': 1, 'line': line})
        return found


class Nobody:
    """Where a server looks for a Dovecot that is not there."""

    def __init__(self, folder):
        self.sasl = folder / 'nobody-listens-here'


def make_sasl(folder, password, row):
    """The Dovecot that a row of setups.SASL describes."""
    return Dovecot(folder, password, {'tls_first': 'no', **row}, SASL)


def make(servers, key, row):
    """Dovecot's submission service in front of the first of the servers that ROW needs."""
    server = Dovecot(servers.folder(key), servers.password, row, SUBMISSION.format(
        chain=servers.chain(key, row.get('chain', 'good')), name=row['names'][0],
        relay=servers.address(row['needs'][0])))
    server.ports = (465, 587)
    return server


def make_mailbox(servers, key, row):
    """IMAP and POP3. ROW: `ports` of 143, 993, 110 and 995, and Dovecot's setting `ssl`."""
    ports = row.get('ports', (143, 993, 110, 995))
    names = [name for name, own in (('imap', {143, 993}), ('pop3', {110, 995})) if own & set(ports)]
    listeners = {f'port{port}': port if port in ports else 0 for port in (143, 993, 110, 995)}
    server = Dovecot(servers.folder(key), servers.password, row, MAILBOX.format(
        protocols=' '.join(names), ssl=row.get('ssl', 'yes'),
        chain=servers.chain(key, row.get('chain', 'good')), **listeners))
    server.ports = ports
    return server

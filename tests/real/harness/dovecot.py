# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot: the one that answers other servers' SASL questions, and its own submission service."""

import pwd
import re
import shutil
import subprocess

# They can sign in and have no mailbox: a batch wants many, as each is examined alone.
MORE_ACCOUNTS = tuple(f'user{number}' for number in range(1, 21))

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
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
{more}
'''

SASL = '''
protocols =
ssl = no
service auth {
  unix_listener sasl {
    mode = 0666
  }
  unix_listener accounts {
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


def version():
    """Name and version for recordings."""
    return 'Dovecot ' + subprocess.run(['dovecot', '--version'], capture_output=True, text=True,
                                       check=True).stdout.split()[0]


def _accounts(password, fields):
    """The accounts as lines of a passwd-file; FIELDS are Dovecot's extra fields for all."""
    return [f'{name}@larkspur.example:{{PLAIN}}{password}::::::{fields}'
            for name in ('anna', 'bert', *MORE_ACCOUNTS)]


class Dovecot:
    """One instance. ROW: `mechanisms`, `tls_first`, `fields` of the accounts, `conf` lines."""

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
        self._write_users(_accounts(password, row.get('fields', '')))
        (folder / 'dovecot.conf').write_text(template + COMMON.format(
            folder=folder, instance=folder.name, uid=owner.pw_uid, gid=owner.pw_gid,
            mechanisms=row.get('mechanisms', 'plain login'), more=row.get('conf', ''),
            tls_first=row.get('tls_first', 'yes')), encoding='ascii')

    def _write_users(self, lines):
        """Write the accounts; only root and dovecot may read them."""
        users = self.folder / 'users'
        users.touch(mode=0o600)
        users.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        shutil.chown(users, 'dovecot')

    def start(self, network, space):
        """Start the master in the foreground."""
        return network.spawn(space, '/usr/sbin/dovecot', '-F', '-c', self.folder / 'dovecot.conf',
                             log=self.folder / 'stderr')

    @staticmethod
    def sessions(lines):
        """Sign-ins at the submission service among LINES of one client."""
        found = []
        for line in lines:
            tries = re.search(r'auth failed, (\d+) attempts', line)
            if ': Login: ' in line or tries:
                found.append({'auth': int(tries[1]) if tries else 1, 'line': line})
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

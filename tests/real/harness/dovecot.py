# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot: the one that answers Postfix's SASL questions, and its own submission service."""

import pwd
import shutil
import subprocess

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
'''

SASL = '''
protocols =
ssl = no
service auth {{
  unix_listener {folder}/sasl {{
    mode = 0600
    user = postfix
  }}
}}
'''

SUBMISSION = '''
protocols = submission
ssl = required
ssl_cert = <{chain}
ssl_key = <{chain}
hostname = {names[0]}
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


class Dovecot:
    """One instance; `users` are lines of a passwd-file."""

    def __init__(self, folder, users, template, mechanisms='plain login', tls_first='yes', **values):
        self.folder = folder
        self.log = folder / 'log'
        self.sasl = folder / 'sasl'
        folder.mkdir()
        folder.chmod(0o755)
        owner = pwd.getpwnam('postfix')
        (folder / 'mail').mkdir()
        shutil.chown(folder / 'mail', owner.pw_uid, owner.pw_gid)
        self.set_users(users)
        text = (COMMON + template).format(folder=folder, instance=folder.name,
                                          mechanisms=mechanisms, tls_first=tls_first,
                                          uid=owner.pw_uid, gid=owner.pw_gid, **values)
        (folder / 'dovecot.conf').write_text(text, encoding='ascii')

    def set_users(self, lines):
        """Write the accounts; only root and dovecot may read them."""
        users = self.folder / 'users'
        users.touch(mode=0o600)
        users.write_text('\n'.join(lines) + '\n', encoding='utf-8')
        shutil.chown(users, 'dovecot')

    def start(self, network, space):
        """Start the master in the foreground."""
        network.spawn(space, '/usr/sbin/dovecot', '-F', '-c', self.folder / 'dovecot.conf',
                      log=self.folder / 'stderr')

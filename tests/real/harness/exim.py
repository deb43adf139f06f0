# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim, as shared hosting runs it: ACLs of its own making, SASL by Dovecot."""

import os

from . import roots
from .roots import Root

TREE = 'exim'

MAIN = '''
primary_hostname = {name}
spool_directory = /var/spool/exim4
log_file_path = {folder}/log-%slog
pid_file_path = /run/obd-unused-%d.pid
log_selector = +smtp_connection +smtp_no_mail +smtp_incomplete_transaction +incoming_port +pid
write_rejectlog = false
exim_user = {user}
exim_group = {user}
never_users = root
daemon_smtp_ports = {ports}
tls_on_connect_ports = 465
local_interfaces = <; 0.0.0.0 ; ::0
keep_environment =
rfc1413_query_timeout = 0s
host_lookup =
smtp_accept_max = 100
tls_advertise_hosts = *
tls_certificate = {chain}
tls_privatekey = {chain}
auth_advertise_hosts = ${{if def:tls_in_cipher {{*}}{{}}}}
domainlist local_domains = larkspur.example
acl_smtp_auth = acl_note_auth
acl_smtp_rcpt = acl_check_rcpt
acl_smtp_data = acl_check_data
'''

CONFIG = '''{main}

begin acl
{acls}

acl_note_auth:
  accept  logwrite = lab: AUTH from [$sender_host_address]

acl_check_rcpt:
{rcpt}
  accept  authenticated = *
{relay}
  accept

acl_check_data:
{data}
  accept

begin routers
{routers}
away:
  driver = accept
  domains = ! +local_domains
  transport = nowhere
here:
  driver = accept
  domains = +local_domains
  local_parts = anna : bert
  transport = store

begin transports
nowhere:
  driver = appendfile
  file = /dev/null
  user = {user}
store:
  driver = appendfile
  directory = {folder}/mail/$local_part_data
  maildir_format
  user = {user}
  group = {user}

begin retry

begin authenticators
{authenticators}'''

RELAY = '''
  require message = relay not permitted
          domains = +local_domains
'''

AUTHENTICATORS = '''
plain:
  driver = dovecot
  public_name = PLAIN
  server_socket = SASL
  server_set_id = $auth1
login:
  driver = dovecot
  public_name = LOGIN
  server_socket = SASL
  server_set_id = $auth1
'''


def version():
    """Name and version for recordings."""
    return 'Exim ' + roots.version(TREE, 'exim4-daemon-heavy')


def _override(main, options):
    """MAIN with OPTIONS in place of those of the same name: Exim refuses doubles."""
    names = {line.split(' =')[0] for line in options.splitlines()}
    kept = [line for line in main.splitlines() if line.split(' =')[0] not in names]
    return '\n'.join([*kept, options])


class Exim:
    """One daemon. The row's `main`, `acls`, `rcpt`, `relay`, `data`, `routers` and
    `authenticators` go to those places."""

    def __init__(self, folder, row, chain, sasl):
        folder.mkdir(mode=0o755)
        self.log = folder / 'log-mainlog'
        self.mail = folder / 'mail'
        self.ports = row.get('ports', (25, 465, 587))
        self.root = Root(folder, TREE)
        user = self.root.add_account('Debian-exim')
        self.mail.mkdir(mode=0o700)
        for one in (folder, self.mail):
            os.chown(one, user, user)
        os.chown(chain, user, user)
        values = {key: row.get(key, default) for key, default in
                  (('main', ''), ('acls', ''), ('rcpt', ''), ('relay', RELAY), ('data', ''), ('routers', ''),
                   ('authenticators', AUTHENTICATORS))}
        values['authenticators'] = values['authenticators'].replace('SASL', str(sasl))
        main = MAIN.format(folder=folder, name=row['names'][0], user='Debian-exim', chain=chain,
                           ports=' : '.join(map(str, self.ports)))
        values['main'] = _override(main, values['main'])
        self.root.write('/etc/exim4/exim4.conf', CONFIG.format(folder=folder, user='Debian-exim',
                                                               **values))
        self.root.make_folder('/var/spool/exim4', 0o750, user)
        self.root.make_folder('/var/log/exim4', 0o750, user)

    def start(self, network, space):
        """Start the daemon in the foreground."""
        return network.spawn(space, *self.root.command('/usr/sbin/exim4', '-bdf', '-q1h'),
                             log=self.log.with_name('stderr'))

    @staticmethod
    def sessions(lines):
        """Sign-ins and messages among LINES of one client."""
        return [{'auth': int(' lab: AUTH from' in line), 'data': int(' <= ' in line), 'line': line}
                for line in lines]


def make(servers, key, row):
    """The Exim that ROW describes."""
    return Exim(servers.folder(key), row, servers.chain(key, row.get('chain', 'good')),
                servers.sasl(row.get('sasl', 'sasl-plain')).sasl)

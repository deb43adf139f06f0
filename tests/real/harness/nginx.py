# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx: in front of mail servers as large hosters have it, and as a web server."""

import re

from .roots import installed_version

FRAME = '''
daemon off;
pid {folder}/pid;
user root;
worker_processes 1;
error_log {folder}/log info;
{modules}
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access;
  map_hash_bucket_size 256;
  client_body_temp_path {folder}/tmp;
  proxy_temp_path {folder}/tmp;
  fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp;
  scgi_temp_path {folder}/tmp;
{http}
}}
{more}
'''

# The answers of ngx_mail_auth_http: who signs in goes to one server, everybody else to the other.
GATE = '''
  map "$http_auth_method $http_auth_user $http_auth_pass" $lab_status {{
    default "Invalid login or password";
    "~^none " OK;
{accounts}
  }}
  map $http_auth_method $lab_server {{
    default {inside};
    none {outside};
  }}
  server {{
    listen 127.0.0.1:9000;
    location / {{
      add_header Auth-Status $lab_status always;
      add_header Auth-Server $lab_server always;
      add_header Auth-Port 25 always;
      return 204;
    }}
  }}
'''

MAIL = '''
mail {{
  server_name {name};
  auth_http 127.0.0.1:9000/;
  proxy_pass_error_message on;
  xclient off;
  smtp_capabilities "SIZE 52428800" ENHANCEDSTATUSCODES 8BITMIME;
  {tls}
  ssl_certificate {chain};
  ssl_certificate_key {chain};
{listeners}
}}
'''

LISTEN = '''
  server {{
    listen {port}{ssl};
    listen [::]:{port}{ssl};
    protocol smtp;
    smtp_auth {auth};
    starttls {starttls};
  }}
'''

# port → (what follows "listen", starttls, smtp_auth)
PORTS = {25: ('', 'on', 'none'), 465: (' ssl', 'off', 'plain login'),
         587: ('', 'only', 'plain login')}


def version():
    """Name and version for recordings."""
    return 'nginx ' + installed_version('nginx')


class Nginx:
    """One instance with the configuration TEXT."""

    def __init__(self, folder, ports, **parts):
        self.folder, self.ports = folder, tuple(ports)
        self.log = folder / 'log'
        (folder / 'tmp').mkdir(parents=True)
        text = FRAME.format(folder=folder, **{'modules': '', 'http': '', 'more': '', **parts})
        (folder / 'nginx.conf').write_text(text, encoding='ascii')

    def start(self, network, space):
        """Start it in the foreground."""
        return network.spawn(space, '/usr/sbin/nginx', '-e', self.log, '-c',
                             self.folder / 'nginx.conf', log=self.folder / 'stderr')

    @staticmethod
    def sessions(lines):
        """Sign-ins among LINES of one client: its connections that have come to a login name."""
        first = {}
        for line in lines:
            if found := re.search(r' \*(\d+) .* login: "', line):
                first.setdefault(found[1], line)
        return [{'auth': 1, 'line': line} for line in first.values()]


def make_mail(servers, key, row):
    """nginx before the two servers that ROW needs: for those who sign in, and for the others."""
    inside, outside = (servers.address(other) for other in row['needs'])
    accounts = '\n'.join(
        f'    "{method} {user}@larkspur.example {servers.password}" OK;'
        for method in ('plain', 'login') for user in ('anna', 'bert'))
    ports = {**PORTS, **row.get('ports', {})}
    listeners = ''.join(LISTEN.format(port=port, ssl=ssl, starttls=starttls, auth=auth)
                        for port, (ssl, starttls, auth) in ports.items())
    return Nginx(servers.folder(key), ports,
                 modules='load_module /usr/lib/nginx/modules/ngx_mail_module.so;',
                 http=GATE.format(accounts=accounts, inside=inside, outside=outside),
                 more=MAIL.format(name=row['names'][0], listeners=listeners,
                                  chain=servers.chain(key, row.get('chain', 'good')),
                                  tls=row.get('tls', '')))


def make_web(servers, key, row):
    """A web server on the ports of ROW; `http` is what stands in each server block."""
    blocks = ''.join(f'  server {{ listen {port}; listen [::]:{port}; {row["http"]} }}\n'
                     for port in row['ports'])
    return Nginx(servers.folder(key), row['ports'], http=blocks)

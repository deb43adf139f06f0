# SPDX-License-Identifier: GPL-3.0-or-later
"""The web servers of the domains in domains.py: one nginx answers for all, well or not."""

import gzip

from . import nginx
from .domains import DOMAINS, HTTP_SOURCES, MEASURED
from .network import address4, ip

DATABASE = 'db.lab.example'
PATHS = {'autoconfig': '/mail/config-v1.1.xml',
         'well_known': '/.well-known/autoconfig/mail/config-v1.1.xml'}

# What a provider's page says, in the words of the format's description.
CONFIG = '''<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="{domain}">
    <domain>{domain}</domain>
    <displayName>Mail of {domain}</displayName>
    <incomingServer type="imap">
      <hostname>imap.{domain}</hostname>
      <port>993</port>
      <socketType>SSL</socketType>
      <username>{username}</username>
      <authentication>password-cleartext</authentication>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>{host}</hostname>
      <port>465</port>
      <socketType>SSL</socketType>
      <username>{username}</username>
      <authentication>password-cleartext</authentication>
    </outgoingServer>
  </emailProvider>
</clientConfig>
'''

# The billion laughs: each entity is ten of the one before.
ENTITIES = '<?xml version="1.0"?>\n<!DOCTYPE lol [\n <!ENTITY l0 "lol">\n' + ''.join(
    f' <!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 10)) \
    + ']>\n<clientConfig version="1.1"><emailProvider id="x"><displayName>&l9;</displayName>' \
    '</emailProvider></clientConfig>\n'
DEEP = '<clientConfig version="1.1">' + '<a>' * 5000
FIFTY_MEGABYTES = 50 * 1024 * 1024

# word → (what nginx does, outcome of the source). A word of nginx.KINDS_OF_CHAINS is a certificate.
FAULTS = {
    'error': ('return 500;', 'server-error'),
    'cut': ('return 444;', 'unreachable'),
    'page': ('default_type text/html; return 200 "<!doctype html><p>Welcome</p>";',
             'not-a-configuration'),
    'slow': ('root {folder}/pages; limit_rate 100; rewrite ^ /slow.xml break;', 'timeout'),
    'entities': ('root {folder}/pages; rewrite ^ /entities.xml break;', 'forbidden-content'),
    'deep': ('root {folder}/pages; rewrite ^ /deep.xml break;', 'forbidden-content'),
    'huge': ('root {folder}/pages; rewrite ^ /huge.xml break;', 'too-large'),
    'gzip-bomb': ('root {folder}/pages; rewrite ^ /bomb.xml break; '
                  'add_header Content-Encoding gzip;', 'too-large'),
    'wrong-charset': ('root {folder}/pages; rewrite ^ /latin.xml break;', 'wrong-charset'),
    'to-file': ('return 302 file:///etc/passwd;', 'redirect-refused'),
    'to-literal': ('return 302 https://10.77.0.4/config.xml;', 'redirect-refused'),
    'to-other': ('return 302 https://www.otherplace.example/config.xml;', 'redirect-refused'),
    'to-open': ('return 302 http://www.{domain}/config.xml;', 'redirect-refused'),
    'loop': ('return 302 https://$host$uri;', 'redirect-refused'),
    'hop': ('return 302 https://{domain}/moved.xml;', 'found'),
    # --- not a matter of what is said there ---
    'closed': ('', 'unreachable'),
    'silent': ('', 'timeout'),
    'not-tls': ('', 'tls'),
    'expired': ('', 'certificate'),
    'self-signed': ('', 'certificate'),
}
CERTIFICATES = ('expired', 'self-signed')
# What another address of the same machine does to port 443.
ADDRESSES = {'closed': 1, 'silent': 2, 'not-tls': 3}
BLOCK = '''
  server {{
    listen {address}:{port}{options};
    server_name {host};
    {tls}
{locations}
    location / {{ return 404; }}
  }}
'''
# Debian's nginx would take nothing newer than 1.2 if not told so.
TLS = 'ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate {chain}; ssl_certificate_key {chain};'
LOG = "  log_format told '$remote_addr $scheme://$host$request_uri';\n" \
    '  access_log {folder}/told told;\n  server_names_hash_bucket_size 128;\n' \
    '  default_type application/xml;\n'


class Pages(nginx.Nginx):
    """The nginx, and who asked it for what."""

    def asked(self, addresses):
        """The pages that ADDRESSES asked for."""
        lines = (self.folder / 'told').read_text(encoding='utf-8').splitlines()
        return [line.split(' ', 1)[1] for line in lines if line.split(' ')[0] in addresses]


def database(row):
    """Which public database the row asks: one that is down for those that are to find it so."""
    word = row.ispdb.lstrip('!')
    return f'{word}.{DATABASE}' if word in (*ADDRESSES, *CERTIFICATES) else DATABASE


def expected(row):
    """The outcome of each source, as it follows from the row's set-up."""
    found = {'provider-list': 'found' if row.listed else 'nothing', 'srv': 'nothing',
             'mx': 'nothing'}
    for source in HTTP_SOURCES:
        word = getattr(row, source)
        found[source.replace('_', '-')] = FAULTS[word[1:]][1] if word.startswith('!') else \
            'found' if word else 'nothing'
    if row.srv:
        found['srv'] = 'found'
    if row.hoster.startswith('!'):
        found['mx'] = FAULTS[row.hoster[1:]][1]
    elif row.hoster or row.mx_is_listed:
        found['mx'] = 'found'
    elif row.mx and database(row) != DATABASE:  # it is asked about the mail exchanger's domain too
        found['mx'] = found['ispdb']
    return {**found, **row.outcomes}


def _write(folder, row, word, name):
    (folder / name).write_text(
        CONFIG.format(domain=row.domain, host=row.host(word), username=row.username),
        encoding='utf-8')


def _write_hostile(folder):
    """The files of FAULTS."""
    slow = CONFIG.format(domain='slow', host='slow.example', username='%EMAILADDRESS%')
    (folder / 'slow.xml').write_text(slow + ' ' * 30000, encoding='utf-8')
    (folder / 'entities.xml').write_text(ENTITIES, encoding='utf-8')
    (folder / 'deep.xml').write_text(DEEP, encoding='utf-8')
    with open(folder / 'huge.xml', 'wb') as out:
        out.write(b'<clientConfig version="1.1">')
        out.truncate(FIFTY_MEGABYTES)
    (folder / 'bomb.xml').write_bytes(gzip.compress(b'<clientConfig>' + b' ' * FIFTY_MEGABYTES))
    (folder / 'latin.xml').write_bytes(
        CONFIG.format(domain='l', host='mail.l.example', username='%EMAILADDRESS%')
        .replace('Mail of', 'Post für').encode('latin-1'))


class Site:
    """One name of the machine: where it listens, how it shows itself, and its pages."""

    def __init__(self, host, port, bearer=''):
        self.host, self.port, self.place, self.kind, self.locations = host, port, 0, 'good', []
        self.bearer = bearer  # whose certificate it shows

    def add(self, folder, row, path, word, name):
        """Put what WORD of ROW stands for at PATH; NAME is free for a file."""
        fault = word[1:] if word.startswith('!') else ''
        if fault in CERTIFICATES:
            self.kind = fault
        if fault in ADDRESSES:
            self.place = ADDRESSES[fault]
        if not fault:
            _write(folder / 'pages', row, word, name)
            deed = f'root {folder}/pages; rewrite ^ /{name} break;'
        else:
            deed = FAULTS[fault][0].format(folder=folder, domain=row.domain)
        self.locations.append(f'    location = {path} {{ {deed} }}')

    def block(self, addresses, chains, stranger=False):
        """Its part of the configuration; as a STRANGER it answers for all names that have none."""
        tls = self.port == 443 and self.place != ADDRESSES['not-tls']
        return BLOCK.format(
            address=addresses[self.place], port=self.port, host=self.host,
            options=(' ssl' if tls else '') + (' default_server' if stranger else ''),
            tls=TLS.format(chain=chains[self.bearer, self.kind]) if tls else '',
            locations='\n'.join(self.locations))


def _sites(folder):
    """The names of the machine, with everything that the table wants there."""
    sites = {}

    def add(row, host, path, word, port=443):
        # Where time is measured, certificates are as short as they are elsewhere.
        bearer = 'db' if host.endswith(DATABASE) else row.name if row.name in MEASURED else ''
        site = sites.setdefault((host, port), Site(host, port, bearer))
        site.add(folder, row, path, word, f'{host}{path.replace("/", "-")}')

    for row in DOMAINS:
        if row.autoconfig:
            add(row, f'autoconfig.{row.domain}', PATHS['autoconfig'], row.autoconfig)
        if row.well_known:
            add(row, row.domain, PATHS['well_known'], row.well_known)
        if row.autoconfig == '!hop':
            add(row, row.domain, '/moved.xml', 'auto')
        if row.plain:
            add(row, f'autoconfig.{row.domain}', PATHS['autoconfig'], row.plain, 80)
        if row.hoster:
            add(row, f'autoconfig.{row.mx_domain}', PATHS['autoconfig'], row.hoster)
        if row.ispdb:
            add(row, database(row), f'/v1/{row.domain}', row.ispdb)
        if row.ispdb.startswith('!') and row.hoster:
            add(row, database(row), f'/v1/{row.mx_domain}', row.ispdb)
    return sites.values()


def _strangers():
    """What answers for names that nobody has."""
    yield from (Site('_', 443), Site('_', 80))
    other = Site('_', 443)
    other.place = ADDRESSES['not-tls']
    yield other


def _bearers(sites):
    """(bearer, kind of certificate) → the names that it is for."""
    bearers = {}
    for site in sites:
        bearers.setdefault((site.bearer, site.kind), set()).add(site.host)
    return {key: sorted(names) for key, names in bearers.items()}


def make(servers, key, _row):
    """The web server of all domains, with addresses of its own for what is closed or silent."""
    folder, space, number = servers.folder(key), servers.spaces[key], servers.number(key)
    addresses = [address4(f'{number}.{n + 1}') for n in range(len(ADDRESSES) + 1)]
    ip('-n', space, batch=[f'addr add {address}/16 dev eth0' for address in addresses])
    servers.network.run(space, 'iptables', '-w', '-A', 'INPUT', '-p', 'tcp', '-j', 'DROP',
                        '-d', addresses[ADDRESSES['silent']])
    (folder / 'pages').mkdir(parents=True)
    _write_hostile(folder / 'pages')
    sites = list(_sites(folder))
    for site in sites:
        servers.names.publish(key, site.host, addresses[site.place])
    chains = {(bearer, kind): servers.authority.chain(f'{key}-{bearer}-{kind}', names, kind)
              for (bearer, kind), names in _bearers(sites).items()}
    blocks = [site.block(addresses, chains, True) for site in _strangers()]
    # Closed means that nothing listens there.
    blocks += [site.block(addresses, chains) for site in sites if site.place != ADDRESSES['closed']]
    return Pages(folder, (80, 443), http=LOG.format(folder=folder) + ''.join(blocks))

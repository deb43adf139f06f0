# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority made with openssl(1): a root, an issuer under it, and servers' chains."""

import subprocess
import threading
from datetime import datetime, timedelta, timezone

CONFIG = '''
[ca]
default_ca = lab
[lab]
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[req]
distinguished_name = name
prompt = no
[name]
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
'''


def _stamp(days):
    return (datetime.now(timezone.utc) + timedelta(days=days)).strftime('%Y%m%d%H%M%SZ')


class Authority:
    """The lab's CA. `roots` is what a client trusts; chain () issues what a server shows."""

    def __init__(self, folder):
        self.folder = folder
        self._guard = threading.Lock()  # openssl's index takes one writer at a time
        folder.mkdir()
        self.config = folder / 'ca.cnf'
        self.config.write_text(CONFIG.format(folder=folder), encoding='ascii')
        (folder / 'index.txt').touch()
        self.roots = folder / 'root.pem'
        self._make_root()
        self.issuer = self._issue('issuer', 'Outbox Doctor Lab Issuer', 'authority', 'root', [])

    def _openssl(self, *args):
        subprocess.run(['openssl', *map(str, args)], check=True, capture_output=True,
                       cwd=self.folder)

    def _request(self, name, common_name, names):
        self._openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', f'{name}.key')
        extra = ['-addext', 'subjectAltName=' + ','.join(f'DNS:{n}' for n in names)] if names else []
        self._openssl('req', '-new', '-config', self.config, '-key', f'{name}.key',
                      '-subj', f'/O=Larkspur/CN={common_name}', *extra, '-out', f'{name}.csr')

    def _make_root(self):
        self._request('root', 'Outbox Doctor Lab Root', [])
        self._self_sign('root', 'authority', -3650, 3650)

    def _self_sign(self, name, section, begin, end):
        self._openssl('ca', '-batch', '-notext', '-config', self.config, '-selfsign',
                      '-extensions', section, '-startdate', _stamp(begin), '-enddate', _stamp(end),
                      '-keyfile', f'{name}.key', '-in', f'{name}.csr', '-out', f'{name}.pem')

    def _issue(self, name, common_name, section, by, names, begin=-30, end=365):
        self._request(name, common_name, names)
        self._openssl('ca', '-batch', '-notext', '-config', self.config, '-extensions', section,
                      '-startdate', _stamp(begin), '-enddate', _stamp(end), '-cert', f'{by}.pem',
                      '-keyfile', f'{by}.key', '-in', f'{name}.csr', '-out', f'{name}.pem')
        return self.folder / f'{name}.pem'

    def _certify(self, name, names, kind):
        if kind == 'self-signed':
            self._request(name, names[0], names)
            self._self_sign(name, 'server', -30, 365)
            return
        begin, end = {'expired': (-400, -35), 'future': (30, 395)}.get(kind, (-30, 365))
        self._issue(name, names[0], 'server', 'issuer', names, begin, end)

    def chain(self, name, names, kind='good'):
        """Issue for NAMES; returns a file with key, certificate and intermediate.

        KIND is good, expired, future, self-signed or incomplete (the intermediate is missing).
        """
        with self._guard:
            self._certify(name, names, kind)
        parts = [self.folder / f'{name}.key', self.folder / f'{name}.pem']
        if kind not in ('self-signed', 'incomplete'):
            parts.append(self.issuer)
        chain = self.folder / f'{name}-chain.pem'
        chain.write_text(''.join(p.read_text(encoding='ascii') for p in parts), encoding='ascii')
        chain.chmod(0o600)
        return chain

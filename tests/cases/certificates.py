# SPDX-License-Identifier: GPL-3.0-or-later
"""An authority and certificates of every kind, made by openssl when a test begins."""
import datetime
import pathlib
import subprocess

HOSTS = ['mail.larkspur.example', 'smtp.larkspur.example', 'imap.larkspur.example',
         'larkspur.example', 'smtp.otherhost.example']
STAMP = '%Y%m%d%H%M%SZ'


def openssl(*words):
    """Run openssl; its chatter is shown only when it fails."""
    subprocess.run(['openssl', *map(str, words)], check=True, capture_output=True)


def day(offset):
    """A day from now as openssl writes it."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(days=offset)).strftime(STAMP)


class Certificates:
    """Key and chain of each kind: good, expired, future, wrong-name, self-signed."""

    KINDS = {  # names, first day, last day
        'good': (HOSTS, -30, 300),
        'expired': (HOSTS, -300, -30),
        'future': (HOSTS, 2, 300),
        'wrong-name': (['host7.provider.example'], -30, 300),
    }

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.authority = self.folder / 'authority.pem'
        self.key = self.folder / 'key.pem'
        openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', self.key)
        openssl('req', '-x509', '-new', '-key', self.key, '-subj', '/CN=Case authority',
                '-days', '3650', '-out', self.authority)
        (self.folder / 'index').touch()
        (self.folder / 'serial').write_text('01')
        for kind, (names, first, last) in self.KINDS.items():
            self._make(kind, names, first, last)
        openssl('req', '-x509', '-new', '-key', self.key, '-subj', f'/CN={HOSTS[0]}', '-addext',
                f'subjectAltName=DNS:{HOSTS[0]}', '-days', '300', '-out',
                self.folder / 'self-signed.pem')
        self._backdate_authority()

    def chain(self, kind):
        """Path of the certificate of that KIND."""
        return self.folder / f'{kind}.pem'

    def _config(self, names):
        path = self.folder / 'ca.cnf'
        path.write_text(f'''[ca]
default_ca = one
[one]
database = {self.folder}/index
serial = {self.folder}/serial
new_certs_dir = {self.folder}
default_md = sha256
policy = any
x509_extensions = leaf
unique_subject = no
[any]
commonName = supplied
[leaf]
subjectAltName = {','.join(f'DNS:{name}' for name in names)}
''')
        return path

    def _sign(self, kind, subject, names, first, last, *more):
        request = self.folder / f'{kind}.csr'
        openssl('req', '-new', '-key', self.key, '-subj', f'/CN={subject}', '-out', request)
        openssl('ca', '-batch', '-config', self._config(names), '-keyfile', self.key, '-in',
                request, '-startdate', day(first), '-enddate', day(last), '-notext', '-out',
                self.folder / f'{kind}.pem', *more)

    def _make(self, kind, names, first, last):
        self._sign(kind, names[0], names, first, last, '-cert', self.authority)

    def _backdate_authority(self):
        """The authority is older than everything it signed."""
        config = self._config(['authority.example'])
        config.write_text(config.read_text() + '[authority]\nbasicConstraints = critical,CA:true\n')
        request = self.folder / 'authority.csr'
        openssl('req', '-new', '-key', self.key, '-subj', '/CN=Case authority', '-out', request)
        openssl('ca', '-batch', '-selfsign', '-config', config, '-keyfile', self.key, '-in',
                request, '-startdate', day(-3650), '-enddate', day(3650), '-notext',
                '-extensions', 'authority', '-out', self.folder / 'old.pem')
        (self.folder / 'old.pem').replace(self.authority)

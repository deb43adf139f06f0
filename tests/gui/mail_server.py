# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server of a few lines that passes nothing on until a client has signed in. It stands for a
real one where only the window and the keyring are looked at; tests/real has the real ones."""
import base64
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import time

HOST = 'mail.larkspur.example'
ADDRESS = 'anna@larkspur.example'


def make_certificates(folder, host, days):
    """A root of our own and a certificate for HOST, good for DAYS; returns (root, chain, key)."""
    path = lambda name: os.path.join(folder, name)
    run = lambda *argv: subprocess.run(['openssl', *argv], check=True, capture_output=True)
    run('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=Test Root',
        '-keyout', path('root.key'), '-out', path('root.pem'),
        '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=keyCertSign')
    run('req', '-newkey', 'rsa:2048', '-nodes', '-subj', f'/CN={host}', '-keyout', path('key.pem'),
        '-out', path('request.pem'))
    with open(path('extensions'), 'w', encoding='ascii') as file:
        file.write(f'subjectAltName=DNS:{host}\nextendedKeyUsage=serverAuth\n')
    run('x509', '-req', '-in', path('request.pem'), '-CA', path('root.pem'), '-CAkey',
        path('root.key'), '-CAcreateserial', '-days', str(days), '-extfile', path('extensions'),
        '-out', path('chain.pem'))
    return path('root.pem'), path('chain.pem'), path('key.pem')


class MailServer:
    """Listens on a port of the kernel's choice; `passwords` counts what it was given.

    DAYS: for how long its certificate is good, -1 for one that is over; PAUSE: how many seconds
    everybody waits for its greeting."""

    def __init__(self, password, host=HOST, days=30, pause=0):
        self.folder = tempfile.TemporaryDirectory(prefix='mail-server.')
        self.root, chain, key = make_certificates(self.folder.name, host, days)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(chain, key)
        self.host, self.pause, self.password, self.passwords = host, pause, password, []
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def options(self, *ports):
        """What the program is started with: these ports are here, all the others are closed."""
        return ['--offline', '--ca-file', self.root, *self.places(*ports)]

    def places(self, *ports):
        """The part of that which tells where this server is."""
        args = []
        with socket.create_server(('127.0.0.1', 0)) as closed:
            nobody = closed.getsockname()[1]
        for port in (25, 465, 587, 2525):
            args += ['--connect-to',
                     f'{self.host}:{port}:127.0.0.1:{self.port if port in ports else nobody}']
        return args

    def close(self):
        self.socket.close()
        self.folder.cleanup()

    def listen(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            self.talk(connection)
        except (OSError, ValueError):
            pass  # the client has gone: nothing to be told
        finally:
            connection.close()

    def talk(self, connection):
        stream, secure, signed_in = connection.makefile('rwb'), False, False

        def say(text):
            stream.write(text.encode() + b'\r\n')
            stream.flush()

        time.sleep(self.pause)
        say(f'220 {self.host} ESMTP')
        while line := stream.readline().decode('utf-8', 'replace').strip():
            verb = line.split()[0].upper()
            if verb == 'EHLO':
                offers = ['PIPELINING', 'AUTH PLAIN LOGIN' if secure else 'STARTTLS', '8BITMIME']
                say('\r\n'.join([f'250-{self.host}'] + [f'250-{o}' for o in offers[:-1]]
                                + [f'250 {offers[-1]}']))
            elif verb == 'STARTTLS':
                say('220 2.0.0 Ready')
                connection = self.tls.wrap_socket(connection, server_side=True)
                stream, secure = connection.makefile('rwb'), True
            elif verb == 'AUTH':
                given = base64.b64decode(line.split()[-1]).decode().split('\0')[-1]
                self.passwords.append(given)
                signed_in = given == self.password
                say('235 2.7.0 Authentication successful' if signed_in
                    else '535 5.7.8 Error: authentication failed')
            elif verb == 'RCPT' and not signed_in:
                say('554 5.7.1 <tom@otherplace.example>: Relay access denied')
            elif verb == 'DATA':
                say('354 End data with <CR><LF>.<CR><LF>')
                while stream.readline() not in (b'.\r\n', b''):
                    pass
                say('250 2.0.0 Ok: queued')
            elif verb == 'QUIT':
                say('221 2.0.0 Bye')
                return
            else:
                say('250 2.1.0 Ok')

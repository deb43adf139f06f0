#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""--store and --from-keyring with a real keyring on a bus of its own."""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import cli
from smtpserver import Server

ADDRESS = 'anna@larkspur.example'
PASSWORD = 'Kanarie vögel'
SKIP = 77


def arguments(server, *more):
    return ['diagnose', ADDRESS, '--host', 'mail.larkspur.example', '--port', '2525', '--security',
            'none', '--username', ADDRESS, '--authentication', 'plain',
            '--allow-plaintext-password', '--only-typed', '--offline', '--json', '--connect-to',
            f'mail.larkspur.example:2525:127.0.0.1:{server.port}', *more]


class ImapServer(Server):
    """The same for fetching."""

    def serve(self, connection):
        with connection, connection.makefile('rb') as lines:
            connection.sendall(b'* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n')
            for line in lines:
                self.got.append(line)
                tag, word = line.split()[:2]
                if word == b'LOGOUT':
                    return
                connection.sendall(tag + b' ' + self.answer + b'\r\n')

    def passwords(self):
        return [base64.b64decode(line.split()[3]).split(b'\0')[2].decode()
                for line in self.got if b'AUTHENTICATE' in line]


def receiving(server, *more):
    return ['--incoming', 'imap:imap.larkspur.example:143:none', '--connect-to',
            f'imap.larkspur.example:143:127.0.0.1:{server.port}', *more]


def fetching(server, *more, address=ADDRESS):
    return ['diagnose', address, '--incoming-only', '--allow-plaintext-password', '--only-typed',
            '--offline', '--json', *receiving(server), *more]


class Keyring(cli.Case):
    def run_with_bus(self, *words, **more):
        return cli.run(*words, env={'DBUS_SESSION_BUS_ADDRESS':
                                    os.environ['DBUS_SESSION_BUS_ADDRESS']}, **more)

    def stored(self):
        """What the keyring gives to somebody who asks for this mailbox."""
        server = Server(b'235 ok')
        done = self.run_with_bus(*arguments(server, '--from-keyring'))
        sent = [base64.b64decode(line.split()[2]).split(b'\0')[2].decode()
                for line in server.got if line.startswith(b'AUTH PLAIN')]
        server.close()
        return done, sent

    def test_1_nothing_is_stored_yet(self):
        done, sent = self.stored()
        self.assertEqual((done.returncode, done.out, sent), (2, '', []))
        self.assertEqual(len(done.err.splitlines()), 1)

    def test_2_a_refused_password_is_not_stored(self):
        server = Server(b'535 5.7.8 no')
        done = self.run_with_bus(*arguments(server, '--password-file', '-', '--store'),
                                 text=PASSWORD)
        server.close()
        self.assertEqual(done.returncode, 1)
        self.assertIn('Nothing was stored', done.err)
        self.assertEqual(self.stored()[0].returncode, 2)

    def test_3_an_accepted_one_is(self):
        server = Server(b'235 ok')
        done = self.run_with_bus(*arguments(server, '--password-file', '-', '--store'),
                                 text=PASSWORD)
        server.close()
        self.assertEqual(json.loads(done.out)['verdict']['cause'], 'healthy', done.err)
        self.assertNotIn('Nothing', done.err)
        done, sent = self.stored()
        self.assertEqual(sent, [PASSWORD])
        self.assertEqual(done.returncode, 0)

    def fetched(self, *words, text=None, address=ADDRESS):
        """One run that only fetches, and the passwords that the server got."""
        server = ImapServer(b'OK in')
        done = self.run_with_bus(*fetching(server, *words, address=address), text=text)
        server.close()
        return done, server.passwords()

    def test_4_that_for_sending_serves_fetching_until_there_is_one_for_it(self):
        self.assertEqual(self.fetched('--from-keyring')[1], [PASSWORD])
        done, sent = self.fetched('--password-file', '-', '--store', text='Another one')
        self.assertEqual((done.returncode, sent), (0, ['Another one']), done.err)
        self.assertNotIn('Nothing', done.err)
        self.assertEqual(self.fetched('--from-keyring')[1], ['Another one'])
        self.assertEqual(self.stored()[1], [PASSWORD])

    def test_5_what_only_receiving_took_is_not_stored_for_sending(self):
        sending, server = Server(b'535 5.7.8 no'), ImapServer(b'OK in')
        words = arguments(sending, *receiving(server), '--password-file', '-', '--store')
        words[1] = 'bert@larkspur.example'
        done = self.run_with_bus(*words, text=PASSWORD)
        sending.close()
        server.close()
        self.assertEqual(server.passwords(), [PASSWORD])
        self.assertIn('Nothing was stored', done.err)
        done, sent = self.fetched('--from-keyring', address=words[1])
        self.assertEqual((done.returncode, sent), (2, []), done.err)


def main():
    if not all(shutil.which(tool) for tool in ('dbus-run-session', 'gnome-keyring-daemon')):
        print('skipped: dbus-run-session or gnome-keyring-daemon is missing')
        return SKIP
    if len(sys.argv) < 2:
        with tempfile.TemporaryDirectory() as home:
            environment = dict(os.environ, HOME=home, XDG_DATA_HOME=home, XDG_RUNTIME_DIR=home,
                               XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home)
            return subprocess.call(['dbus-run-session', '--', sys.executable, __file__, 'inside'],
                                   env=environment)
    with subprocess.Popen(['gnome-keyring-daemon', '--unlock', '--components=secrets',
                           '--foreground'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as daemon:
        daemon.stdin.write(b'keyring')
        daemon.stdin.close()
        # It names its control folder once it owns the name on the bus.
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '20',
                        'org.freedesktop.secrets'], check=True)
        program = unittest.main(verbosity=2, argv=[sys.argv[0]], exit=False)
        daemon.terminate()
        return 0 if program.result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main())

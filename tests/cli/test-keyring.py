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

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""--from-keyring and --store on days on which the keyring is of no use: one sentence, no password
anywhere, and the diagnosis all the same."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import cli
from smtpserver import Server

ADDRESS = 'anna@larkspur.example'
PASSWORD = 'Kanarie vögel'
MOCK = pathlib.Path(__file__).parent.parent / 'vault' / 'mock_secrets.py'
SKIP = 77
# A session bus that starts no service by itself.
BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'''
NO_KEYRING = 'This session has no keyring, so no password can be kept.'
LOCKED = 'The keyring is locked and was not unlocked.'
DIED = 'The keyring stopped in the middle of its work.'
SILENT = 'The keyring has not answered for 10 seconds.'


class BadDays(cli.Case):
    def with_keyring(self, mock, *more, text=None):
        """Runs the program beside that keyring; returns it and what the server was told."""
        server = Server(b'235 ok')
        keyring = None
        if mock is not None:
            keyring = subprocess.Popen([sys.executable, MOCK, *mock], stdout=subprocess.PIPE)
            self.assertEqual(keyring.stdout.readline(), b'READY\n')
        try:
            done = cli.run('diagnose', ADDRESS, '--host', 'mail.larkspur.example', '--port', '2525',
                           '--security', 'none', '--username', ADDRESS, '--authentication',
                           'plain', '--allow-plaintext-password', '--only-typed', '--offline',
                           '--json', '--connect-to',
                           f'mail.larkspur.example:2525:127.0.0.1:{server.port}', *more, text=text,
                           env={'DBUS_SESSION_BUS_ADDRESS':
                                os.environ['DBUS_SESSION_BUS_ADDRESS']})
        finally:
            if keyring is not None:
                keyring.kill()
                keyring.wait()
                keyring.stdout.close()
            server.close()
        self.assertNotIn(PASSWORD, done.out + done.err)
        return done, server.got

    def test_look_up(self):
        for mock, sentence in ((None, NO_KEYRING), (['--on', 'SearchItems=die'], DIED),
                               (['--on', 'OpenSession=hang'], SILENT),
                               ([], f'Nothing is stored in the keyring for {ADDRESS}.')):
            with self.subTest(sentence=sentence):
                done, told = self.with_keyring(mock, '--from-keyring')
                self.assertEqual((done.returncode, done.out), (2, ''))
                self.assertEqual(done.err,
                                 f'outbox-doctor-cli: --from-keyring: {sentence}\n')
                self.assertEqual(told, [])

    def test_store(self):
        for mock, sentence in ((None, NO_KEYRING), (['--locked', '--prompt', 'dismiss'], LOCKED),
                               (['--on', 'CreateItem=die'], DIED),
                               (['--on', 'CreateItem=hang'], SILENT)):
            with self.subTest(sentence=sentence):
                done, _ = self.with_keyring(mock, '--password-file', '-', '--store', text=PASSWORD)
                self.assertEqual(done.returncode, 0, done.err)
                self.assertEqual(json.loads(done.out)['verdict']['cause'], 'healthy')
                self.assertEqual(done.err, f'Nothing was stored: {sentence}\n')


def main():
    if not shutil.which('dbus-run-session'):
        print('skipped: dbus-run-session is missing')
        return SKIP
    if len(sys.argv) < 2:
        with tempfile.TemporaryDirectory() as folder:
            config = pathlib.Path(folder, 'bus.conf')
            config.write_text(BUS, encoding='utf-8')
            return subprocess.call(['dbus-run-session', f'--config-file={config}', '--',
                                    sys.executable, __file__, 'inside'])
    del sys.argv[1]
    cli.main()
    return 0


if __name__ == '__main__':
    sys.exit(main())

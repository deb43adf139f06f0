#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`settings` without a network: the list of providers, files of an organisation, bad input. What the
sources on the network answer is tested against real servers (tests/real)."""
import json
import os
import pathlib
import tempfile

from cli import Case, main, run

FILE = '''[lark]
name = Larkspur University
domains = larkspur.example
smtp = mail.larkspur.example:587:starttls
imap = imap.larkspur.example:993:tls
username = local-part
sign-in = password
switch-on = Switch on mail programs in the portal.
note = The help desk is in room 12.
help = https://help.larkspur.example/mail
as-of = 2026-03
sources = the help desk
'''


def settings(*arguments, **more):
    """The answer as JSON, always offline, and the run itself."""
    done = run('settings', *arguments, '--offline', '--json', **more)
    return json.loads(done.out), done


class Known(Case):
    def test_schema(self):
        answer, done = settings('anna@gmail.com')
        self.assertEqual((done.returncode, done.err), (0, ''))
        self.assertEqual(answer['schema'], 1)
        self.assertEqual(answer['address'], 'anna@gmail.com')
        self.assertEqual(answer['provider'], 'Gmail')
        first = answer['outgoing'][0]
        self.assertEqual((first['host'], first['port'], first['security'], first['username']),
                         ('smtp.gmail.com', 465, 'tls', 'anna@gmail.com'))
        self.assertEqual(first['source'], 'provider-list')
        self.assertIn('app-password', first['authentication'])
        self.assertRegex(first['as_of'], r'^20\d\d-\d\d')
        self.assertEqual([row['protocol'] for row in answer['incoming']], ['imap', 'pop3'])
        self.assertTrue(answer['notes'])
        self.assertEqual([row['source'] for row in answer['discovery']],
                         'provider-list autoconfig well-known ispdb srv mx guess'.split())
        self.assertEqual({row['outcome'] for row in answer['discovery'][1:]}, {'skipped'})

    def test_text(self):
        done = run('settings', 'anna@gmail.com', '--offline')
        self.assertEqual(done.returncode, 0)
        for words in ('anna@gmail.com is a mailbox at Gmail.', 'smtp.gmail.com port 465 SSL/TLS',
                      'an app password', 'the list of known providers'):
            self.assertIn(words, done.out)

    def test_no_programs(self):
        """A provider that lets no mail program in is known, and there is nothing to set up."""
        answer, done = settings('anna@tuta.com')
        self.assertEqual(done.returncode, 1)
        self.assertEqual((answer['outgoing'], answer['incoming']), ([], []))
        self.assertTrue(answer['notes'])
        self.assertIn('no mail program', done.err)

    def test_slip_of_the_keyboard(self):
        answer, done = settings('anna@gmial.com')
        self.assertEqual(done.returncode, 1)
        self.assertEqual(answer['did_you_mean'], 'anna@gmail.com')
        self.assertEqual(answer['outgoing'], [], 'proposed, never changed')

    def test_unknown(self):
        answer, done = settings('anna@larkspur.example')
        self.assertEqual(done.returncode, 1)
        self.assertEqual((answer['provider'], answer['outgoing'], answer['notes']), (None, [], []))
        self.assertEqual(answer['discovery'][0]['outcome'], 'nothing')
        self.assertEqual(len(done.err.splitlines()), 1)

    def test_beyond_ascii(self):
        answer, done = settings('änne@bücher.example')
        self.assertEqual(done.returncode, 1)
        self.assertEqual(answer['address'], 'änne@xn--bcher-kva.example')


class Organisation(Case):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.drop_in = pathlib.Path(folder.name) / 'outbox-doctor' / 'providers.d'
        self.drop_in.mkdir(parents=True)
        self.environment = {'XDG_CONFIG_HOME': folder.name}

    def test_its_own_file(self):
        (self.drop_in / 'lark.providers').write_text(FILE, encoding='utf-8')
        answer, done = settings('anna@larkspur.example', env=self.environment)
        self.assertEqual((done.returncode, done.err), (0, ''))
        self.assertEqual(answer['provider'], 'Larkspur University')
        self.assertEqual(answer['provider_id'], 'lark')
        self.assertEqual(answer['help'], 'https://help.larkspur.example/mail')
        self.assertEqual(answer['outgoing'][0]['username'], 'anna')
        self.assertEqual(answer['notes'], ['Switch on mail programs in the portal.',
                                           'The help desk is in room 12.'])

    def test_broken_beside_good(self):
        (self.drop_in / 'a.providers').write_text(FILE.replace('587', '587000'), encoding='utf-8')
        (self.drop_in / 'b.providers').write_text(
            FILE.replace('[lark]', '[other]').replace('larkspur', 'otherplace'), encoding='utf-8')
        answer, done = settings('tom@otherplace.example', env=self.environment)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(answer['outgoing'][0]['host'], 'mail.otherplace.example')
        self.assertRegex(done.err, r'a\.providers:4: ')
        self.assertEqual(len(done.err.splitlines()), 1)


class Usage(Case):
    def test_bad_input(self):
        for arguments, says in (
                ((), 'one mail address'),
                (('a@b.example', 'c@d.example'), 'one mail address'),
                (('anna',), '@'),
                (('anna@',), 'ADDRESS'),
                (('anna@larkspur',), 'ADDRESS'),
                (('anna@larkspur.example\nRCPT TO:<x@y.example>',), 'ADDRESS'),
                (('a' * 10000 + '@larkspur.example',), 'ADDRESS'),
                (('anna@larkspur.example', '--timeout', '0'), '--timeout'),
                (('anna@larkspur.example', '--timeout', 'soon'), '--timeout'),
                (('anna@larkspur.example', '--ispdb', 'http://db.example.net/'), '--ispdb'),
                (('anna@larkspur.example', '--ispdb', 'https://x@y/'), '--ispdb'),
                (('anna@larkspur.example', '--ispdb', 'https://a.example', '--no-ispdb'), 'contradict'),
                (('anna@larkspur.example', '--ca-file', '/nonexistent.pem'), '--ca-file'),
                (('anna@larkspur.example', '--connect-to', 'nonsense'), '--connect-to'),
                (('anna@larkspur.example', '--ofline'), '--offline'),
        ):
            with self.subTest(arguments=arguments):
                self.check_usage('settings', *arguments, says=says)

    def test_bytes(self):
        done = run('settings', os.fsdecode(b'\xff@larkspur.example'))
        self.assertEqual(done.returncode, 2)
        self.assertIn('UTF-8', done.err)


main()

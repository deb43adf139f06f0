#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: each exit status 2 and one line that says what and where, and nothing is sent."""
import os
import tempfile

import cli

ADDRESS = 'anna@larkspur.example'


class Usage(cli.Case):
    def test_commands(self):
        self.check_usage(says='--help')
        self.check_usage('diagnos', says='diagnose')
        self.check_usage('dance', says='dance')
        self.check_usage('x' * 10000)
        for later in 'guide profile'.split():
            self.check_usage(later, says=[later, 'not available'])

    def test_options(self):
        self.check_usage('diagnose', ADDRESS, '--prot', '25', says=['--prot', '--port'])
        self.check_usage('diagnose', ADDRESS, '--zebra', says='--zebra')
        self.check_usage('diagnose', ADDRESS, '-x', says='-x')
        self.check_usage('diagnose', ADDRESS, '--port', says='--port')
        self.check_usage('diagnose', ADDRESS, '--bad\noption')
        self.check_usage('explain', '--batch', 'text', says='--batch')

    def test_password_is_never_an_argument(self):
        for option in ('--password=sesame', '-psesame', '--passwort=sesame'):
            done = self.check_usage('diagnose', ADDRESS, option)
            self.assertNotIn('sesame', done.err)
        self.check_usage('diagnose', ADDRESS, '--password', 'sesame', says='--password-file')

    def test_addresses(self):
        bad = ['', ' ', 'anna', '@', 'anna@', '@larkspur.example', 'anna@@larkspur.example',
               'anna@larkspur', 'anna\r\nRCPT TO:<x@y.example>@larkspur.example',
               'anna@larkspur.example\nquit', 'a' * 10000, 'a' * 10000 + '@larkspur.example',
               'anna@' + 'x.' * 5000 + 'example', 'anna\0'.replace('\0', '\x01') + '@x.example']
        for address in bad:
            with self.subTest(address=address[:60]):
                self.check_usage('diagnose', address, says='ADDRESS')
        self.check_usage('diagnose', says='address')
        self.check_usage('diagnose', ADDRESS, ADDRESS, says='one')
        for option in ('--sender', '--recipient', '--send-test-to'):
            self.check_usage('diagnose', ADDRESS, option, 'nobody', says=option)
        self.check_usage('diagnose', b'anna@larkspur\xff.example')

    def test_numbers(self):
        for port in ('0', '65536', '-1', '+25', '25x', '', ' 25', '2\n5', '99999999999999999999',
                     '0x19', '٢٥'):
            with self.subTest(port=port):
                self.check_usage('diagnose', ADDRESS, '--port=' + port, says='--port')
        for seconds in ('0', '3601', 'soon', '1.5'):
            self.check_usage('diagnose', ADDRESS, '--timeout', seconds, says='--timeout')
        self.check_usage('diagnose', ADDRESS, '--message-size', '10 MB', says='--message-size')

    def test_words(self):
        self.check_usage('diagnose', ADDRESS, '--security', 'ssl', says=['--security', 'starttls'])
        self.check_usage('diagnose', ADDRESS, '--authentication', 'kerberos',
                         says='--authentication')
        self.check_usage('diagnose', ADDRESS, '--no-auth', '--authentication', 'plain',
                         says='--no-auth')
        self.check_usage('diagnose', ADDRESS, '--username', 'an\nna', says='--username')
        self.check_usage('diagnose', ADDRESS, '--redact', 'all', says='--redact')
        for book in ('x', 'a:b:c:d', 'mail.larkspur.example:0:127.0.0.1:25', ''):
            self.check_usage('diagnose', ADDRESS, '--connect-to', book, says='--connect-to')

    def test_incoming(self):
        for incoming in ('', 'smtp:mail.larkspur.example:465:tls', 'imaps:mail.larkspur.example',
                         'imap:', 'imap::993:tls', 'imap:mail larkspur:993:tls',
                         'imap:mail.larkspur.example:0:tls', 'imap:mail.larkspur.example:993:ssl',
                         'imap:mail.larkspur.example:993:', 'imap:mail.larkspur.example:x',
                         'imap:mail.larkspur.example:993:tls:more', 'imap:2001:db8::1:993:tls',
                         'imap:[2001:db8::1:993:tls', 'imap:mail.lark\r\nspur.example:993:tls'):
            with self.subTest(incoming=incoming):
                self.check_usage('diagnose', ADDRESS, '--incoming', incoming, says='--incoming')
        many = [f'--incoming=imap:mail{n}.larkspur.example' for n in range(5)]
        self.check_usage('diagnose', ADDRESS, *many, says=['--incoming', 'four'])
        self.check_usage('diagnose', ADDRESS, '--incoming-only', '--no-auth', says='--no-auth')
        self.check_usage('diagnose', ADDRESS, '--incoming-only', '--authentication', 'none',
                         says='--no-auth')
        self.check_usage('diagnose', ADDRESS, '--incoming-only', '--send-test-to', ADDRESS,
                         says='--send-test-to')

    def test_incoming_alone(self):
        """What tells of the outgoing server is not ignored without a word."""
        where = ('--incoming-only', '--incoming', 'imap:mail.larkspur.example:993:tls')
        for option, value in (('--host', 'mail.larkspur.example'), ('--port', '993'),
                              ('--security', 'tls')):
            with self.subTest(option=option):
                self.check_usage('diagnose', ADDRESS, *where, option, value,
                                 says=[option + ' ', '--incoming-only', 'imap:HOST:PORT:SECURITY'])
        self.check_usage('diagnose', ADDRESS, '--incoming-only', '--port', '993', says='--port')
        # It leads to the sister that is to be found.
        done = cli.run('diagnose', ADDRESS, '--incoming-only', '--host', 'smtp.larkspur.example',
                       '--timeout', 'zebra')
        self.assertIn('--timeout', done.err)

    def test_capitals(self):
        """Words that are chosen from a few may be typed as devices show them."""
        for words in (('--security', 'STARTTLS'), ('--authentication', 'CRAM-MD5'),
                      ('--redact', 'Public'), ('--report', '/tmp/OBD-REPORT.HTML')):
            with self.subTest(words=words):
                # Another complaint, and not of them: so nothing is sent.
                self.check_usage('diagnose', ADDRESS, *words, '--ca-file', '/nonexistent',
                                 says='--ca-file')
        reply = '550 5.7.1 <tom@otherplace.example>: rejected'
        for state in ('yes', 'no'):
            low = cli.run('explain', '--json', '--stage', 'rcpt', '--signed-in', state, reply).out
            high = cli.run('explain', '--json', '--stage', 'RCPT', '--signed-in', state.upper(),
                           reply).out
            self.assertEqual(low, high)
        line = f'1\t{{}}\t{{}}\t{reply}\n'
        answers = [cli.run('explain', '--batch', text=line.format(*words)).out
                   for words in (('rcpt', 'no'), ('RCPT', 'No'), ('rcpt', 'yes'))]
        self.assertEqual(answers[0], answers[1])
        self.assertNotEqual(answers[0], answers[2])

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            empty = os.path.join(folder, 'empty')
            open(empty, 'wb').close()
            zero = os.path.join(folder, 'zero')
            with open(zero, 'wb') as file:
                file.write(b'se\0same')
            for name, says in ((os.path.join(folder, 'none'), 'No such file'), (empty, 'empty'),
                               (folder, '--password-file'), (zero, '--password-file')):
                self.check_usage('diagnose', ADDRESS, '--password-file', name, says=says)
            self.check_usage('diagnose', ADDRESS, '--ca-file', empty, says='--ca-file')
            self.check_usage('diagnose', ADDRESS, '--report', os.path.join(folder, 'report.pdf'),
                             says='--report')
            self.check_usage('diagnose', ADDRESS, '--report', os.path.join(folder, 'no', 'r.json'),
                             says='--report')
            self.assertEqual(sorted(os.listdir(folder)), ['empty', 'zero'])
        self.check_usage('diagnose', ADDRESS, '--password-fd', '99', says='--password-fd')
        self.check_usage('diagnose', ADDRESS, '--password-file', '-', says='empty', text='\n')
        self.check_usage('diagnose', ADDRESS, '--password-file', '-', '--password-fd', '0',
                         says='one of', text='x\n')

    def test_practice(self):
        self.check_usage('practice', says='--list')
        self.check_usage('practice', 'relay-denid', says='relay-denied')
        self.check_usage('practice', 'zebra', says='--list')
        self.check_usage('practice', 'healthy', 'relay-denied', says='one')

    def test_help(self):
        text = cli.run('--help').out
        for command in ('diagnose', 'explain', 'practice'):
            self.assertIn(command, text)
            self.assertIn('Usage', cli.run(command, '--help').out)
        for later in ('profile',):
            self.assertNotIn(later, text)
        self.assertRegex(cli.run('--version').out, r'^outbox-doctor-cli \d')


cli.main()

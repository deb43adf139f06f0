#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""explain: one text, standard input, and the streaming batch."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest

import cli

# The first of the C library's own locales that writes 0,5.
COMMA = 'de_DE'


class Explain(cli.Case):
    def first(self, *arguments, **more):
        done = cli.run('explain', *arguments, **more)
        self.assertEqual((done.returncode, done.err), (0, ''))
        return done.out.splitlines()[0]

    def test_state_before_words(self):
        text = '550 5.7.1 relaying is not permitted here'
        self.assertEqual(self.first('--stage', 'rcpt', '--signed-in', 'no', text), 'auth-required')
        self.assertEqual(self.first('--stage', 'rcpt', '--signed-in', 'yes', text), 'wrong-server')

    def test_where_the_text_comes_from(self):
        self.assertEqual(self.first('554', 'relay', 'access', 'denied'), 'auth-required')
        self.assertEqual(self.first(text='554 relay\naccess denied\n'), 'auth-required')
        self.assertEqual(self.first(text=''), 'unknown')
        self.assertEqual(self.first(data=b'\xff\xfe\x00\x01' * 100), 'unknown')
        self.assertEqual(self.first(text='zebra ' * 100000), 'unknown')

    def test_unknown_stage_is_unknown(self):
        self.assertEqual(self.first('--stage', 'zebra', '--signed-in', 'maybe', 'relay denied'),
                         'auth-required')

    def test_json(self):
        answer = json.loads(cli.run('explain', '--json', 'relay access denied').out)
        self.assertEqual((answer['schema'], answer['cause']), (1, 'auth-required'))
        self.assertGreater(answer['confidence'], 0.5)
        self.assertIn('relay access denied', answer['matched'])
        self.assertIn('enter-outgoing-credentials', answer['remedies'])
        for key in ('summary', 'explanation', 'actor'):
            self.assertGreater(len(answer[key]), 10)

    def test_what_tells_two_causes_apart(self):
        """Relaying is refused before the sign-in for another reason than after it."""
        text = 'relay access denied'
        doubts = json.loads(cli.run('explain', '--json', text).out)['doubts']
        self.assertEqual([(d['cause'], d.get('signed_in'), d.get('stage')) for d in doubts],
                         [('wrong-server', 'yes', None)])
        shown = cli.run('explain', text).out
        self.assertRegex(shown, r'To be sure: .*signed in.* wrong-server')
        shown = cli.run('explain', 'The recipient was rejected by the server because it does not '
                        'allow relaying.').out
        self.assertRegex(shown, r'To be sure: .*signed in.* wrong-server')
        self.assertNotIn('encryption', shown)
        for state, cause in (('no', 'auth-required'), ('yes', 'wrong-server')):
            answer = json.loads(cli.run('explain', '--json', '--signed-in', state, text).out)
            self.assertEqual((answer['cause'], answer['doubts']), (cause, []))

    def test_words_for_people(self):
        """No run is known: the sentences must do without its host and port, and hold no gaps."""
        for text in ('connection refused', 'certificate has expired', 'could not find the server',
                     '535 wrong password', 'connection timed out', '550 user unknown',
                     'wrong version number', 'too many errors, connection closed'):
            shown = cli.run('explain', text).out
            self.assertNotRegex(shown, r'[{}…]|port \.|  ', shown)
            self.assertIn('It shows in: “', shown)
            self.assertIn('What to do', shown)
        shown = cli.run('explain', 'zebra').out
        self.assertEqual(shown.splitlines()[0], 'unknown')
        self.assertNotIn('It shows in', shown)

    def test_batch(self):
        lines = ['1\trcpt\tno\trelay access denied', '2\tzebra\t\t', 'only an id', '',
                 '3\tauth\tno\t535 5.7.8 wrong password\twith a tab',
                 '4\trcpt\tno\t550-relay\\n550 not permitted']
        done = cli.run('explain', '--batch', text='\n'.join(lines) + '\n')
        answers = [line.split('\t') for line in done.out.splitlines()]
        self.assertEqual([a[0] for a in answers], ['1', '2', 'only an id', '', '3', '4'])
        self.assertEqual([a[1] for a in answers], ['auth-required', 'unknown', 'unknown', 'unknown',
                                                   'auth-failed', 'auth-required'])
        for answer in answers:
            self.assertIn(answer[1], cli.CAUSES)
            self.assertRegex(answer[2], r'^[01]\.\d\d$')

    def test_batch_without_last_newline_and_with_crlf(self):
        done = cli.run('explain', '--batch', data=b'1\trcpt\tno\tx\r\n2\trcpt\tno\t\xff\xff')
        self.assertEqual([line.split('\t')[0] for line in done.out.splitlines()], ['1', '2'])

    def test_batch_streams(self):
        with subprocess.Popen([cli.CLI, 'explain', '--batch'], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            for number in (b'1', b'2', b'3'):
                process.stdin.write(number + b'\trcpt\tno\trelay access denied\n')
                process.stdin.flush()
                self.assertTrue(process.stdout.readline().startswith(number + b'\tauth-required\t'))
            process.stdin.close()
            self.assertEqual(process.wait(), 0)

    def test_batch_of_any_bytes(self):
        """Every line is answered, its id as the bytes that it was."""
        long = b'x' * 200000
        lines = [b'zero\0id\trcpt\tno\trelay access\0denied', b'\xff\xfe\trcpt\tno\trelay denied',
                 b'\t\t\trelay access denied', b'\t\t\t', b'\t', b'\0', b'a\trcpt', b'b\trcpt\tno',
                 b'c\t\xff\t\xff\t\xff\xc3', b'd\trcpt\tno\trelay access denied ' + long,
                 b'e\trcpt\tno\t' + long + b' relay access denied', long,
                 b'f\trcpt\tno\trelay access denied\\', b'g\trcpt\tno\t\\n\\nrelay\\naccess denied\r']
        done = cli.run('explain', '--batch', data=b'\n'.join(lines))
        answers = [line.split(b'\t') for line in done.stdout.split(b'\n')[:-1]]
        self.assertEqual((done.returncode, done.err, len(answers)), (0, '', len(lines)))
        for line, (name, cause, confidence) in zip(lines, answers):
            self.assertEqual(name, line.split(b'\t')[0][:64 * 1024], line[:50])
            self.assertIn(cause.decode(), cli.CAUSES)
            self.assertRegex(confidence, rb'^[01]\.\d\d$')
        causes = {name[:10]: cause for name, cause, _ in answers}
        for name in (b'zero\0id', b'\xff\xfe', b'd', b'f', b'g'):
            self.assertEqual(causes[name], b'auth-required', name)
        for name in (b'\0', b'a', b'b', b'c', b'x' * 10):
            self.assertEqual(causes[name], b'unknown', name)

    def test_text_of_any_bytes(self):
        self.assertEqual(self.first(data=b'554 relay\0access denied'), 'auth-required')
        self.assertEqual(self.first(data=b'\xff554 relay access denied\xfe'), 'auth-required')

    @unittest.skipUnless(os.path.exists(f'/usr/share/i18n/locales/{COMMA}'),
                         'the package locales is not installed')
    def test_no_comma_of_a_locale(self):
        """A locale whose numbers have a comma is really in force, and JSON and TSV have none."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(['localedef', '-i', COMMA, '-f', 'UTF-8', f'{folder}/{COMMA}.UTF-8'],
                           check=False, capture_output=True)
            env = {'LC_ALL': f'{COMMA}.UTF-8', 'LOCPATH': folder}
            shown = subprocess.run([shutil.which('bash'), '-c', 'printf %.1f 0,5'], check=False,
                                   env=dict(os.environ, **env), capture_output=True)
            self.assertEqual(shown.stdout, b'0,5')
            done = cli.run('explain', '--batch', text='1\trcpt\tno\trelay access denied\n', env=env)
            self.assertRegex(done.out, r'^1\tauth-required\t[01]\.\d\d\n$')
            answer = json.loads(cli.run('explain', '--json', 'relay access denied', env=env).out)
            self.assertGreater(answer['confidence'], 0.5)
            report = json.loads(cli.run('practice', 'healthy', '--json', env=env).out)
            self.assertGreater(report['duration_ms'], 0)

    def test_output_that_cannot_be_written(self):
        for words in (['--batch'], ['relay denied'], ['--json', 'relay denied']):
            with open('/dev/full', 'wb') as full:
                done = subprocess.run([cli.CLI, 'explain', *words], input=b'1\trcpt\tno\tx\n',
                                      stdout=full, stderr=subprocess.PIPE, check=False)
            self.assertEqual((done.returncode, len(done.stderr.splitlines())), (2, 1))


cli.main()

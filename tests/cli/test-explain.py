#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""explain: one text, standard input, and the streaming batch."""
import json
import subprocess

import cli


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
        self.assertEqual(answer['cause'], 'auth-required')
        self.assertGreater(answer['confidence'], 0.5)

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

    def test_no_comma_of_a_locale(self):
        done = cli.run('explain', '--batch', text='1\trcpt\tno\trelay access denied\n',
                       env={'LC_ALL': 'de_DE.UTF-8'})
        self.assertNotIn(',', done.out)


cli.main()

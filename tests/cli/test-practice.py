#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""practice: verdicts, the JSON's schema, reports, and what is redacted."""
import json
import os
import re
import stat
import subprocess
import tempfile

import cli

VERDICTS = {
    'relay-denied': 'auth-required',
    'wrong-password': 'auth-failed',
    'only-465': 'connection-refused',
    'certificate-expired': 'tls-certificate',
    'healthy': 'healthy',
}
TOP = '''schema version started duration_ms account verdict working_settings differences clock
discovery probes transcript'''.split()
PROBE = '''id host address port security signed_in outcome stage reply cause spans tls'''.split()
STAGES = '''dns connect banner ehlo starttls tls auth mail rcpt data end-of-data'''.split()


class Practice(cli.Case):
    def diagnose(self, scenario, *more):
        done = cli.run('practice', scenario, '--json', *more)
        self.assertEqual(done.err, '')
        return done.returncode, json.loads(done.out)

    def test_verdicts(self):
        for scenario, cause in VERDICTS.items():
            with self.subTest(scenario=scenario):
                status, answer = self.diagnose(scenario)
                self.assertEqual(answer['verdict']['cause'], cause)
                self.assertEqual(status, 0 if cause == 'healthy' else 1)
                self.assertIs(answer['practice'], True)

    def test_schema(self):
        _, answer = self.diagnose('relay-denied', '--transcript')
        self.assertEqual([key for key in TOP if key not in answer], [])
        self.assertEqual(answer['schema'], 1)
        self.assertRegex(answer['started'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertEqual(answer['account'] | {'address': 0}, answer['account'] | {'address': 0})
        for key in 'address host port security username authentication'.split():
            self.assertIn(key, answer['account'])
        verdict = answer['verdict']
        self.assertIn(verdict['cause'], cli.CAUSES)
        self.assertTrue(0 <= verdict['confidence'] <= 1)
        self.assertEqual(set('summary because others remedies'.split()) - set(verdict), set())
        working = answer['working_settings']
        self.assertEqual((working['port'], working['security'], working['verified']),
                         (587, 'starttls', 'signed-in'))
        for row in answer['differences']:
            self.assertEqual(set(row), {'setting', 'now', 'should_be'})
            self.assertIn(row['setting'], 'server port security username password authentication '
                                          'sender'.split())
        self.assertIn(answer['clock']['source'], ['ntp', 'https', 'certificate', 'none'])
        self.check_probes(answer)

    def check_probes(self, answer):
        ids = [probe['id'] for probe in answer['probes']]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertTrue(set(answer['verdict']['because']) <= set(ids))
        for probe in answer['probes']:
            self.assertEqual([key for key in PROBE if key not in probe], [])
            self.assertIn(probe['outcome'], 'ok failed skipped cancelled'.split())
            self.assertIn(probe['stage'], STAGES + [None])
            self.assertIn(probe['cause'], cli.CAUSES | {None})
            for span in probe['spans']:
                self.assertLessEqual(span['start_ms'], span['end_ms'])

    def test_numbers_do_not_depend_on_the_locale(self):
        done = cli.run('practice', 'healthy', '--json', env={'LC_ALL': 'de_DE.UTF-8'})
        json.loads(done.out)

    def test_human_output(self):
        done = cli.run('practice', 'relay-denied')
        self.assertTrue(done.out.startswith('Practice'))
        self.assertNotIn('\x1b', done.out)
        self.assertNotIn('!', done.out)
        for word in ('587', 'starttls', 'Relay access denied'):
            self.assertIn(word, done.out)
        self.assertLess(max(map(len, done.out.splitlines())), 100)

    def test_list(self):
        names = [line.split()[0] for line in cli.run('practice', '--list').out.splitlines()]
        self.assertEqual(set(VERDICTS) - set(names), set())
        rows = json.loads(cli.run('practice', '--list', '--json').out)
        self.assertEqual([row['scenario'] for row in rows], names)

    def test_reports(self):
        with tempfile.TemporaryDirectory() as folder:
            for suffix, mark in (('json', '"schema"'), ('html', '<!DOCTYPE html>'), ('md', '# '),
                                 ('txt', 'Practice')):
                path = os.path.join(folder, 'report.' + suffix)
                with open(path, 'w', encoding='utf-8') as file:
                    file.write('what was here before')
                done = cli.run('practice', 'relay-denied', '--report', path)
                self.assertEqual(done.returncode, 1)
                with open(path, encoding='utf-8') as file:
                    text = file.read()
                self.assertIn(mark, text)
                self.assertNotIn('before', text.splitlines()[0])
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            self.assertEqual(len(os.listdir(folder)), 4)
            with open(os.path.join(folder, 'report.html'), encoding='utf-8') as file:
                html = file.read()
            self.assertNotRegex(html, r'(?i)<script|src=|href=|url\(')

    def test_output_that_cannot_be_written(self):
        with open('/dev/full', 'wb') as full:
            for words in (['practice', 'healthy', '--json'], ['explain', '--batch']):
                done = subprocess.run([cli.CLI, *words], input=b'1\trcpt\tno\tx\n', stdout=full,
                                      stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_public(self):
        _, plain = self.diagnose('relay-denied', '--transcript')
        _, public = self.diagnose('relay-denied', '--transcript', '--redact', 'public')
        text = json.dumps(public)
        for name in (plain['account']['address'], plain['account']['recipient'],
                     plain['account']['host'], 'larkspur', '127.0.0.1'):
            self.assertIn(name, json.dumps(plain))
            self.assertNotIn(name, text)
        # One address, one alias, wherever it stands; and the codes of a reply survive.
        self.assertIn(public['account']['recipient'], public['probes'][-1]['reply']['text']
                      if public['probes'][-1]['reply'] else text)
        self.assertRegex(text, r'S: 250-host\d+\.site\d+\.example')
        self.assertEqual(public['verdict']['cause'], plain['verdict']['cause'])

    def test_provider(self):
        _, answer = self.diagnose('relay-denied', '--transcript', '--redact', 'provider')
        text = json.dumps(answer)
        self.assertIn(answer['account']['host'], text)
        self.assertIn('larkspur', answer['account']['address'])
        self.assertEqual(re.findall(r'tom@', text), [])


cli.main()

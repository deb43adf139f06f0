#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""practice: verdicts, the JSON's schema, reports, and what is redacted."""
import json
import os
import pathlib
import re
import stat
import subprocess
import tempfile
import unittest

import cli
import contract

VERDICTS = {
    'relay-denied': 'auth-required',
    'wrong-password': 'auth-failed',
    'only-465': 'connection-refused',
    'certificate-expired': 'tls-certificate',
    'healthy': 'healthy',
}


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

    def test_contract(self):
        for scenario in [line.split()[0] for line in cli.run('practice', '--list').out.splitlines()]:
            with self.subTest(scenario=scenario):
                _, answer = self.diagnose(scenario, '--transcript', '--timeout', '5')
                self.assertEqual(contract.problems(answer), [])
        _, answer = self.diagnose('relay-denied')
        working = answer['working_settings']
        self.assertEqual((working['port'], working['security'], working['verified']),
                         (587, 'starttls', 'signed-in'))
        self.assertNotEqual(answer['differences'], [])
        self.assertEqual((working['source'], working['as_of']), (None, None))

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
                # Why the port has to change, in every format.
                self.assertIn('most home networks hold it back', ' '.join(text.split()))
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            self.assertEqual(len(os.listdir(folder)), 4)
            with open(os.path.join(folder, 'report.html'), encoding='utf-8') as file:
                html = file.read()
            self.assertNotRegex(html, r'(?i)<script|src=|href=|url\(')

    def run_on_small_disk(self, options, suffix, size='8k'):
        """Writes a report over an old one on a disk of that size; returns the run, the old report's
        new text and the names in the folder."""
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
            words = [cli.CLI, 'practice', 'relay-denied', '--transcript', '--report',
                     f'{folder}/report{suffix}']
            done = subprocess.run(
                ['unshare', '--mount', 'sh', '-c',
                 f'mount -t tmpfs -o size={size} tmpfs "$1" && echo old > "$1/report$3" && '
                 'mount -o "remount,$4" "$1" && folder=$1 out=$2 && shift 4 && { "$@"; code=$?; }; '
                 'ls "$folder" > "$out/names"; cat "$folder"/report* > "$out/text"; exit $code',
                 'sh', folder, out, suffix, options, *words],
                capture_output=True, text=True, check=False)
            return (done, pathlib.Path(out, 'text').read_text(encoding='utf-8'),
                    pathlib.Path(out, 'names').read_text(encoding='utf-8').split())

    @unittest.skipUnless(os.geteuid() == 0, 'mounting needs root')
    def test_report_whole_or_not_at_all(self):
        for suffix in ('.json', '.html'):
            done, text, names = self.run_on_small_disk('rw', suffix)
            self.assertEqual((done.returncode, text), (2, 'old\n'), done.stderr)
            self.assertEqual(names, ['report' + suffix])
            self.assertEqual(len(done.stderr.splitlines()), 1)
            self.assertIn('No space left', done.stderr)
        for suffix in ('.md', '.txt'):
            done, text, names = self.run_on_small_disk('rw', suffix, size='16k')
            self.assertEqual((done.returncode, names), (1, ['report' + suffix]), done.stderr)
            self.assertIn('Relay access denied', text)
        for suffix in ('.json', '.html', '.md', '.txt'):
            done, text, names = self.run_on_small_disk('ro', suffix)
            self.assertEqual((done.returncode, text), (2, 'old\n'), done.stderr)
            self.assertEqual((names, len(done.stderr.splitlines())), (['report' + suffix], 1))

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

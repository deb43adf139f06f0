#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""replay: the same verdict from a saved report, without any network, and files that are none."""
import json
import os
import signal
import tempfile
import unittest

import cli
import nosocket

SCENARIOS = ('relay-denied', 'wrong-password', 'only-465', 'certificate-expired', 'healthy')
LEVELS = ((), ('--redact', 'provider'), ('--redact', 'public'))


class Replay(cli.Case):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def record(self, scenario='relay-denied', *more):
        """(exit status, path of the report)"""
        path = self.path(scenario + '.json')
        done = cli.run('practice', scenario, '--report', path, *more)
        return done.returncode, path

    def write(self, data):
        path = self.path('file.json')
        with open(path, 'wb') as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return path

    def load(self, path):
        with open(path, encoding='utf-8') as file:
            return json.load(file)

    def test_same_verdict(self):
        for scenario in SCENARIOS:
            for level in LEVELS:
                with self.subTest(scenario=scenario, level=level):
                    status, path = self.record(scenario, *level)
                    done = cli.run('replay', path, '--json')
                    self.assertEqual((done.returncode, done.err), (status, ''))
                    before, after = self.load(path), json.loads(done.out)
                    self.assertIs(after.pop('replayed'), True)
                    self.assertEqual(after, before)

    def test_transcript(self):
        _, path = self.record()
        self.assertEqual(self.load(path)['transcript'], [])
        lines = json.loads(cli.run('replay', path, '--json', '--transcript').out)['transcript']
        self.assertIn('EHLO', json.dumps(lines))

    def test_text_and_reports(self):
        _, path = self.record()
        done = cli.run('replay', path)
        self.assertEqual(done.returncode, 1)
        self.assertIn('587', done.out)
        for suffix, mark in (('json', '"replayed"'), ('html', '<!DOCTYPE html>'), ('md', '# '),
                             ('txt', 'Practice')):
            report = self.path('again.' + suffix)
            self.assertEqual(cli.run('replay', path, '--report', report).returncode, 1)
            with open(report, encoding='utf-8') as file:
                self.assertIn(mark, file.read())

    def test_names_are_hidden(self):
        _, path = self.record()
        account = self.load(path)['account']
        text = cli.run('replay', path, '--json', '--transcript', '--redact', 'public').out
        for name in (account['address'], account['host'], account['recipient'], 'larkspur'):
            self.assertIn(name, json.dumps(self.load(path)))
            self.assertNotIn(name, text)

    def test_standard_input(self):
        _, path = self.record()
        with open(path, encoding='utf-8') as file:
            done = cli.run('replay', '-', '--json', text=file.read())
        self.assertEqual(json.loads(done.out)['verdict']['cause'], 'auth-required')

    @unittest.skipUnless(nosocket.available(), 'socket(2) has a number that is not known here')
    def test_no_network(self):
        _, path = self.record()
        for more in ((), ('--json', '--transcript'), ('--report', self.path('again.html'))):
            done = cli.run('replay', path, *more, preexec_fn=nosocket.forbid)
            self.assertEqual((done.returncode, done.err), (1, ''))
        # The kernel really watches: whoever opens a socket is gone.
        done = cli.run('diagnose', 'anna@larkspur.example', '--host', '127.0.0.1', '--port', '1',
                       '--only-typed', '--offline', preexec_fn=nosocket.forbid)
        self.assertEqual(done.returncode, -signal.SIGSYS)

    def test_no_report(self):
        _, path = self.record()
        with open(path, 'rb') as file:
            good = file.read()
        report = json.loads(good)
        older = {key: value for key, value in report.items() if key != 'observations'}
        newer = dict(report, observations=dict(report['observations'], version=2))
        damaged = dict(report, observations=dict(report['observations'], findings=[{'probe': 7}]))
        for data, says in (
                ('', 'ends too early'), (good[:-20], 'Line'), (b'\xff' + good, 'Line 1'),
                ('{"a": 1}', 'no report'), ('[1, 2]', 'no report'), ('no json', 'Line 1'),
                (good + good, 'more follows'), (json.dumps(older), 'no observations'),
                (json.dumps(newer), 'newer version'),
                (json.dumps(damaged), 'observations.findings[0].probe'),
                ('[' * 1000000, 'nested'), (b' ' * (17 * 1024 * 1024), 'larger')):
            with self.subTest(says=says):
                self.check_usage('replay', self.write(data), says=[self.path('file.json'), says])
        self.check_usage('replay', self.path('none.json'), says='No such file')
        self.check_usage('replay', self.folder.name, says='cannot be read')
        self.check_usage('replay', '-', says='too early', text='')

    def test_usage(self):
        _, path = self.record()
        self.check_usage('replay', says='REPORT.json')
        self.check_usage('replay', path, path, says='one')
        self.check_usage('replay', path, '--timeout', '3', says='--timeout')
        self.check_usage('replay', path, '--redact', 'all', says='--redact')
        self.assertIn('without any network', cli.run('replay', '--help').out)


cli.main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page names every command and every option that there is, and none that there is not."""
import os
import pathlib
import re

import cli

PAGE = pathlib.Path(os.environ['OBD_MAN'])


def options(text):
    return set(re.findall(r'--[a-z][a-z-]*', text))


class Manual(cli.Case):
    def setUp(self):
        self.page = PAGE.read_text(encoding='utf-8').replace('\\-', '-')
        listed = cli.run('--help').out.split('Commands:')[1].split('\n\n')[0]
        self.commands = [line.split()[0] for line in listed.splitlines() if line.strip()]
        self.helps = {name: cli.run(name, '--help').out for name in self.commands}

    def test_commands(self):
        self.assertGreater(len(self.commands), 4)
        for name in self.commands:
            with self.subTest(command=name):
                self.assertIn(f'.B outbox-doctor-cli {name}\n', self.page, 'in the SYNOPSIS')
                self.assertRegex(self.page, rf'\n\.TP\n\.B {name}\n', 'under COMMANDS')

    def test_options(self):
        told = options(self.page)
        there = set().union(*(options(text) for text in self.helps.values()))
        self.assertEqual(there - told, set(), 'missing in data/man/outbox-doctor-cli.1')
        self.assertEqual(told - there, set(), 'in the manual only')


cli.main()

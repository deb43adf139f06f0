# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays one scenario: the program in a namespace of its own against the lab's servers."""

import json
import time

from .judge import judge
from .scenario import DROP
from .setups import SETUPS
PYTHON = '/usr/bin/python3'
ONE_CONNECTION = 'import socket, sys; ' \
    'socket.create_connection((sys.argv[1], int(sys.argv[2]))).recv(99)'


def arguments(lab, client, scenario):
    """The command line for SCENARIO."""
    words = ['diagnose', scenario.address, '--json', '--transcript', '--ca-file',
             lab.authority.roots]
    if not scenario.guess:
        words += ['--host', scenario.host or SETUPS[scenario.setup]['names'][0],
                  '--port', scenario.port, '--security', scenario.security]
    if scenario.no_auth:
        words.append('--no-auth')
    if scenario.recipient:
        words += ['--recipient', scenario.recipient]
    if scenario.password:
        file = client.home / 'password'
        file.touch(mode=0o600)
        file.write_text(lab.passwords[scenario.password] + '\n', encoding='ascii')
        words += ['--password-file', file]
    return [*words, *scenario.args]


def write_providers(home, text):
    """An organisation's file in the folder HOME, as data/providers/README.md has it."""
    folder = home / '.config' / 'outbox-doctor' / 'providers.d'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'lab.providers').write_text(text, encoding='ascii')


def prepare(lab, client, scenario):
    """Start the scenario's servers and break what it wants broken."""
    lab.servers.start(scenario.setup, *filter(None, [*scenario.beside, *scenario.redirect.values(), scenario.portal]))
    for port, target in scenario.firewall.items():
        client.firewall(lab.servers.spaces[scenario.setup], port, target)
    for port, setup in scenario.redirect.items():
        client.redirect(port, lab.servers.address(setup))
    for port in scenario.blocked:
        client.block(port)
    if not scenario.ntp:
        client.firewall(lab.time.space, 123, DROP, 'udp')
    if scenario.resolver:
        lab.network.set_resolver(client.space, scenario.resolver)
    for _ in range(scenario.before):
        for address in lab.servers.addresses(scenario.setup):
            lab.network.run(client.space, PYTHON, '-c', ONE_CONNECTION, address, scenario.port)
    if scenario.portal:
        lab.network.set_resolver(client.space, lab.servers.address(scenario.portal))
    if scenario.providers:
        write_providers(client.home, scenario.providers)
    client.tap()


class Outcome:
    """What came out of one run, and what of it is wrong."""

    def __init__(self, name):
        self.name = name
        self.problems = []
        self.output = self.errors = ''
        self.code = None
        self.sessions = []
        self.said = []
        self.log = []
        self.seconds = 0.0

    def expect(self, what, got, wanted):
        """Note a problem unless GOT is what was WANTED."""
        if got != wanted:
            self.problems.append(f'{what}: {got!r}, expected {wanted!r}')

    @property
    def cause(self):
        """The verdict's cause, if there is a verdict."""
        try:
            return (json.loads(self.output).get('verdict') or {}).get('cause')
        except (json.JSONDecodeError, AttributeError):
            return None

    def report(self):
        """The program's JSON, or an empty object."""
        try:
            return json.loads(self.output)
        except json.JSONDecodeError:
            self.problems.append('standard output is not JSON')
            return {}


def _tells(lab, scenario):
    """Whether the log of the scenario's server tells who signed in."""
    return hasattr(lab.servers.running[scenario.setup], 'sessions')


def run(lab, scenario):
    """Play SCENARIO and judge it."""
    outcome = Outcome(scenario.name)
    client = lab.client()
    try:
        prepare(lab, client, scenario)
        began = time.monotonic()
        process = client.start(*arguments(lab, client, scenario), clock=scenario.clock)
        outcome.output, outcome.errors = client.watch(process)
        outcome.seconds = time.monotonic() - began
        outcome.code = process.returncode
        outcome.sessions = client.sessions(scenario.sign_ins if _tells(lab, scenario) else 0)
        outcome.said = client.said()
        outcome.log = lab.servers.last_lines(scenario.setup)
        judge(lab, client, scenario, outcome)
    finally:
        client.close()
    return outcome

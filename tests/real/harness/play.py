# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays one scenario: the program in a namespace of its own against the lab's servers."""

import base64
import json
import os
import re
import secrets
import subprocess
import threading
import time

from . import scenarios
from .network import Network, address4, address6
from .pki import Authority
from .servers import Servers
from .services import NameService, TimeService
from .setups import SETUPS

PROHIBITED = {'iptables': 'icmp-admin-prohibited', 'ip6tables': 'icmp6-adm-prohibited'}
FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'
RUN_LIMIT = 60
LOG_LIMIT = 15
COUNTED = ('auth', 'mail', 'rcpt', 'data')


class Lab:
    """The whole lab; use it as a context manager."""

    def __init__(self, cli):
        self.cli = cli
        self.network = Network()
        # The canaries: found anywhere but at a server, they give a leak away.
        self.passwords = {'right': 'canary-' + secrets.token_hex(8),
                          'wrong': 'canary-' + secrets.token_hex(8)}
        self._clients = 0
        self._guard = threading.Lock()

    def __enter__(self):
        self.network.__enter__()
        try:
            self._start()
        except BaseException:
            self.network.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.network.__exit__()

    def _start(self):
        self.authority = Authority(self.network.folder / 'ca')
        self.names = NameService(self.network)
        self.time = TimeService(self.network, self.names)
        self.servers = Servers(self.network, self.authority, self.names, self.passwords['right'])
        self.names.start()
        self.time.start()

    def client(self):
        """A new client: a namespace and a home folder of its own."""
        with self._guard:
            self._clients += 1
            return Client(self, self._clients)

    def canaries(self):
        """The passwords and every form in which they cross the wire."""
        for word in self.passwords.values():
            yield word
            yield base64.b64encode(word.encode()).decode().rstrip('=')
            for form in (f'\0{scenarios.ADDRESS}\0{word}',
                         f'{scenarios.ADDRESS}\0{scenarios.ADDRESS}\0{word}'):
                yield base64.b64encode(form.encode()).decode().rstrip('=')

    def leaks(self, data):
        """Which canaries DATA (bytes or text) holds."""
        if isinstance(data, str):
            data = data.encode('utf-8', 'replace')
        return [word for word in self.canaries() if word.encode() in data]


class Client:
    """One computer of the lab, from which the program is run."""

    def __init__(self, lab, number):
        self.lab = lab
        self.addresses = (address4(f'2.{number}'), address6(f'2.{number}'))
        self.space = lab.network.add(f'client{number}', f'2.{number}')
        self.home = lab.network.folder / f'home{number}'
        self.home.mkdir(mode=0o700)
        self.leaked = []

    def close(self):
        """Take the computer away."""
        self.lab.network.remove_member(self.space)

    def firewall(self, space, port, target, protocol='tcp'):
        """Let SPACE treat what comes from this client to PORT as TARGET says."""
        for tool, address in zip(('iptables', 'ip6tables'), self.addresses):
            words = [PROHIBITED[tool] if word == 'prohibited' else word for word in target]
            self.lab.network.run(space, tool, '-w', '-A', 'INPUT', '-s', address, '-p', protocol,
                                 '--dport', port, *[w for w in words if w not in ('-p', 'tcp')])

    def count_packets(self, ports):
        """From now on count what leaves for PORTS; packets () tells."""
        for tool in ('iptables', 'ip6tables'):
            for port in ports:
                self.lab.network.run(self.space, tool, '-w', '-A', 'OUTPUT', '-p', 'tcp',
                                     '--dport', port)

    def packets(self):
        """Port → packets that left for it, of the ports asked for before."""
        seen = {}
        for tool in ('iptables', 'ip6tables'):
            shown = self.lab.network.run(self.space, tool, '-w', '-L', 'OUTPUT', '-vnx').stdout
            for line in shown.splitlines():
                if found := re.match(r'\s*(\d+)\s.*dpt:(\d+)', line):
                    port = int(found[2])
                    seen[port] = seen.get(port, 0) + int(found[1])
        return seen

    def environment(self, clock=''):
        """env(1)'s words for the program: nothing of the caller's but what tests need."""
        words = {'PATH': '/usr/bin:/bin', 'HOME': self.home, 'LC_ALL': 'C.UTF-8',
                 'G_DEBUG': 'fatal-criticals', 'GSETTINGS_BACKEND': 'memory',
                 'G_MESSAGES_DEBUG': 'all', 'XDG_RUNTIME_DIR': self.home}
        # GCC 12's LeakSanitizer falls over thread-local storage of threads that have ended.
        words['ASAN_OPTIONS'] = 'intercept_tls_get_addr=0'
        words.update({k: v for k, v in os.environ.items()
                      if k.startswith(('ASAN_', 'LSAN_', 'UBSAN_'))})
        if clock:
            # Only what the calendar says is wrong; intervals stay true, as on a real computer.
            words.update(FAKETIME=clock, FAKETIME_DONT_FAKE_MONOTONIC='1',
                         LD_PRELOAD=' '.join([*self._sanitizer(), FAKETIME]))
        return ['env', '-i', *(f'{key}={value}' for key, value in words.items())]

    def _sanitizer(self):
        """The address sanitizer's runtime, which has to come before any other preloaded one."""
        shown = subprocess.run(['ldd', self.lab.cli], capture_output=True, text=True,
                               check=False).stdout
        return re.findall(r'=> (\S*libasan\S*)', shown)

    def start(self, *args, clock='', limits=False):
        """Start the program with ARGS; with LIMITS a crash may leave a core file behind."""
        words = self.lab.network.command(self.space, *self.environment(clock), self.lab.cli, *args)
        if limits:
            words = ['prlimit', '--core=unlimited', *words]
        return subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                errors='replace', cwd=self.home)

    def watch(self, process):
        """Read the program's output while looking over its shoulder; returns both streams."""
        reader = threading.Thread(target=self._look, args=(process,), daemon=True)
        reader.start()
        try:
            out, err = process.communicate(timeout=RUN_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            err += f'\n(killed after {RUN_LIMIT} s)'
        reader.join()
        return out, err

    def _look(self, process):
        """Look for canaries where every user of the computer may look."""
        while process.poll() is None:
            for name in ('cmdline', 'environ'):
                try:
                    with open(f'/proc/{process.pid}/{name}', 'rb') as file:
                        if self.lab.leaks(file.read()):
                            self.leaked.append(f'/proc/PID/{name}')
                except OSError:
                    return
            time.sleep(0.02)

    # --- what the servers saw of this client ---

    def _own(self, line):
        return any(f'[{address}]' in line or f'rip={address},' in line
                   for address in self.addresses)

    def sessions(self):
        """What the servers logged of this client, once all its connections are closed there."""
        end = time.monotonic() + LOG_LIMIT
        while True:
            lines = self._log_lines()
            opened = sum('connect from' in x and 'disconnect' not in x for x in lines)
            closed = [x for x in lines if 'disconnect from' in x]
            if opened <= len(closed) or time.monotonic() > end:
                return [self._session(x) for x in closed] + self._dovecot_sessions(lines)
            time.sleep(0.05)

    def _log_lines(self):
        lines = []
        for server in list(self.lab.servers.running.values()):
            if server.log.exists():
                text = server.log.read_text(encoding='utf-8', errors='replace')
                lines += [line for line in text.splitlines() if self._own(line)]
        return lines

    @staticmethod
    def _session(line):
        """A line "… disconnect from unknown[…] ehlo=2 starttls=1 auth=0/1 …" as numbers."""
        counts = dict.fromkeys(COUNTED, 0)
        for key, number in re.findall(r'(\w+)=(?:\d+/)?(\d+)', line.split('disconnect from')[1]):
            counts[key] = int(number)
        counts['encrypted'] = 'starttls' in counts or '/submissions/' in line
        counts['line'] = line
        return counts

    @staticmethod
    def _dovecot_sessions(lines):
        """Sign-ins at Dovecot's own submission service, in the same form."""
        found = []
        for line in lines:
            tries = re.search(r'auth failed, (\d+) attempts', line)
            if ': Login: ' in line or tries:
                found.append({'auth': int(tries[1]) if tries else 1, 'mail': 0, 'rcpt': 0,
                              'data': 0, 'encrypted': ', TLS' in line, 'line': line})
        return found

    def mailbox(self, setup, name):
        """The messages in the mailbox NAME of SETUP, waiting for the queue to be done."""
        folder = self.lab.servers.running[setup].mail / name / 'new'
        end = time.monotonic() + LOG_LIMIT
        while not (found := list(folder.glob('*'))) and time.monotonic() < end:
            time.sleep(0.05)
        return [path.read_text(encoding='utf-8') for path in found]


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


def prepare(lab, client, scenario):
    """Start the scenario's servers and break what it wants broken."""
    lab.servers.start(scenario.setup)
    for port, target in scenario.firewall.items():
        client.firewall(lab.servers.spaces[scenario.setup], port, target)
    if not scenario.ntp:
        client.firewall(lab.time.space, 123, scenarios.DROP, 'udp')
    if scenario.resolver:
        lab.network.set_resolver(client.space, scenario.resolver)
    if scenario.untouched:
        client.count_packets(scenario.untouched)


class Outcome:
    """What came out of one run, and what of it is wrong."""

    def __init__(self, name):
        self.name = name
        self.problems = []
        self.output = self.errors = ''
        self.code = None
        self.sessions = []
        self.seconds = 0.0

    def expect(self, what, got, wanted):
        """Note a problem unless GOT is what was WANTED."""
        if got != wanted:
            self.problems.append(f'{what}: {got!r}, expected {wanted!r}')

    def report(self):
        """The program's JSON, or an empty object."""
        try:
            return json.loads(self.output)
        except json.JSONDecodeError:
            self.problems.append('standard output is not JSON')
            return {}


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
        outcome.sessions = client.sessions()
        judge(lab, client, scenario, outcome)
    finally:
        client.close()
    return outcome


def judge(lab, client, scenario, outcome):
    """Compare what came out with what SCENARIO says has to."""
    outcome.expect('exit status', outcome.code, scenario.code)
    report = outcome.report()
    verdict = report.get('verdict') or {}
    outcome.expect('cause', verdict.get('cause'), scenario.cause)
    outcome.expect('working settings', _endpoint(report.get('working_settings')),
                   scenario.working)
    if scenario.differences is not None:
        got = {d['setting']: d['should_be'] for d in report.get('differences', [])}
        outcome.expect('differences', got, scenario.differences)
    told = [other['cause'] for other in verdict.get('others', [])]
    for cause in scenario.others:
        if cause not in told:
            outcome.problems.append(f'others: {told!r} without {cause!r}')
    _judge_servers(scenario, outcome)
    _judge_secrecy(lab, client, outcome)
    for port, packets in client.packets().items() if scenario.untouched else ():
        outcome.expect(f'packets to port {port}', packets, 0)
    if scenario.delivered:
        outcome.expect('messages delivered',
                       len(client.mailbox(scenario.setup, scenario.delivered)), 1)


def _endpoint(working):
    if not working:
        return None
    return tuple(working.get(key) for key in ('host', 'port', 'security', 'verified'))


def _judge_servers(scenario, outcome):
    """The contract's paragraph on the password, as the servers' own logs tell it."""
    sign_ins = sum(session['auth'] for session in outcome.sessions)
    outcome.expect('sign-ins the servers saw', sign_ins, scenario.sign_ins)
    for session in outcome.sessions:
        if session['encrypted']:
            continue
        if session['auth'] and not scenario.in_clear:
            outcome.problems.append(f'AUTH without encryption: {session["line"]}')
        if (session['mail'] or session['rcpt']) and scenario.security != 'none':
            outcome.problems.append(f'MAIL or RCPT without encryption: {session["line"]}')
    messages = sum(session['data'] for session in outcome.sessions)
    outcome.expect('messages sent', messages, 1 if scenario.delivered else 0)


def _judge_secrecy(lab, client, outcome):
    for where, text in (('standard output', outcome.output), ('standard error', outcome.errors)):
        if lab.leaks(text):
            outcome.problems.append(f'the password is in {where}')
    for path in client.home.rglob('*'):
        if path.name != 'password' and path.is_file() and lab.leaks(path.read_bytes()):
            outcome.problems.append(f'the password is in {path.name}')
    outcome.problems += [f'the password is in {where}' for where in sorted(set(client.leaked))]

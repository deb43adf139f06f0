# SPDX-License-Identifier: GPL-3.0-or-later
"""One computer of the lab, from which the program is run, and what was seen of it."""

import json
import os
import re
import subprocess
import threading
import time
from pathlib import Path

from .network import address4, address6, same6

PROHIBITED = {'iptables': 'icmp-admin-prohibited', 'ip6tables': 'icmp6-adm-prohibited'}
FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'
RUN_LIMIT = 90
PYTHON = '/usr/bin/python3'
WIRETAP = Path(__file__).with_name('wiretap.py')
LOG_LIMIT = 15


class Client:
    """One computer of the lab, from which the program is run."""

    def __init__(self, lab, number):
        self.lab = lab
        host = f'{2 + number // 250}.{1 + number % 250}'
        self.addresses = (address4(host), address6(host))
        # As servers' logs write them: bare, in brackets, mapped into IPv6, without "::".
        written = [*self.addresses, self.addresses[1].replace('::', ':0:0:0:0:0:')]
        self._told = re.compile('|'.join(
            rf'(?<![0-9a-f.]){re.escape(a)}(?![0-9a-f.])' for a in written), re.IGNORECASE)
        self.space = lab.network.add(f'client{number}', host)
        self.home = lab.network.folder / f'home{number}'
        self.home.mkdir(mode=0o700)
        self.leaked = []
        self._tap = None

    def close(self):
        """Take the computer away."""
        self.lab.network.remove_member(self.space)

    def firewall(self, space, port, target, protocol='tcp'):
        """Let SPACE treat what comes from this client to PORT as TARGET says."""
        for tool, address in zip(('iptables', 'ip6tables'), self.addresses):
            words = [PROHIBITED[tool] if word == 'prohibited' else word for word in target]
            self.lab.network.run(space, tool, '-w', '-A', 'INPUT', '-s', address, '-p', protocol,
                                 '--dport', port, *[w for w in words if w not in ('-p', 'tcp')])

    def block(self, port):
        """Let nothing of this client out to PORT, whoever is meant."""
        for tool in ('iptables', 'ip6tables'):
            self.lab.network.run(self.space, tool, '-w', '-A', 'OUTPUT', '-p', 'tcp', '--dport',
                                 port, '-j', 'DROP')

    def redirect(self, port, address):
        """Let every connection of this client to PORT end at ADDRESS, whatever it was meant for."""
        for tool, to in (('iptables', address), ('ip6tables', f'[{same6(address)}]')):
            self.lab.network.run(self.space, tool, '-w', '-t', 'nat', '-A', 'OUTPUT', '-p', 'tcp',
                                 '--dport', port, '-j', 'DNAT', '--to-destination', f'{to}:{port}')

    def tap(self):
        """From now on listen on the wire; said () tells."""
        self._tap = subprocess.Popen(self.lab.network.command(self.space, PYTHON, WIRETAP),
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._tap.stdout.readline()

    def said(self):
        """What left this computer since tap (): see wiretap.py."""
        return json.loads(self._tap.communicate()[0])

    def environment(self, clock=''):
        """env(1)'s words for the program: nothing of the caller's but what tests need."""
        words = {'PATH': '/usr/bin:/bin', 'HOME': self.home, 'LC_ALL': 'C.UTF-8',
                 'G_DEBUG': 'fatal-criticals', 'GSETTINGS_BACKEND': 'memory',
                 'G_MESSAGES_DEBUG': 'all', 'XDG_RUNTIME_DIR': self.home}
        # What a build with sanitizers needs, as tests/meson.build says it.
        words.update({k: v for k, v in os.environ.items()
                      if k.startswith(('ASAN_', 'LSAN_', 'UBSAN_'))})
        if clock:
            # Only what the calendar says is wrong; intervals stay true, as on a real computer.
            words.update(FAKETIME=clock, FAKETIME_DONT_FAKE_MONOTONIC='1',
                         LD_PRELOAD=' '.join([*self.lab.sanitized(), FAKETIME]))
        return ['env', '-i', *(f'{key}={value}' for key, value in words.items())]

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

    def is_in(self, text):
        """Whether TEXT, a server's log, names this client (and not one whose address begins so)."""
        return bool(self._told.search(text))

    def sessions(self, sign_ins):
        """What the servers logged of this client, once all is said there.

        Their logs may lag behind what they told the program: up to LOG_LIMIT seconds are waited for
        SIGN_INS to be among them.
        """
        end = time.monotonic() + LOG_LIMIT
        while True:
            busy, found = self._read_logs()
            enough = sum(session.get('auth', 0) for session in found) >= sign_ins
            if (enough and not busy) or time.monotonic() > end:
                return found
            time.sleep(0.05)

    def _read_logs(self):
        """(whether a server still has something to say, the sessions)."""
        busy, found = False, []
        for server in list(self.lab.servers.running.values()):
            if not hasattr(server, 'sessions') or not server.log.exists():
                continue
            text = server.log.read_text(encoding='utf-8', errors='replace')
            lines = [line for line in text.splitlines() if self.is_in(line)]
            busy |= hasattr(server, 'is_busy') and server.is_busy(lines)
            found += server.sessions(lines)
        return busy, found

    def mailbox(self, setup, name):
        """The messages in the mailbox NAME of SETUP, waiting for the queue to be done."""
        folder = self.lab.servers.running[setup].mail / name / 'new'
        end = time.monotonic() + LOG_LIMIT
        while not (found := list(folder.glob('*'))) and time.monotonic() < end:
            time.sleep(0.05)
        return [path.read_text(encoding='utf-8') for path in found]

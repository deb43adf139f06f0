#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real Postfix and Dovecot in network namespaces, and the program run against them.

  lab.py tap                     every scenario, TAP on standard output (what meson runs)
  lab.py list                    the names of the scenarios
  lab.py run NAME… [-v]          some scenarios (shell patterns); -v shows everything
  lab.py record SETUP [PORT]     a real conversation with a server of the lab
  lab.py shell NAME              a shell in the namespace of a client of that scenario

The program is --cli, or $OUTBOX_DOCTOR_CLI. Needs root and the servers' packages; without them
`tap` skips and says why.
"""

import argparse
import concurrent.futures
import fnmatch
import json
import os
import shutil
import signal
import subprocess
import sys
import traceback
from pathlib import Path

from harness import dovecot, postfix, record
from harness.client import FAKETIME
from harness.network import ip
from harness.play import arguments, prepare, run
from harness.scenario import OUTSIDE
from harness.scenarios import SCENARIOS
from harness.servers import ServerError
from harness.setups import SETUPS
from harness.specials import SPECIALS
from harness.world import Lab

PROGRAMS = {'ip': 'iproute2', 'iptables': 'iptables', 'dnsmasq': 'dnsmasq-base',
            'chronyd': 'chrony', 'openssl': 'openssl', 'postconf': 'postfix',
            'dovecot': 'dovecot-core', 'prlimit': 'util-linux', 'gcore': 'gdb'}
FILES = {'/usr/lib/dovecot/submission': 'dovecot-submissiond', FAKETIME: 'libfaketime',
         '/usr/lib/dovecot/imap': 'dovecot-imapd', '/usr/lib/dovecot/pop3': 'dovecot-pop3d',
         '/usr/lib/postfix/sbin/master': 'postfix'}
SHOWN = 600  # characters of a line


def missing():
    """Why the lab cannot be built here, or None."""
    if os.geteuid() != 0:
        return 'network namespaces need root'
    packages = {package for name, package in PROGRAMS.items() if not shutil.which(name)}
    packages |= {package for path, package in FILES.items() if not os.path.exists(path)}
    if packages:
        return 'not installed: ' + ', '.join(sorted(packages))
    probe = f'obd-probe-{os.getpid()}'
    try:
        ip('netns', 'add', probe)
        ip('-n', probe, batch=['link add one type veth peer name two'])
        return None
    except OSError as error:
        return f'no network namespaces here ({error})'
    finally:
        subprocess.run(['ip', 'netns', 'del', probe], capture_output=True, check=False)


def chosen(patterns):
    """(name, callable taking the lab) of all scenarios that match."""
    rows = [(s.name, lambda lab, s=s: run(lab, s)) for s in SCENARIOS] + list(SPECIALS.items())
    return [row for row in rows
            if not patterns or any(fnmatch.fnmatch(row[0], p) for p in patterns)]


def play_all(cli, rows, jobs):
    """Yield (name, outcome or the exception's text) as the runs end."""
    with Lab(cli) as lab, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = {pool.submit(play, lab): name for name, play in rows}
        for done in concurrent.futures.as_completed(waiting):
            try:
                yield waiting[done], done.result()
            except ServerError as error:
                yield waiting[done], str(error)
            except Exception:  # pylint: disable=broad-except
                yield waiting[done], traceback.format_exc()


def problems_of(outcome):
    """The lines that say what is wrong with a run."""
    lines = outcome.strip().splitlines() if isinstance(outcome, str) else outcome.problems
    return [line if len(line) <= SHOWN else line[:SHOWN] + '…' for line in lines]


def tap(options):
    """Every scenario as TAP version 13."""
    reason = missing()
    if reason:
        print(f'1..0 # SKIP {reason}')
        return 0
    rows = chosen(options.names)
    print(f'TAP version 13\n1..{len(rows)}', flush=True)
    failed = 0
    for number, (name, outcome) in enumerate(play_all(options.cli, rows, options.jobs), 1):
        problems = problems_of(outcome)
        failed += bool(problems)
        print(f'{"not ok" if problems else "ok"} {number} - {name}')
        for line in problems:
            print(f'# {line}')
        sys.stdout.flush()
    return 1 if failed else 0


def show(outcome):
    """Everything about one run."""
    if isinstance(outcome, str):
        return
    for title, text in (('output', outcome.output), ('errors', outcome.errors)):
        print(f'--- {title}\n{text.rstrip()}')
    print('--- what the servers saw')
    for session in outcome.sessions:
        print(session['line'])


def run_some(options):
    """Scenarios by name, for people."""
    failed = 0
    for name, outcome in play_all(options.cli, chosen(options.names), options.jobs):
        problems = problems_of(outcome)
        failed += bool(problems)
        seconds = '' if isinstance(outcome, str) else f' ({outcome.seconds:.1f} s)'
        print(f'{"FAILED" if problems else "ok    "} {name}{seconds}')
        print(''.join(f'       {line}\n' for line in problems), end='')
        if options.verbose:
            show(outcome)
    return 1 if failed else 0


def record_one(options):
    """A whole conversation with one server, signed in, up to RCPT."""
    row = SETUPS[options.setup]
    hello = 'EHLO client.example'
    with Lab(options.cli) as lab:
        lab.servers.start(options.setup)
        client = lab.client()
        inside = options.port == 465
        steps = [hello] if inside else [hello, 'STARTTLS', hello]
        if options.port != 25:
            steps.append(('anna@larkspur.example', lab.passwords['right']))
        steps += ['MAIL FROM:<anna@larkspur.example>', f'RCPT TO:<{OUTSIDE}>', 'RSET', 'QUIT']
        asked = {'host': row['names'][0], 'port': options.port, 'implicit': inside,
                 'steps': steps, 'roots': str(lab.authority.roots)}
        shown = subprocess.run(
            lab.network.command(client.space, '/usr/bin/python3', record.__file__),
            input=json.dumps(asked), capture_output=True, text=True, check=False)
        print(f'# {postfix.version()}, {dovecot.version()}, Debian 12; {options.setup}, '
              f'port {options.port}')
        print(shown.stdout + shown.stderr, end='')
    return 0


def shell(options):
    """A shell where the program would run; the command line is shown."""
    scenario = next(s for s in SCENARIOS if s.name == options.names[0])
    with Lab(options.cli) as lab:
        client = lab.client()
        prepare(lab, client, scenario)
        print(options.cli, *arguments(lab, client, scenario))
        return subprocess.call(lab.network.command(client.space, 'bash'), cwd=client.home)


def main():
    """Parse the command line and do it."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--cli', type=Path, default=os.environ.get('OUTBOX_DOCTOR_CLI'))
    parser.add_argument('--jobs', type=int, default=4)
    commands = parser.add_subparsers(dest='command', required=True)
    for name, function in (('tap', tap), ('run', run_some), ('shell', shell)):
        one = commands.add_parser(name)
        one.add_argument('names', nargs='*')
        one.add_argument('-v', '--verbose', action='store_true')
        one.set_defaults(function=function)
    one = commands.add_parser('record')
    one.add_argument('setup', choices=sorted(SETUPS))
    one.add_argument('port', type=int, nargs='?', default=587)
    one.set_defaults(function=record_one)
    one = commands.add_parser('list')
    one.set_defaults(function=lambda _: print('\n'.join(name for name, _ in chosen([]))))
    options = parser.parse_args()
    if options.command in ('tap', 'run', 'shell') and not options.cli:
        parser.error('which program? --cli or OUTBOX_DOCTOR_CLI')
    options.cli = options.cli and Path(options.cli).resolve()
    # So that the lab is taken down as well when meson stops the test.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return options.function(options)


if __name__ == '__main__':
    sys.exit(main())

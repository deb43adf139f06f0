#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real mail servers in network namespaces, and the program run against them.

  lab.py tap                     every scenario, TAP on standard output (what meson runs)
  lab.py list                    the names of the scenarios
  lab.py run NAME… [-v]          some scenarios (shell patterns); -v shows everything
  lab.py table                   every scenario as a line of a table: what came out, and how fast
  lab.py record SETUP [PORT]     a server of the lab as a script for tests/cases
  lab.py shell NAME              a shell in the namespace of a client of that scenario

The program is --cli, or $OUTBOX_DOCTOR_CLI. Needs root and the servers' packages; without them
`tap` skips and says why.
"""

import argparse
import concurrent.futures
import fnmatch
import os
import signal
import subprocess
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from harness import needs, record, searching
from harness.domains import DOMAINS
from harness.play import arguments, prepare, run
from harness.scenarios import SCENARIOS
from harness.servers import ServerError
from harness.setups import SETUPS
from harness.specials import SPECIALS
from harness.world import Lab

missing = needs.missing  # for gui_journey.py
SHOWN = 600  # characters of a line
LIMIT = 15   # seconds: what takes longer has to be slow by nature


@dataclass
class Row:
    """One thing to play, and what came of it."""

    name: str
    play: Callable
    slow: bool = False
    setups: tuple = ()
    outcome: object = None
    problems: list = field(default_factory=list)
    skipped: str = ''

    def note(self, done):
        """Take over what the future DONE brought."""
        try:
            self.outcome = done.result()
            self.problems = self.outcome.problems
        except ServerError as error:
            self.problems = [str(error)]
        except Exception:  # pylint: disable=broad-except
            self.problems = traceback.format_exc().splitlines()
        self.problems = [line if len(line) <= SHOWN else line[:SHOWN] + '…'
                         for text in self.problems for line in text.splitlines()]

    def told(self):
        """The verdict's cause and the seconds it took."""
        if self.outcome is None:
            return 'nothing'
        return f'{self.outcome.cause or "no verdict"} in {self.outcome.seconds:.1f} s'


def chosen(patterns):
    """All that match; what is slow by nature comes first, so that the rest runs beside it."""
    rows = [Row(s.name, lambda lab, s=s: run(lab, s), s.slow,
                (s.setup, *s.redirect.values(), *filter(None, [s.portal]))) for s in SCENARIOS]
    rows += [Row(name, play) for name, play in SPECIALS.items()]
    rows += [Row(f'discovery-{d.name}', lambda lab, d=d: searching.play(lab, d),
                 setups=('pages', 'hosted')) for d in DOMAINS]
    rows = [row for row in rows
            if not patterns or any(fnmatch.fnmatch(row.name, p) for p in patterns)]
    return sorted(rows, key=lambda row: not row.slow)


def play_all(cli, rows, jobs):
    """Yield ROWS as they end."""
    for row in rows:
        row.skipped = next(filter(None, map(needs.why_not, row.setups)), '')
    yield from (row for row in rows if row.skipped)
    with Lab(cli) as lab, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = {pool.submit(row.play, lab): row for row in rows if not row.skipped}
        for done in concurrent.futures.as_completed(waiting):
            waiting[done].note(done)
            yield waiting[done]


def too_slow(rows):
    """The names of those that took long although nothing about them is slow by nature."""
    return [row.name for row in rows
            if row.outcome and row.outcome.seconds > LIMIT and not row.slow]


def tap(options):
    """Every scenario as TAP version 13."""
    reason = needs.missing()
    if reason:
        print(f'1..0 # SKIP {reason}')
        return 0
    rows = chosen(options.names)
    print(f'TAP version 13\n1..{len(rows)}', flush=True)
    for number, row in enumerate(play_all(options.cli, rows, options.jobs), 1):
        skip = f' # SKIP {row.skipped}' if row.skipped else ''
        print(f'# {row.told()}')
        print(f'{"not ok" if row.problems else "ok"} {number} - {row.name}{skip}')
        for line in [*row.problems, *(evidence(row) if row.problems else [])]:
            print(f'# {line}')
        sys.stdout.flush()
    print(f'# longer than {LIMIT} s: {", ".join(too_slow(rows)) or "none but those slow by nature"}')
    return 1 if any(row.problems for row in rows) else 0


def evidence(row):
    """What a failure is looked into with: the JSON, and the server's last words."""
    if row.outcome is None:
        return []
    return ['--- output', *row.outcome.output.splitlines(), '--- errors',
            *[line for line in row.outcome.errors.splitlines() if 'DEBUG' not in line],
            '--- what the server noted', *row.outcome.log]


def run_some(options):
    """Scenarios by name, for people."""
    rows = chosen(options.names)
    for row in play_all(options.cli, rows, options.jobs):
        word = 'FAILED' if row.problems else 'skip  ' if row.skipped else 'ok    '
        print(f'{word} {row.name}: {row.skipped or row.told()}')
        lines = row.problems + (evidence(row) if options.verbose else [])
        print(''.join(f'       {line}\n' for line in lines), end='', flush=True)
    return 1 if any(row.problems for row in rows) else 0


def table(options):
    """Every scenario as a line of Markdown."""
    rows = list(play_all(options.cli, chosen(options.names), options.jobs))
    print('| scenario | server | cause | seconds | |\n| --- | --- | --- | --: | --- |')
    for row in sorted(rows, key=lambda row: row.name):
        server = ', '.join(SETUPS[key].get('kind', 'postfix') for key in row.setups)
        cause, seconds = (row.outcome.cause, f'{row.outcome.seconds:.1f}') if row.outcome else ('', '')
        result = 'skipped' if row.skipped else 'FAILED' if row.problems else 'ok'
        print(f'| {row.name} | {server} | {cause} | {seconds} | {result} |')
    return 1 if any(row.problems for row in rows) else 0


def record_one(options):
    """One server as a script."""
    with Lab(options.cli) as lab:
        lab.servers.start(options.setup)
        print(record.script(lab, options.setup, options.port, recipient=options.recipient,
                            hello=options.hello, message=options.message), end='')
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
    parser.add_argument('--jobs', type=int, default=6)
    commands = parser.add_subparsers(dest='command', required=True)
    for name, function in (('tap', tap), ('run', run_some), ('table', table), ('shell', shell)):
        one = commands.add_parser(name)
        one.add_argument('names', nargs='*')
        one.add_argument('-v', '--verbose', action='store_true')
        one.set_defaults(function=function)
    one = commands.add_parser('record')
    one.add_argument('setup', choices=sorted(SETUPS))
    one.add_argument('port', type=int, nargs='?', default=587)
    one.add_argument('--recipient', default=record.OUTSIDE)
    one.add_argument('--hello', default=record.HELLO, metavar='NAME')
    one.add_argument('--message', action='store_true', help='send a short message as well')
    one.set_defaults(function=record_one)
    one = commands.add_parser('list')
    one.set_defaults(function=lambda _: print('\n'.join(sorted(row.name for row in chosen([])))))
    options = parser.parse_args()
    if options.command in ('tap', 'run', 'table', 'shell') and not options.cli:
        parser.error('which program? --cli or OUTBOX_DOCTOR_CLI')
    options.cli = options.cli and Path(options.cli).resolve()
    # So that the lab is taken down as well when meson stops the test.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return options.function(options)


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the address to the first proven endpoint, at the end of a long line.

At 100 ms of round-trip time, against the name, web and mail servers of the real lab: one mailbox
for each source of settings that alone knows its domain. The time until the server that it names has
taken the password (or, where none may go there, has offered to take one over verified TLS) is at
most 1.3 times the serial floor of that chain. And with all other sources silent, slow or down
(for service records: one kind of them as well) it is at most 10 % more than with all of them well.
"""
import json
import math
import os
import statistics
import sys

from far import FarClient

from harness.domains import BROKEN, DOMAINS, FLOORS
from harness.pages import database
from harness.searching import give_file
from harness.world import Lab

CLI = os.environ['OBD_CLI']
ROUNDS = int(os.environ.get('OBD_BENCH_ROUNDS', 3))
RTT = 0.1
LIMIT = 1.3
MORE = 0.10
GIVE_UP = 2  # seconds: what has not answered by then changes nothing here
ROWS = {domain.name: domain for domain in DOMAINS}


def proven(report, row):
    """Milliseconds from the start until the chosen server of ROW was proven; infinite if never."""
    working = report['working_settings']
    if not working:
        print(f'{row.name}: {report["discovery"]}')
        return math.inf
    assert working['host'] == row.host(row.chosen), (row.name, working)
    signed_in = working['verified'] != 'connects'
    assert signed_in == row.trusted, (row.name, working)
    probe = next(p for p in report['probes'] if p['host'] == working['host']
                 and p['port'] == working['port'] and p['signed_in'] == signed_in
                 and p['outcome'] == 'ok')
    stage = 'auth' if signed_in else 'ehlo'
    return max(span['end_ms'] for span in probe['spans'] if span['stage'] == stage)


def diagnose(lab, client, password, row):
    """One exam of a mailbox of which nothing is known but the address."""
    home = client.home / row.name
    give_file(home, row)
    done = client.run(f'HOME={home}', CLI, 'diagnose', row.address, '--json', '--ca-file',
                      lab.authority.roots, '--ispdb', f'https://{database(row)}/v1/',
                      '--password-file', password, '--timeout', GIVE_UP)
    return proven(json.loads(done.stdout), row)


def bench_source(lab, client, password, source):
    """The ratios of one source."""
    name = f'far-{source.replace("_", "-")}'
    floor = FLOORS[source] * RTT * 1000
    words = [word for word in ('alone', *BROKEN) if f'{name}-{word}' in ROWS]
    # By turns, so that what else goes on here meets all of them alike.
    times = {word: [] for word in words}
    for _ in range(ROUNDS):
        for word in words:
            times[word].append(diagnose(lab, client, password, ROWS[f'{name}-{word}']))
    middle = statistics.median(times['alone'])
    ratio = middle / floor
    # What else this machine does only ever adds: a delay of ours is in the least time as well.
    least = {word: min(values) for word, values in times.items()}
    more = max(least[word] / least['alone'] - 1 for word in words)
    print(f'{source:<11} {middle:.0f} ms (least {least["alone"]:.0f}), {ratio:.2f} of the floor of '
          f'{floor:.0f} ms, at most {LIMIT}; all others '
          + (', '.join(f'{word} {least[word]:.0f} ms' for word in words[1:]) or 'nobody is left')
          + f', {more * 100:+.0f} %, at most {MORE * 100:.0f}', flush=True)
    return ratio <= LIMIT and more <= MORE


def main():
    """Every source in turn."""
    if os.geteuid() != 0:
        print('network namespaces need root')
        return 77
    with Lab(CLI) as lab:
        lab.servers.start('pages', 'hosted')
        password = lab.network.folder / 'password'
        password.touch(mode=0o600)
        password.write_text(lab.passwords['right'] + '\n', encoding='ascii')
        client = FarClient(lab.network, 'far', RTT)
        client.home = lab.network.folder / 'far-home'
        try:
            diagnose(lab, client, password, ROWS['far-listed-alone'])  # nothing is warm yet
            good = [bench_source(lab, client, password, source) for source in FLOORS]
        finally:
            client.close()
    return 0 if all(good) else 1


sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole exam of a mailbox with typed settings, at the end of a long line.

For 20, 100 and 300 ms of round-trip time, against a real, healthy Postfix with port 587 typed: all
ports, with and without sign-in, over the serial floor of 8 round trips (TCP, greeting, EHLO,
STARTTLS, TLS 1.3, EHLO, AUTH, MAIL with RCPT). At most 1.25. In the same run the time that swaks
takes for the typed check alone. And the verdict where 25 and 465 are silent beside a working 587:
within 5 s.
"""
import json
import os
import shutil
import statistics
import sys
import time

from far import FarClient

from harness.network import NET4, address4, address6
from harness.scenario import ADDRESS, DROP, MAIL, OUTSIDE
from harness.services import TIME_HOST, TIME_NAMES
from harness.world import Lab

CLI = os.environ['OBD_CLI']
ROUNDS = int(os.environ.get('OBD_BENCH_ROUNDS', 7))
FLOOR = 8
LIMIT = 1.25
SILENT_LIMIT = 5.0


def diagnose(lab, client, password):
    """One exam; the seconds that its own report counts, from its first packet to its last."""
    done = client.run(CLI, 'diagnose', ADDRESS, '--json', '--ca-file', lab.authority.roots,
                      '--host', MAIL, '--port', 587, '--security', 'starttls', '--recipient', OUTSIDE,
                      '--password-file', password)
    report = json.loads(done.stdout)
    assert report['verdict']['cause'] == 'healthy', report['verdict']
    return report['duration_ms'] / 1000


def swaks(lab, client):
    """The typed check alone, as an expert would make it by hand."""
    began = time.monotonic()
    done = client.run('swaks', '--server', MAIL, '--port', 587, '--tls', '--auth', 'PLAIN',
                      '--auth-user', ADDRESS, '--auth-password', lab.passwords['right'],
                      '--from', ADDRESS, '--to', OUTSIDE, '--quit-after', 'RCPT')
    assert done.returncode == 0, done.stdout + done.stderr
    return time.monotonic() - began


def known_hosts(lab):
    """The floor does not count a name look-up: it is answered next door."""
    host = lab.servers.address('classic').removeprefix(NET4 + '.')
    return {MAIL: [address4(host), address6(host)],
            **{name: [address4(TIME_HOST), address6(TIME_HOST)] for name in TIME_NAMES}}


def bench_line(lab, password, rtt):
    """The ratio at RTT seconds."""
    client = FarClient(lab.network, f'far{round(rtt * 1000)}', rtt, known_hosts(lab))
    try:
        times = [diagnose(lab, client, password) for _ in range(ROUNDS)]
        other = statistics.median(swaks(lab, client) for _ in range(3)) if shutil.which('swaks') else None
    finally:
        client.close()
    ratio = statistics.median(times) / (FLOOR * rtt)
    print(f'{rtt * 1000:.0f} ms: whole exam {statistics.median(times) * 1000:.0f} ms '
          f'(least {min(times) * 1000:.0f}, most {max(times) * 1000:.0f}), {ratio:.2f} of the floor of '
          f'{FLOOR * rtt * 1000:.0f} ms, at most {LIMIT}; swaks, typed check alone: '
          + (f'{other * 1000:.0f} ms' if other else 'not installed'), flush=True)
    return ratio <= LIMIT


def bench_silent(lab, password):
    """25 and 465 do not answer, 587 works."""
    client = FarClient(lab.network, 'farsilent', 0.02, known_hosts(lab))
    try:
        for port in (25, 465):
            lab.network.firewall(lab.servers.spaces['classic'], '-p', 'tcp', '--dport', str(port), *DROP)
        seconds = diagnose(lab, client, password)
    finally:
        client.close()
    print(f'silent 25 and 465: verdict after {seconds:.2f} s, at most {SILENT_LIMIT:.0f}', flush=True)
    return seconds <= SILENT_LIMIT


def main():
    if os.geteuid() != 0:
        print('network namespaces need root')
        return 77
    with Lab(CLI) as lab:
        lab.servers.start('classic')
        password = lab.network.folder / 'password'
        password.touch(mode=0o600)
        password.write_text(lab.passwords['right'] + '\n', encoding='ascii')
        good = [bench_line(lab, password, rtt) for rtt in (0.02, 0.1, 0.3)]
        good.append(bench_silent(lab, password))
    return 0 if all(good) else 1


sys.exit(main())

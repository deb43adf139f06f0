# SPDX-License-Identifier: GPL-3.0-or-later
"""One table of mailboxes with different faults at many real servers: run, interrupted, resumed."""

import json
import os
import signal
import subprocess
import time
from dataclasses import replace

from .client import LOG_LIMIT
from .judge import endpoint, expected_endpoint, replaying
from .play import Outcome
from .scenario import Scenario
from .scenarios import SCENARIOS
from .setups import SETUPS

COLUMNS = 'address,host,port,security,username,authentication,sender,recipient,password_file'
# Scenarios that a row can say; no two at the same server with a wrong password.
PLAYED = ('healthy-587', 'healthy-465', 'healthy-dovecot-587', 'healthy-auth25', 'healthy-ipv6-only',
          'relay-denied', 'relay-denied-587', 'wrong-password-587', 'wrong-password-dovecot',
          'plaintext-on-465', 'ssl-on-587', 'starttls-enforced', 'certificate-expired',
          'certificate-wrong-name-587', 'closed-port', 'recipient-unknown', 'unknown-host')
# Never greets: still running when everything else is done.
HELD = Scenario('held', 'meddler', 587, 'starttls', host='silent.meddled.example',
                cause='server-error')
TIMEOUT = 8
FIRST = 5  # rows that are told before the first run is interrupted


def _rows():
    """The scenarios of the table, each with an account of its own; those that hang in the middle."""
    by_name = {scenario.name: scenario for scenario in SCENARIOS}
    chosen = [by_name[name] for name in PLAYED]
    chosen[4:4] = [HELD, HELD]
    return [replace(scenario, address=f'user{number}@larkspur.example')
            for number, scenario in enumerate(chosen, 1)]


def _line(scenario):
    cells = (scenario.address, scenario.host or SETUPS[scenario.setup]['names'][0], scenario.port,
             scenario.security, '', 'none' if scenario.no_auth else '', '',
             scenario.recipient or '', scenario.password or '')
    return ','.join(f'"{cell}"' for cell in cells) + '\r\n'


def _write(lab, client, rows):
    """The table as spreadsheets write it, and the password files beside it."""
    table = client.home / 'list.csv'
    table.write_text('\ufeff' + COLUMNS + '\r\n' + ''.join(_line(row) for row in rows),
                     encoding='utf-8', newline='')
    for name, word in lab.passwords.items():
        file = client.home / name
        file.touch(mode=0o600)
        file.write_text(word + '\n', encoding='ascii')
    return table


def _start(lab, client, table, results):
    """The command that the manual shows: it appends to the file that it goes on from."""
    words = lab.network.command(client.space, *client.environment(), lab.cli, 'batch', table,
                                '--jobs', 8, '--timeout', TIMEOUT, '--ca-file', lab.authority.roots,
                                '--resume', results)
    with open(results, 'ab') as file:
        return subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=file,
                                stderr=subprocess.PIPE, text=True, errors='replace')


def _await_lines(process, results, count):
    end = time.monotonic() + LOG_LIMIT
    while results.read_bytes().count(b'\n') < count:
        if time.monotonic() > end or process.poll() is not None:
            raise TimeoutError(f'no {count} rows after {LOG_LIMIT} s')
        time.sleep(0.02)


def _read(outcome, results):
    """Row number → its report; every line has to be whole, and no row told twice."""
    text = results.read_text(encoding='utf-8')
    outcome.expect('the last line is whole', text == '' or text.endswith('\n'), True)
    reports = [json.loads(line) for line in text.splitlines()]
    numbers = [report['row'] for report in reports]
    outcome.expect('rows told twice', sorted(numbers), sorted(set(numbers)))
    return dict(zip(numbers, reports))


def _judge_row(lab, outcome, scenario, report):
    where = f'row {report["row"]} ({scenario.name})'
    verdict = report.get('verdict') or {}
    outcome.expect(f'{where}: cause', verdict.get('cause'), scenario.cause)
    outcome.expect(f'{where}: status', report.get('status'), scenario.code)
    outcome.expect(f'{where}: working settings', endpoint(report.get('working_settings')),
                   expected_endpoint(scenario))
    refused = scenario.password == 'wrong'
    if scenario.sign_ins:
        outcome.expect(f'{where}: sign-in', report.get('sign_in'),
                       'refused' if refused else 'accepted')
    outcome.problems += [f'{where}: {line}' for line in replaying.problems(
        lab.cli, report, report.get('status'), {**os.environ, 'LC_ALL': 'C.UTF-8'})]


def batch(lab):
    """A batch over more than a dozen mailboxes: interrupted, and the same command goes on."""
    outcome = Outcome('batch')
    rows = _rows()
    client = lab.client()
    for row in rows:
        lab.servers.start(row.setup)
    client.tap()
    table, results = _write(lab, client, rows), client.home / 'results.jsonl'

    process = _start(lab, client, table, results)
    _await_lines(process, results, FIRST)
    process.send_signal(signal.SIGINT)
    _, outcome.errors = client.watch(process)
    outcome.expect('exit status when interrupted', process.returncode, 3)
    before = _read(outcome, results)
    outcome.expect('the held rows were told',
                   [n for n in before if rows[n - 1].name == HELD.name], [])

    process = _start(lab, client, table, results)
    _, errors = client.watch(process)
    outcome.errors += errors
    outcome.code = process.returncode
    outcome.expect('exit status', outcome.code, 1)
    after = _read(outcome, results)
    outcome.expect('rows', sorted(after), list(range(1, len(rows) + 1)))
    outcome.expect('rows told before are left alone',
                   {n: after.get(n) for n in before} == before, True)
    for number, report in sorted(after.items()):
        _judge_row(lab, outcome, rows[number - 1], report)
    outcome.output = results.read_text(encoding='utf-8')
    _judge_sign_ins(outcome, client, rows, before)
    for each in client.said():
        if lab.leaks(each['clear']) or b'AUTH' in each['clear'].encode().split():
            outcome.problems.append(f'a sign-in in the clear to port {each["port"]}')
    for where, text in (('the results', outcome.output), ('standard error', outcome.errors)):
        if lab.leaks(text):
            outcome.problems.append(f'a password is in {where}')
    outcome.problems += client.leaked
    client.close()
    return outcome


def _judge_sign_ins(outcome, client, rows, before):
    """Each row signs in once; one that was cancelled may have begun to."""
    needed = sum(row.sign_ins for row in rows)
    spare = sum(row.sign_ins for number, row in enumerate(rows, 1) if number not in before)
    seen = sum(session.get('auth', 0) for session in client.sessions(needed))
    if not needed <= seen <= needed + spare:
        outcome.problems.append(f'sign-ins the servers saw: {seen}, needed {needed}')

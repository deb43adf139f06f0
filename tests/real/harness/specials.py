# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that a row of settings cannot say: reports, interruption, a crash, input of every kind."""

import signal
import subprocess
import time

from .batches import batch
from .client import LOG_LIMIT
from .pki import COMPANY
from .play import Outcome, arguments, prepare
from .scenario import ADDRESS, MAIL, WRONG, Scenario

FORMATS = ('json', 'html', 'md', 'txt')


def _wait(condition, what):
    end = time.monotonic() + LOG_LIMIT
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f'waited {LOG_LIMIT} s for {what}')
        time.sleep(0.02)


def reports(lab):
    """The canary is in no report of any format, with every kind of redaction."""
    outcome = Outcome('reports-keep-the-secret')
    scenario = Scenario('reports', 'classic', 587, 'starttls', password=WRONG, beside=('box',),
                        args=('--incoming', 'imap:imap.larkspur.example:993:tls',
                              '--incoming', 'pop3:imap.larkspur.example:110:starttls'))
    for redact in ((), ('--redact', 'provider'), ('--redact', 'public')):
        client = lab.client()
        prepare(lab, client, scenario)
        files = [client.home / f'report.{kind}' for kind in FORMATS]
        for file in files:
            process = client.start(*arguments(lab, client, scenario), *redact, '--report', file)
            out, err = client.watch(process)
            outcome.expect(f'exit status for {file.name}', process.returncode, 1)
            if not file.exists():
                outcome.problems.append(f'{file.name} was not written: {err[-200:]}')
                continue
            for where, data in ((file.name, file.read_bytes()), ('output', out), ('errors', err)):
                if lab.leaks(data):
                    outcome.problems.append(f'the password is in {where} {redact}')
        outcome.problems += client.leaked
        client.close()
    return outcome


def company(lab):
    """What a certificate says of a company is in no report for the public, and in every other."""
    outcome = Outcome('reports-hide-the-company')
    scenario = Scenario('company', 'box-company', guess=True, recipient=None,
                        args=('--incoming', 'imap:imap.company.example:993:tls', '--incoming-only',
                              '--transcript'))
    for redact in ((), ('--redact', 'public')):
        client = lab.client()
        prepare(lab, client, scenario)
        for file in (client.home / f'report.{kind}' for kind in FORMATS):
            process = client.start(*arguments(lab, client, scenario), *redact, '--report', file)
            out, _ = client.watch(process)
            outcome.expect(f'exit status for {file.name}', process.returncode, 1)
            for where, data in ((file.name, file.read_text(encoding='utf-8')), ('output', out)):
                outcome.expect(f'the company is in {where} {redact}',
                               COMPANY.lower() in data.lower(), not redact)
        client.close()
    return outcome


def interrupted(lab):
    """SIGINT while a server is silent: gone at once, exit status 3, and still JSON."""
    outcome = Outcome('interrupted')
    scenario = Scenario('interrupted', 'meddler', 587, 'starttls', host='silent.meddled.example')
    client = lab.client()
    prepare(lab, client, scenario)
    process = client.start(*arguments(lab, client, scenario))
    _wait(lambda: _established(client), 'a connection')
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    outcome.output, outcome.errors = client.watch(process)
    outcome.seconds = time.monotonic() - began
    outcome.code = process.returncode
    outcome.expect('exit status', outcome.code, 3)
    outcome.expect('cause', outcome.report().get('verdict', {}).get('cause'), 'unknown')
    client.close()
    return outcome


def _established(client):
    shown = client.lab.network.run(client.space, 'ss', '-Htn', 'state', 'established').stdout
    return bool(shown.strip())


def _while_signing_in(lab, outcome, act):
    """Run the program, and ACT (client, process) while it has sent the password and still waits:
    Dovecot notes a refusal at once and tells the client two seconds later."""
    scenario = Scenario('core', 'classic', 587, 'starttls', password=WRONG)
    client = lab.client()
    prepare(lab, client, scenario)
    log = lab.network.folder / 'sasl-plain' / 'log'
    process = client.start(*arguments(lab, client, scenario), limits=True)
    _wait(lambda: client.is_in(log.read_text(encoding='utf-8')), 'the sign-in to reach Dovecot')
    act(client, process)
    outcome.output, outcome.errors = client.watch(process)
    outcome.problems += client.leaked
    client.close()


def core(lab):
    """A crash in the middle of a sign-in leaves no core file, and not even a debugger's dump of
    everything that the kernel would write down holds the password, plain or dressed up."""
    outcome = Outcome('core-keeps-the-secret')

    def crash(client, process):
        process.send_signal(signal.SIGABRT)
        process.wait()
        outcome.expect('ended by', process.returncode, -signal.SIGABRT)
        outcome.expect('core files', [file.name for file in client.home.glob('*core*')], [])

    def dump(client, process):
        # gcore leaves out what is marked MADV_DONTDUMP, as the kernel does.
        subprocess.run(['gcore', '-o', client.home / 'dump', str(process.pid)], check=True,
                       capture_output=True)
        data = next(client.home.glob('dump.*')).read_bytes()
        outcome.expect('the address is in the dump', ADDRESS.encode() in data, True)
        if lab.leaks(data):
            outcome.problems.append('the password is in the dump')

    _while_signing_in(lab, outcome, crash)
    if not lab.sanitized():  # those keep what was freed, on purpose
        _while_signing_in(lab, outcome, dump)
    return outcome


def refused_input(lab):
    """Input that is not valid: one sentence, exit status 2, no JSON, and nothing leaves."""
    outcome = Outcome('refused-input')
    client = lab.client()
    client.tap()
    good = ['--host', MAIL, '--port', '587', '--security', 'starttls']
    cases = {
        'empty address': ['diagnose', '', *good],
        'no at sign': ['diagnose', 'anna', *good],
        'address of 10,000 characters': ['diagnose', 'a' * 10000 + '@larkspur.example', *good],
        'port 0': ['diagnose', 'anna@larkspur.example', '--port', '0'],
        'port 65536': ['diagnose', 'anna@larkspur.example', '--port', '65536'],
        'newline in the address': ['diagnose', 'anna@larkspur.example\r\nRCPT TO:<x@y.example>'],
        'newline in the recipient': ['diagnose', 'anna@larkspur.example', *good, '--recipient',
                                     'kim@faraway.example>\r\nDATA'],
        'unreadable password file': ['diagnose', 'anna@larkspur.example', *good,
                                     '--password-file', '/nonexistent/password'],
        'unknown security': ['diagnose', 'anna@larkspur.example', '--security', 'ssl3'],
    }
    for what, words in cases.items():
        process = client.start(*words, '--json')
        out, err = client.watch(process)
        outcome.expect(f'{what}: exit status', process.returncode, 2)
        outcome.expect(f'{what}: standard output', out, '')
        told = [line for line in err.splitlines() if 'DEBUG' not in line and line.strip()]
        outcome.expect(f'{what}: lines on standard error', len(told), 1)
    outcome.expect('connections', client.said(), [])
    client.close()
    return outcome


SPECIALS = {
    'batch': batch,
    'reports-keep-the-secret': reports,
    'reports-hide-the-company': company,
    'interrupted': interrupted,
    'core-keeps-the-secret': core,
    'refused-input': refused_input,
}

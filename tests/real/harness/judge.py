# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what came out of one run with what its scenario says has to."""

import sys
from pathlib import Path
from urllib.parse import unquote

from .setups import SETUPS

# What replaying a report may not change is the same here as for the cases.
sys.path.append(str(Path(__file__).resolve().parents[2] / 'cases'))
import contract  # noqa: E402  pylint: disable=wrong-import-position
import replaying  # noqa: E402  pylint: disable=wrong-import-position


def judge(lab, client, scenario, outcome):
    """Compare what came out with what SCENARIO says has to."""
    outcome.expect('exit status', outcome.code, scenario.code)
    report = outcome.report()
    verdict = report.get('verdict') or {}
    outcome.expect('cause', verdict.get('cause'), scenario.cause)
    if scenario.rule:
        outcome.expect('rule', verdict.get('rule'), scenario.rule)
    working, wanted = endpoint(report.get('working_settings')), expected_endpoint(scenario)
    if not _is_as_good(working, wanted, scenario):
        outcome.expect('working settings', working, wanted)
    if scenario.differences is not None and (working == wanted or not wanted):
        got = {d['setting']: d['should_be'] for d in report.get('differences', [])}
        outcome.expect('differences', got, scenario.differences)
    told = [other['cause'] for other in verdict.get('others', [])]
    for cause in scenario.others:
        if cause not in told:
            outcome.problems.append(f'others: {told!r} without {cause!r}')
    if report:
        outcome.problems += contract.problems(report)
        outcome.problems += replaying.problems(lab.cli, report, outcome.code,
                                               {'LC_ALL': 'C.UTF-8', 'G_DEBUG': 'fatal-criticals'})
    if hasattr(lab.servers.running[scenario.setup], 'sessions'):
        _judge_servers(scenario, outcome)
    _judge_wire(lab, scenario, outcome)
    _judge_search(lab, client, scenario, report, outcome)
    _judge_secrecy(lab, client, outcome)
    if scenario.delivered:
        outcome.expect('messages delivered',
                       len(client.mailbox(scenario.setup, scenario.delivered)), 1)


# Both are what RFC 8314 and RFC 6409 send people to; which of them proves the cure first is a matter
# of milliseconds on a busy machine.
EQUALS = ({(465, 'tls'), (587, 'starttls')}, {(993, 'tls'), (143, 'starttls')},
          {(995, 'tls'), (110, 'starttls')})


def _is_as_good(got, wanted, scenario):
    """Another endpoint of the same server than WANTED that was proven just as well."""
    return got is not None and wanted is not None and wanted[1] != scenario.port \
        and got[0] == wanted[0] and got[3] == wanted[3] == 'signed-in' \
        and any({got[1:3], wanted[1:3]} <= equals for equals in EQUALS)


def judge_pages(lab, client, address, outcome):
    """The name before the @ goes to no web page but the one of the mailbox's own domain."""
    name, domain = address.split('@')
    for page in lab.servers.running['pages'].asked(client.addresses):
        if name in unquote(page) and not page.startswith(f'https://autoconfig.{domain}/'):
            outcome.problems.append(f'the name went to {page}')


def _judge_search(lab, client, scenario, report, outcome):
    """Who was asked for the settings, and who named those that work."""
    if scenario.named_by:
        outcome.expect('named by', (report.get('working_settings') or {}).get('source'),
                       scenario.named_by)
    if 'pages' not in scenario.beside:
        return
    judge_pages(lab, client, scenario.address, outcome)
    asked = lab.servers.running['pages'].asked(client.addresses)
    if scenario.unasked and asked:
        outcome.problems.append(f'asked: {asked!r}')


def endpoint(working):
    """What is compared of working settings."""
    if not working:
        return None
    return tuple(working.get(key) for key in ('host', 'port', 'security', 'verified'))


def expected_endpoint(scenario):
    """What SCENARIO wants of them."""
    if not scenario.working:
        return None
    host, *rest = scenario.working
    return (host or SETUPS[scenario.setup]['names'][0], *rest)


def _judge_servers(scenario, outcome):
    """The contract's paragraph on the password, as the servers' own logs tell it."""
    sign_ins = sum(session.get('auth', 0) for session in outcome.sessions)
    outcome.expect('sign-ins the servers saw', sign_ins, scenario.sign_ins)
    messages = sum(session.get('data', 0) for session in outcome.sessions)
    outcome.expect('messages sent', messages, scenario.tried or bool(scenario.delivered))


def _judge_wire(lab, scenario, outcome):
    """The same as what left the computer shows it, whatever kind of server was spoken to."""
    for each in outcome.said:
        words = {line.split(' ')[0].upper() for line in each['clear'].splitlines()}
        where = f'in the clear to port {each["port"]}'
        if ('AUTH' in words or lab.leaks(each['clear'])) and not scenario.in_clear:
            outcome.problems.append(f'a sign-in {where}')
        if words & {'MAIL', 'RCPT'} and scenario.security != 'none':
            outcome.problems.append(f'MAIL or RCPT {where}')
        if each['port'] in scenario.untouched:
            outcome.problems.append(f'a connection to port {each["port"]}')


def _judge_secrecy(lab, client, outcome):
    for where, text in (('standard output', outcome.output), ('standard error', outcome.errors)):
        if lab.leaks(text):
            outcome.problems.append(f'the password is in {where}')
    for path in client.home.rglob('*'):
        if path.name != 'password' and path.is_file() and lab.leaks(path.read_bytes()):
            outcome.problems.append(f'the password is in {path.name}')
    outcome.problems += [f'the password is in {where}' for where in sorted(set(client.leaked))]

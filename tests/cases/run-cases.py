#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the servers of the case files (README.md) and compares what the program says of them."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from casefile import read_case  # noqa: E402
from certificates import Certificates  # noqa: E402
from playserver import Server  # noqa: E402
from playworld import PortalPage, TimeServer, WebServer  # noqa: E402
import contract  # noqa: E402
import replaying  # noqa: E402

USUAL = (25, 465, 587, 2525, 110, 143, 993, 995)
CONTROL_HOSTS = (('smtp.gmail.com', 465), ('smtp.mail.yahoo.com', 465), ('smtp.gmail.com', 587),
                 ('smtp.mail.yahoo.com', 587), ('gmail-smtp-in.l.google.com', 25),
                 ('mta5.am0.yahoodns.net', 25))
PASSWORDS = {'right': 'correct horse', 'wrong': 'battery staple',
             'made': 'abcd efgh ijkl mnop'}
LIMIT = '6'  # seconds a run may take: only cases that hang need them


def start_world(case, certificates):
    """What is asked beside mail servers; closed, unless the case wants it, so that nobody asks
    outside."""
    yield Server.closed('pool.ntp.org', 123) if case.time is None else TimeServer(case.time)
    yield (Server.closed('larkspur.example', 443) if case.web is None
           else WebServer(case.web, certificates))
    yield from (Server.closed(host, 443) for host in case.hosts)
    yield PortalPage(case.portal) if case.portal else Server.closed('nmcheck.gnome.org', 80)
    for host, port in CONTROL_HOSTS:
        yield (Server.bare(host, port, case.control == 'silent') if case.control
               else Server.closed(host, port))


def start_servers(case, certificates):
    """The scripted servers, and closed ports for what no script names."""
    servers = [Server(script, certificates) for script in case.servers]
    named = {(server.host, server.port) for server in servers}
    for host in sorted({host for host, _port in named} | set(case.hosts)):
        servers += [Server.closed(host, port) for port in (*USUAL, *case.ports)
                    if (host, port) not in named]
    return [*servers, *start_world(case, certificates)]


def command(cli, case, servers, certificates, folder):
    """The argument list; a password goes through a file."""
    line = [cli, 'diagnose', 'anna@larkspur.example', '--json', '--timeout', LIMIT,
            '--offline' if case.providers else '--no-discovery',
            '--ca-file', certificates.authority, *case.options]
    if case.recipient:
        line += ['--recipient', case.recipient]
    if case.password != 'none':
        path = pathlib.Path(folder) / 'password'
        path.write_text(PASSWORDS[case.password], encoding='utf-8')
        line += ['--password-file', str(path)]
    for server in servers:
        for name in server.names:
            line += ['--connect-to', f'{name}:{server.port}:127.0.0.1:{server.real_port}']
    return line


def write_providers(case, folder):
    """A drop-in file of the provider list, where the program looks for it."""
    path = pathlib.Path(folder) / '.config' / 'outbox-doctor' / 'providers.d'
    path.mkdir(parents=True)
    text = ''.join(f'[{name}]\n' + ''.join(f'{line}\n' for line in lines)
                   for name, lines in case.providers.items())
    (path / 'case.providers').write_text(text, encoding='utf-8')


def environment(folder):
    """Nothing of the person who runs the tests."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith('XDG_CONFIG')}
    return {**kept, 'HOME': folder}


def working_of(report):
    """The working settings as one line."""
    found = report['working_settings']
    if found is None:
        return ''
    return (f"{found['host']}:{found['port']}:{found['security']} {found['username'] or '-'} "
            f"{found['authentication']} {found['verified']}")


def facts_of(report, code):
    """What a case file may expect."""
    verdict = report['verdict']
    return {
        'rule': verdict['rule'],
        'exit': str(code),
        'others': '; '.join(other['rule'] for other in verdict['others']),
        'working': working_of(report),
        'differences': '; '.join(f"{row['setting']} {row['now']}>{row['should_be']}"
                                 for row in report['differences']),
    }


def show(value):
    """A value of the report as case files write it."""
    if isinstance(value, list):
        return ','.join(map(str, value))
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    return 'none' if value is None else str(value)


def check_probes(report, case):
    """"expect probes: ID KEY=VALUE; …": what single findings hold; KEY is one of theirs or of their
    facts."""
    probes = {probe['id']: probe for probe in report['probes']}
    for wanted in filter(None, case.expected.get('probes', '').split('; ')):
        probe, _, fact = wanted.partition(' ')
        key, _, value = fact.partition('=')
        found = probes.get(probe, {'facts': {}})
        got = show(found.get(key, found['facts'].get(key)))
        if got != value:
            yield f'{probe}: {key} is {got}, expected {value}'


def check_always(report, case):
    """What holds for every report, whatever the case."""
    verdict = report['verdict']
    ids = {probe['id'] for probe in report['probes']}
    yield from (f'because names {probe}, which no probe is'
                for probe in verdict['because'] if probe not in ids)
    if verdict['cause'] != verdict['rule'].split('/')[0]:
        yield f"rule {verdict['rule']} under cause {verdict['cause']}"
    if PASSWORDS.get(case.password, '\0') in json.dumps(report):
        yield 'the password stands in the report'


def run_case(cli, path, certificates):
    """Returns the problems of one case."""
    case = read_case(path)
    servers = start_servers(case, certificates)
    try:
        with tempfile.TemporaryDirectory() as folder:
            write_providers(case, folder)
            done = subprocess.run(command(cli, case, servers, certificates, folder), timeout=60,
                                  env=environment(folder), capture_output=True, text=True,
                                  check=False)
        if not done.stdout.startswith('{'):
            return [f'exit {done.returncode}: {done.stderr.strip()}']
        report = json.loads(done.stdout)
    finally:
        for server in servers:
            server.stop()
    facts = facts_of(report, done.returncode)
    problems = [f'{key}: expected "{case.expected.get(key, "")}", got "{value}"'
                for key, value in facts.items() if case.expected.get(key, '') != value]
    return (problems + list(check_probes(report, case)) + list(check_always(report, case))
            + contract.problems(report) + replaying.problems(cli, report, done.returncode))


def tell(number, name, problems):
    """One TAP line."""
    print(f"{'not ' if problems else ''}ok {number} {name}")
    for problem in problems:
        print(f'#   {problem}')
    sys.stdout.flush()


def main():
    """run-cases.py CLI [PATTERN…]"""
    cli, patterns = sys.argv[1], sys.argv[2:] or ['*']
    paths = sorted({path for pattern in patterns for path in HERE.glob(f'{pattern}.case')})
    failed = 0
    print(f'1..{len(paths)}')
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
        certificates = Certificates(folder)
        runs = pool.map(lambda path: run_case(cli, path, certificates), paths)
        for number, (path, problems) in enumerate(zip(paths, runs), 1):
            tell(number, path.stem, problems)
            failed += bool(problems)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

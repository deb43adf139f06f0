# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays one row of the table domains.py: `settings` for a mailbox of that domain, told as JSON and
in words, and what left the computer meanwhile."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from .domains import NICKS
from .judge import judge_pages
from .network import DNS_HOST, address4
from .pages import DATABASE, database, expected
from .play import Outcome, write_providers

ALL_SOURCES = [*NICKS.values()]
# How a person is told of each source, and of each end, in English: obd-search-words.c.
SOURCES = {
    'provider-list': 'the list of known providers',
    'autoconfig': 'the provider’s own configuration file',
    'well-known': 'the configuration file of the domain’s web server',
    'ispdb': 'the public configuration database',
    'srv': 'service records of the domain',
    'mx': 'the server that receives the domain’s mail',
}
ENDS = {
    'found': 'found',
    'nothing': 'nothing there',
    'none-offered': 'the domain says that it has no such service',
    'unreachable': 'not reached',
    'timeout': 'no answer in time',
    'name-service': 'the name service failed',
    'tls': 'no encrypted connection',
    'certificate': 'not asked: its certificate is not trusted',
    'server-error': 'the web server has a fault of its own',
    'redirect-refused': 'refused: it points to somebody else',
    'too-large': 'refused: the answer is too large',
    'wrong-charset': 'refused: the answer is not in the character set that it claims',
    'forbidden-content': 'refused: the answer is made to do harm',
    'not-a-configuration': 'the answer is no configuration',
    'skipped': 'not asked',
}
FILE = '''[lab]
name = Larkspur University
domains = {domain}
{mx}smtp = {host}:465:tls
username = address
sign-in = password
sources = the lab
as-of = 2026-03
'''


def give_file(home, row):
    """The organisation's file in the folder HOME, as far as ROW has one."""
    if row.listed:
        write_providers(home, FILE.format(domain=row.domain, mx='', host=row.host(row.listed)))
    if row.mx_is_listed:
        write_providers(home, FILE.format(domain=row.mx_domain, mx=f'mx = {row.mx_domain}\n',
                                          host=f'out.{row.mx_domain}'))


def prepare(lab, client, row):
    """Start what the row needs and give the computer its file."""
    lab.servers.start('pages', 'hosted')
    give_file(client.home, row)
    # Many names are asked at once, and what is asked late must not look like a fault.
    lab.network.set_resolver(client.space, address4(DNS_HOST), 2)
    client.tap()


def _ask(lab, client, row, *more):
    words = ['--ispdb', f'https://{database(row)}/v1/'] if '--no-ispdb' not in row.args else []
    process = client.start('settings', row.address, '--ca-file', lab.authority.roots,
                           *words, *row.args, *more)
    return (*client.watch(process), process.returncode)


def _needless(row):
    """Once somebody is believed, nobody waits for less credible ones."""
    believed = row.chosen and row.trusted and row.source in ALL_SOURCES
    return ALL_SOURCES[ALL_SOURCES.index(row.source) + 1:] if believed else []


def _judge_outcomes(row, outcome, got):
    """How each source ended."""
    wanted = expected(row)
    for source in ALL_SOURCES:
        if source not in _needless(row) or got.get(source) != 'skipped':
            outcome.expect(f'outcome of {source}', got.get(source), wanted[source])


def _judge_answer(row, outcome, answer):
    """The first outgoing server and how each source ended."""
    if not answer:
        return
    first = answer['outgoing'][0] if answer['outgoing'] else {}
    outcome.expect('host', first.get('host', ''), row.host(row.chosen) if row.chosen else '')
    if row.chosen and first:
        outcome.expect('source', first['source'], row.source)
        outcome.expect('trusted', first['trusted'], row.trusted)
        outcome.expect('doubtful', first['doubtful'], row.doubtful)
        login = row.login.replace('DOMAIN', row.domain) or None
        outcome.expect('user name', first['username'], login)
    for one in answer['outgoing'] + answer['incoming']:
        dated = re.fullmatch(r'20\d\d-\d\d(-\d\d)?', one['as_of'] or '')
        if not dated or not one['source'] or bool(one['detail']) == (one['source'] == 'guess'):
            outcome.problems.append(f'where it comes from, and when that was: {one!r}')
    _judge_outcomes(row, outcome, {one['source']: one['outcome'] for one in answer['discovery']})
    for source, words in row.reasons.items():
        told = next(one['reason'] for one in answer['discovery'] if one['source'] == source)
        if words not in (told or ''):
            outcome.problems.append(f'reason of {source}: {told!r} without {words!r}')


def _judge_told(row, outcome, text):
    """What a person reads about each source that was asked."""
    for source, end in expected(row).items():
        ends = [end, 'skipped'] if source in _needless(row) else [end]
        if not any(re.search(rf'^  {SOURCES[source]}: {ENDS[word]}( \(|$)', text, re.MULTILINE)
                   for word in ends):
            outcome.problems.append(f'of {source} the text does not tell {ENDS[end]!r}: {text!r}')


def _judge_text(row, outcome, text):
    """What a person reads: the chosen server, and the row's own words."""
    _judge_told(row, outcome, text)
    wanted = [*row.sees, *([row.host(row.chosen)] if row.chosen else [])]
    shown = ' '.join(text.split())
    for words in wanted:
        if words not in shown:
            outcome.problems.append(f'the text does not say {words!r}: {shown!r}')


def _judge_privacy(lab, client, row, outcome):
    """Who the mailbox belongs to is told nobody but its own domain, over HTTPS."""
    judge_pages(lab, client, f'anna@{row.domain}', outcome)
    for page in lab.servers.running['pages'].asked(client.addresses):
        if DATABASE in page and '--no-ispdb' in row.args:
            outcome.problems.append(f'the database was asked: {page}')
        if '--offline' in row.args:
            outcome.problems.append(f'asked although offline: {page}')
    for each in client.said():
        if 'anna' in each['clear']:
            outcome.problems.append(f'the name went in the clear to {each["to"]}:{each["port"]}')
    names = (lab.names.folder / 'log').read_text(encoding='utf-8', errors='replace')
    if any('anna' in line for line in names.splitlines() if row.domain in line):
        outcome.problems.append('the name was asked of the name service')


def play(lab, row):
    """Play ROW and judge it."""
    outcome = Outcome(f'discovery-{row.name}')
    client = lab.client()
    try:
        prepare(lab, client, row)
        began = time.monotonic()
        with ThreadPoolExecutor() as pool:
            text = pool.submit(_ask, lab, client, row)
            outcome.output, outcome.errors, outcome.code = _ask(lab, client, row, '--json')
            outcome.seconds = time.monotonic() - began
        outcome.expect('exit status', outcome.code, 0 if row.chosen else 1)
        _judge_answer(row, outcome, outcome.report())
        _judge_text(row, outcome, text.result()[0])
        _judge_privacy(lab, client, row, outcome)
    finally:
        client.close()
    return outcome

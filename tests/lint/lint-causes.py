#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names a cause without a row or without a played case, a row without a case, and a remedy that
nobody knows."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(ROOT / 'tests/cases'))
import contract  # noqa: E402  pylint: disable=wrong-import-position
RULES = ROOT / 'src/core/diagnosis'
# Causes that no script of tests/cases can bring about, and where they are proved instead.
NOT_PLAYED = {
    'offline': 'a case asks no name service, which has to fail: tests/real, name-service-dead',
}
# Not done yet: nothing helps but going on.
WITHOUT_REMEDY = {'unknown/running', 'unknown/interrupted'}
# Rows for words that no server was heard to say yet.
WITHOUT_CASE = {'interception', 'captive-portal'}
# The same, where a case without a server has them.
NOT_HEARD = {'clock-wrong'}


def read_rows():
    """(file, name, cause, predicate, remedies, is a notice) of every row."""
    for path in sorted(RULES.glob('rules-*.c')):
        rows = path.read_text(encoding='utf-8').split('\n  {\n    .name = "')[1:]
        for row in rows:
            block = row.split('\n  },')[0]
            remedies = re.search(r'\.remedies = \{(.*?)\}', block, re.S)
            yield (path.name, row.split('"')[0], re.search(r'\.cause = OBD_CAUSE_(\w+)', block)[1],
                   re.search(r'\.when = (\w+)', block)[1],
                   re.findall(r'"([^"]+)"', remedies[1]) if remedies else [],
                   'notices' in path.name)


def read_vocabulary():
    """The causes and the remedy ids of the contract, as obd-cause.c has them."""
    text = (RULES / 'obd-cause.c').read_text(encoding='utf-8')
    causes = dict(re.findall(r'\[OBD_CAUSE_(\w+)\] = "([^"]+)"', text))
    return causes, set(re.findall(r'\{ "([a-z-]+)", N_\(', text))


def name_rows(folder, pattern):
    """The rows that PATTERN finds in the case files of FOLDER."""
    return {name.strip().split(' ')[0] for path in (ROOT / folder).glob('*.case')
            for names in re.findall(pattern, path.read_text(encoding='utf-8'), re.M)
            for name in names.split(';')}


def read_cases():
    """The rows that case files name, and the verdicts of the played ones."""
    verdicts = name_rows('tests/cases', r'^expect rule: *(.*)$')
    written = name_rows('tests/diagnosis/cases', r'^(?:rule|others)=(.*)$')
    return verdicts | name_rows('tests/cases', r'^expect others: *(.*)$') | written, verdicts


def check_rows(rows, causes, remedies, cases):
    """Problems of single rows."""
    names = set()
    for file, name, cause, _when, wanted, is_notice in rows:
        if name in names:
            yield f'{file}: two rows are called {name}'
        names.add(name)
        if name.split('/')[0] != causes.get(cause):
            yield f'{file}: row {name} is about {causes.get(cause)}'
        if name not in cases and name not in WITHOUT_CASE:
            yield f'{file}: no case file names the row {name}'
        if not wanted and name not in WITHOUT_REMEDY:
            yield f'{file}: row {name} offers no remedy'
        yield from (f'{file}: row {name}: no such remedy: {remedy}'
                    for remedy in wanted if remedy not in remedies)
        if is_notice and '/' not in name:
            yield f'{file}: the notice {name} takes the place of the row for its cause'


def check_played(rows, nicks, verdicts):
    """Every cause was met by the whole program, and where a server can name it in words, so."""
    met = {name.split('/')[0] for name in verdicts}
    yield from (f'tests/cases: no case for the cause {nick}'
                for nick in sorted(nicks - met - set(NOT_PLAYED)))
    yield from (f'tests/cases plays the cause {nick}, which NOT_PLAYED says it cannot'
                for nick in sorted(met & set(NOT_PLAYED)))
    yield from (f'tests/cases: no server says in words what the row {name} is about'
                for _file, name, _cause, when, *_rest in rows
                if when == 'obd_when_reply_says' and name not in verdicts | WITHOUT_CASE | NOT_HEARD)


def check_all():
    """Every problem."""
    rows = list(read_rows())
    causes, remedies = read_vocabulary()
    nicks = set(causes.values())
    cases, verdicts = read_cases()
    yield from check_rows(rows, causes, remedies, cases)
    with_row = {cause for _file, _name, cause, *_rest, notice in rows if not notice}
    yield from (f'no row has words for the cause {nick}'
                for cause, nick in causes.items() if cause not in with_row)
    yield from check_played(rows, nicks, verdicts)
    yield from (f'tests/cases/contract.py and obd-cause.c differ about {nick}'
                for nick in sorted(nicks ^ contract.CAUSES))
    known = {name for _file, name, *_rest in rows}
    yield from (f'a case file names a row that does not exist: {name}'
                for name in sorted(cases - known - {''}))


def main():
    """Print what is missing."""
    problems = list(check_all())
    print('\n'.join(problems) or 'every cause has words, every row a case')
    return 1 if problems else 0


sys.exit(main())

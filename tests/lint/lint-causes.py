#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names a cause without a row, a row without a case, and a remedy that nobody knows."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
RULES = ROOT / 'src/core/diagnosis'
# Causes of which issue 2 wants a case that goes through every floor. offline needs a name service
# that fails, which tests/real has; so has the name that does not exist.
PLAYED = '''healthy host-not-found port-blocked connection-refused connection-dropped
tls-mode-mismatch starttls-required tls-certificate clock-wrong auth-required auth-failed
auth-mechanism sender-not-allowed recipient-unknown unknown'''.split()
# Not done yet: nothing helps but going on.
WITHOUT_REMEDY = {'unknown/running', 'unknown/interrupted'}
# Rows for words that no server was heard to say yet.
WITHOUT_CASE = {'interception', 'captive-portal'}


def read_rows():
    """(file, name, cause, remedies, is a notice) of every row."""
    for path in sorted(RULES.glob('rules-*.c')):
        rows = path.read_text(encoding='utf-8').split('\n  {\n    .name = "')[1:]
        for row in rows:
            block = row.split('\n  },')[0]
            remedies = re.search(r'\.remedies = \{(.*?)\}', block, re.S)
            yield (path.name, row.split('"')[0], re.search(r'\.cause = OBD_CAUSE_(\w+)', block)[1],
                   re.findall(r'"([^"]+)"', remedies[1]) if remedies else [],
                   'notices' in path.name)


def read_vocabulary():
    """The causes and the remedy ids of the contract, as obd-cause.c has them."""
    text = (RULES / 'obd-cause.c').read_text(encoding='utf-8')
    causes = dict(re.findall(r'\[OBD_CAUSE_(\w+)\] = "([^"]+)"', text))
    return causes, set(re.findall(r'\{ "([a-z-]+)", N_\(', text))


def read_cases():
    """The rows that case files name: all, and those of the played ones."""
    played = set()
    for path in (ROOT / 'tests/cases').glob('*.case'):
        text = path.read_text(encoding='utf-8')
        for names in re.findall(r'^expect (?:rule|others): *(.*)$', text, re.M):
            played |= {name.strip() for name in names.split(';')}
    written = set()
    for path in (ROOT / 'tests/diagnosis/cases').glob('*.case'):
        text = path.read_text(encoding='utf-8')
        for names in re.findall(r'^(?:rule|others)=(.*)$', text, re.M):
            written |= {name.split(' ')[0] for name in names.split(';')}
    return played | written, played


def check_rows(rows, causes, remedies, cases):
    """Problems of single rows."""
    names = set()
    for file, name, cause, wanted, is_notice in rows:
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


def check_all():
    """Every problem."""
    rows = list(read_rows())
    causes, remedies = read_vocabulary()
    cases, played = read_cases()
    yield from check_rows(rows, causes, remedies, cases)
    with_row = {cause for _file, _name, cause, _remedies, notice in rows if not notice}
    yield from (f'no row has words for the cause {nick}'
                for cause, nick in causes.items() if cause not in with_row)
    yield from (f'tests/cases: no case for the cause {cause}' for cause in PLAYED
                if cause not in {name.split('/')[0] for name in played})
    known = {name for _file, name, *_rest in rows}
    yield from (f'a case file names a row that does not exist: {name}'
                for name in sorted(cases - known - {''}))


def main():
    """Print what is missing."""
    problems = list(check_all())
    print('\n'.join(problems) or 'every cause has words, every row a case')
    return 1 if problems else 0


sys.exit(main())

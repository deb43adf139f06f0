#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up meson's records of test runs: count-tests.py FAILED-BUILDS LOG-FOLDER...

Single results come from the JUnit record, and how each program ended from the JSON log beside it:
meson 1.0 writes a program that died in the middle of its results down as "errors=0 failures=0" in
the former. A record that is missing, or that holds no test, is a failure.

Prints the names of what failed and what TAP said of it, the names of what was skipped (with the
reason), and last one line 'N passed, N failed[, N skipped]'.
"""
import collections
import itertools
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

NOT_XML = re.compile('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
GOOD_ENDS = ('OK', 'SKIP', 'EXPECTEDFAIL')
MAX_REMARKS = 12


def kind_of(case):
    if case.find('failure') is not None or case.find('error') is not None:
        return 'failed'
    return 'skipped' if case.find('skipped') is not None else 'passed'


def read_log(folder):
    """Program → what the JSON log has of it."""
    lines = (folder / 'testlog.json').read_text(encoding='utf-8').splitlines()
    return {entry['name']: entry for entry in map(json.loads, lines)}


def remarks(log, program, case):
    """What a program printed behind the "not ok" of CASE: with it, CI shows why, not just what."""
    told = next((entry.get('stdout', '') for name, entry in log.items()
                 if name.split(' / ')[-1] == program), '')
    lines = itertools.dropwhile(lambda line: not line.startswith(f'not ok {case}'),
                                told.splitlines())
    next(lines, None)
    return itertools.islice(itertools.takewhile(lambda line: line.startswith('#'), lines),
                            MAX_REMARKS)


def read_cases(folder):
    """(program, case, kind, reason) for each single result."""
    text = (folder / 'testlog.junit.xml').read_text(encoding='utf-8', errors='replace')
    # meson 1.0 copies what a test printed as it is, control characters too, which XML cannot hold.
    root = ElementTree.fromstring(NOT_XML.sub('?', text).encode())
    for suite in root.iter('testsuite'):
        for case in suite.findall('testcase'):
            # Programs that report single results are suites of their own, "PROJECT.SUITE / NAME";
            # the others are cases of the project's suite.
            single = '.' in suite.get('name')
            name = suite.get('name').partition('.')[2] if single else case.get('name')
            reason = case.findtext('system-out') if case.find('skipped') is not None else None
            yield name.split(' / ')[-1], case.get('name'), kind_of(case), reason


def count(folder, counts):
    log = read_log(folder)
    failed = set()
    for program, case, kind, reason in read_cases(folder):
        counts[kind] += 1
        if kind != 'passed':
            print(f'{kind}: {program}: {case} {reason or ""}'.rstrip())
        if kind == 'failed':
            failed.add(program)
            for line in remarks(log, program, case):
                print(f'  {NOT_XML.sub("?", line)}')
    for program, entry in log.items():
        if entry['result'] not in GOOD_ENDS and program.split(' / ')[-1] not in failed:
            print(f'failed: {program}: ended with {entry["result"]}')
            counts['failed'] += 1
    if not log:
        raise ValueError('no test was run')


def main():
    counts = collections.Counter(failed=int(sys.argv[1]))
    if counts['failed']:
        print(f'failed: {counts["failed"]} build(s)')
    for folder in sys.argv[2:] or ['(no test was run)']:
        try:
            count(pathlib.Path(folder), counts)
        except (OSError, ValueError, ElementTree.ParseError) as problem:
            print(f'failed: {folder}: {problem}')
            counts['failed'] += 1
    line = f'{counts["passed"]} passed, {counts["failed"]} failed'
    print(line + (f', {counts["skipped"]} skipped' if counts['skipped'] else ''))
    return 1 if counts['failed'] or not counts['passed'] else 0


sys.exit(main())

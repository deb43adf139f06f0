#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up meson's JUnit records: count-tests.py FAILED-BUILDS RECORD...

Prints the names of what failed and of what was skipped (with the reason), and last one line
'N passed, N failed[, N skipped]'. A record that is missing, or that holds no test, is a failure.
"""
import sys
import xml.etree.ElementTree as ElementTree


def kind_of(case):
    if case.find('failure') is not None or case.find('error') is not None:
        return 'failed'
    return 'skipped' if case.find('skipped') is not None else 'passed'


def main():
    counts = {'passed': 0, 'failed': int(sys.argv[1]), 'skipped': 0}
    if counts['failed']:
        print(f'failed: {counts["failed"]} build(s)')
    for record in sys.argv[2:] or ['(no test was run)']:
        try:
            suites = list(ElementTree.parse(record).getroot().iter('testsuite'))
        except (OSError, ElementTree.ParseError) as problem:
            print(f'failed: {record}: {problem}')
            counts['failed'] += 1
            continue
        for suite in suites:
            cases = suite.findall('testcase')
            kinds = [kind_of(case) for case in cases]
            # A program that dies, or says fewer results than it planned, is a failure of its own.
            broken = int(suite.get('errors') or 0) + int(suite.get('failures') or 0)
            if broken and 'failed' not in kinds:
                print(f'failed: {suite.get("name")}')
                counts['failed'] += 1
            for case, kind in zip(cases, kinds):
                counts[kind] += 1
                if kind != 'passed':
                    element = case.find('skipped')
                    reason = element.get('message') if element is not None else ''
                    print(f'{kind}: {suite.get("name")}: {case.get("name")} {reason or ""}'.rstrip())
    line = f'{counts["passed"]} passed, {counts["failed"]} failed'
    print(line + (f', {counts["skipped"]} skipped' if counts['skipped'] else ''))
    return 1 if counts['failed'] or not counts['passed'] else 0


sys.exit(main())

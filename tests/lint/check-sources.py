#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules a compiler cannot see: licence line, size of files, floors, forbidden words."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
SEAM_LINES = 400  # CONTRIBUTING.md: past it, look for the seam; named, but no failure yet
MAX_LINES = 550  # nothing may grow past this
FLOORS = 'base wire findings imports knowledge discovery diagnosis probes exam report practice vault'.split()
# What a floor must never include, besides what its include_directories already forbid.
FORBIDDEN = {
    'wire': r'gi18n|libsecret|gtk/|adwaita',
    'base': r'gi18n|gio/gsocket|libsecret|gtk/|adwaita',
    'findings': r'gi18n|libsecret|gtk/|adwaita|gsocket',
    'discovery': r'gi18n|libsecret|gtk/|adwaita',
    'diagnosis': r'libsecret|gtk/|adwaita|gsocket|gtls',
    'probes': r'gi18n|libsecret|gtk/|adwaita',
    'exam': r'libsecret|gtk/|adwaita',
    'report': r'libsecret|gtk/|adwaita',
    'imports': r'libsecret|gtk/|adwaita|gsocket',
    'knowledge': r'libsecret|gtk/|adwaita',
}


def floor_of(path):
    return next((part for part in path.parts if part in FLOORS), None)


def check(path):
    text = path.read_text(encoding='utf-8')
    name = path.relative_to(ROOT)
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in text[:200]:
        yield f'{name}:1: no SPDX line'
    lines = text.count('\n')
    if lines > MAX_LINES:
        yield f'{name}: {lines} lines, more than {MAX_LINES}'
    elif lines > SEAM_LINES:
        print(f'note: {name}: {lines} lines; past {SEAM_LINES} look for the seam')
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r'\s*#\s*include\s*"[^"]*/', line):
            yield f'{name}:{number}: include by plain name, not by path'
        forbidden = FORBIDDEN.get(floor_of(path))
        if forbidden and re.match(r'\s*#\s*include', line) and re.search(forbidden, line):
            yield f'{name}:{number}: this floor must not see {line.split()[-1]}'
        if re.search(r'\b(sleep|usleep|g_usleep|nanosleep)\s*\(', line):
            yield f'{name}:{number}: a sleep; wait for the thing itself'
        if re.search(r'\b(TODO|FIXME|XXX)\b(?!X)', line):
            yield f'{name}:{number}: unfinished business belongs into an issue'
        if line != line.rstrip() or '\t' in line:
            yield f'{name}:{number}: trailing blank or tab'
        if len(line) > 110:
            yield f'{name}:{number}: {len(line)} columns'


def check_links(path):
    """What a document of the project shows or points to is there."""
    for target in re.findall(r'\]\(([^)#]+)\)', path.read_text(encoding='utf-8')):
        if '://' not in target and not (path.parent / target).exists():
            yield f'{path.relative_to(ROOT)}: {target} is not there'


def main():
    problems = [problem for path in sorted(ROOT.glob('*.md')) for problem in check_links(path)]
    problems += [problem for folder in ('src', 'tests') for suffix in ('*.c', '*.h')
                for path in sorted((ROOT / folder).rglob(suffix)) for problem in check(path)]
    print('\n'.join(problems) or 'the sources keep the house rules')
    return 1 if problems else 0


sys.exit(main())

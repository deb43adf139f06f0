#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file with translatable strings is in po/POTFILES.in, sorted, and every name there exists."""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])


def has_strings(path):
    text = path.read_text(encoding='utf-8')
    if path.suffix == '.c':
        text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
    return bool(re.search(r'\b(?:_|N_|NC_|C_|ngettext|g_dngettext)\s*\(\s*"', text)
                or 'translatable="yes"' in text)


def main():
    listed = [line.strip() for line in (ROOT / 'po/POTFILES.in').read_text().splitlines()
              if line.strip() and not line.startswith('#')]
    problems = [f'po/POTFILES.in names {name}, which does not exist'
                for name in listed if not (ROOT / name).exists()]
    if listed != sorted(listed):
        problems.append('po/POTFILES.in is not sorted')
    wanted = [path for folder, suffix in (('src', '.c'), ('ui', '.ui'))
              for path in (ROOT / folder).rglob('*' + suffix) if has_strings(path)]
    wanted += [path for path in (ROOT / 'data/guides').glob('*.xml') if '.gresource.' not in path.name]
    problems += [f'{path.relative_to(ROOT)} has strings to translate, but is not in po/POTFILES.in'
                 for path in wanted if str(path.relative_to(ROOT)) not in listed]
    print('\n'.join(problems) or f'{len(listed)} files, all there')
    return 1 if problems else 0


sys.exit(main())

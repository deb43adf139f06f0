#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""data/replies: words in the form the classifier reads, each concept used, each row explained."""
import pathlib
import re
import sys
import unicodedata

FOLDER = pathlib.Path(sys.argv[1]) / 'data' / 'replies'
# Concepts that the engine itself asks for (obd-classifier.c, obd-reply-terms.c).
ASKED_BY_CODE = re.compile(r'at-(banner|ehlo|auth|mail|rcpt|end-of-data)|boilerplate|advice')
ALEF = '\u0627'
# Letters that obd_reply_normalize() writes in another way, so that a stem with one never matches.
REPLACED = re.compile('[\u00df\u00e6\u0153\u00f8\u0111\u0142\u0131\u2018\u2019\u201c\u201d`]|  ')


def read(path):
    """(line number, group, key, value) of each key."""
    group = None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line.startswith('#') or not line:
            continue
        if line.startswith('['):
            group = line.strip('[]')
            yield number, group, None, None
            continue
        key, _, value = line.partition(' = ')
        yield number, group, key, value


def folded(stem):
    """Whether the normalised text can hold this stem."""
    if stem != stem.lower() or REPLACED.search(stem):
        return False
    base = ''
    for letter in unicodedata.normalize('NFKD', stem):
        if unicodedata.combining(letter) and base and (ord(base) < 0x400 or base == ALEF):
            return False
        base = letter if not unicodedata.combining(letter) else base
    return unicodedata.normalize('NFKC', stem) == stem


def check_stems(place, key, value, seen):
    concept = key.partition('[')[0]
    for stem in value.split('|'):
        if not folded(stem):
            yield f'{place}: {key}: "{stem}" is not how a normalised text looks'
        if stem in seen.setdefault(concept, set()):
            yield f'{place}: {key}: "{stem}" stands there twice'
        seen[concept].add(stem)


def check_row(place, row):
    if not any(key.startswith('example') for key in row):
        yield f'{place}: no example'
    for key, value in row.items():
        if key.startswith('example') and value.count('|') < 2:
            yield f'{place}: {key} is not stage|signed-in|text'


def main():
    problems, stems, keys, rows = [], {}, set(), {}
    for path in sorted(FOLDER.glob('*.replies')):
        if path.name not in (FOLDER / 'replies.gresource.xml').read_text(encoding='utf-8'):
            problems.append(f'{path.name}: not in replies.gresource.xml')
        for number, group, key, value in read(path):
            place = f'{path.name}:{number}'
            if key is None:
                if group != 'concepts' and group in rows:
                    problems.append(f'{place}: [{group}] stands there twice')
                rows.setdefault(group, {})
            elif (group, key) in keys:
                problems.append(f'{place}: {key} stands there twice')
            elif group == 'concepts':
                problems += check_stems(place, key, value, stems)
            else:
                rows[group][key] = value
            keys.add((group, key))
    rows.pop('concepts')
    for heading, row in rows.items():
        problems += check_row(f'[{heading}]', row)
    used = {name for row in rows.values() for key in ('all', 'none')
            for name in re.split(r'[ |~]', row.get(key, ''))}
    problems += [f'concept {name}: no row asks for it' for name in stems
                 if name not in used and not ASKED_BY_CODE.fullmatch(name)]
    print('\n'.join(problems) or f'{len(rows)} rows, {len(stems)} concepts')
    return 1 if problems else 0


sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence of data/providers reaches the translators: xgettext, given what po/meson.build gives
it besides POTFILES.in, puts it out unaltered."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
XGETTEXT = sys.argv[2]
POT = sys.argv[3]
TRANSLATED = {'variant', 'username-hint', 'switch-on', 'note'}


def read_sentences():
    """sentence → "file:line" of its first place."""
    sentences = {}
    for path in sorted((ROOT / 'data/providers').glob('*.providers')):
        for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
            key, equals, value = line.partition('=')
            if equals and key.strip() in TRANSLATED:
                sentences.setdefault(value.strip(), f'{path.relative_to(ROOT)}:{number}')
    return sentences


def read_catalogue():
    """The strings that xgettext prints."""
    text = subprocess.run([XGETTEXT, '--from-code=UTF-8', '--no-wrap', '--output=-', POT],
                          check=True, capture_output=True, encoding='utf-8').stdout
    blocks = re.findall(r'^msgid ((?:".*"\n)+)', text, re.M)
    strings = (''.join(re.findall(r'^"(.*)"$', block, re.M)) for block in blocks)
    return {string.replace('\\"', '"') for string in strings if string}


def main():
    sentences, catalogue = read_sentences(), read_catalogue()
    problems = [f'{place}: not among the strings to translate: {sentence}'
                for sentence, place in sentences.items()
                if sentence not in catalogue]
    problems += [f'to be translated, but nowhere in data/providers: {msgid}'
                 for msgid in sorted(catalogue) if msgid not in sentences]
    if not sentences:
        problems.append('no sentences found at all')
    print('\n'.join(problems) or f'{len(sentences)} sentences, all there')
    return 1 if problems else 0


sys.exit(main())

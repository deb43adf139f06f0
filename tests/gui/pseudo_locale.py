#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Languages that nobody speaks, made of the program's own strings:

en_XA  every string as ⟦Éxáḿƥłé~~~⟧, a third longer: what shows no ⟦ was never marked for translation,
       and what is cut off here would be cut off in German
he     every string as it is: enough to turn the window round (GLib lets GTK's own translations speak
       only where the program has one)

  pseudo_locale.py SOURCE-ROOT FOLDER     writes FOLDER/LANGUAGE/LC_MESSAGES/outbox-doctor.mo

Run the program with LANG=C.UTF-8, LANGUAGE=en_XA and OBD_LOCALEDIR=FOLDER. Needs gettext.
"""
import os
import pathlib
import re
import subprocess
import sys

DOMAIN = 'outbox-doctor'
# As meson's i18n.gettext (preset: 'glib').
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3', 'ngettext:1,2')
# What a translation keeps: formats, markup, entities, escapes, placeholders and mnemonics.
KEEP = re.compile(r'(%(?:\d+\$)?[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|j|z|t|q)?[a-zA-Z%]'
                  r'|<[^>]+>|&\w+;|\\.|\{[\w-]*\}|\*|_(?=\w))')
LETTERS = str.maketrans('aceginoprsuyzACEGINOSUYZ', 'áçéğíñóƥŕšúýžÁÇÉĞÍÑÓŠÚÝŽ')


def lengthen(text):
    """One string of a .po file, between its quotes, as en_XA has it."""
    if not text:
        return text
    # msgfmt wants line ends where the original has them.
    first, body, last = re.fullmatch(r'((?:\\n)*)(.*?)((?:\\n)*)', text).groups()
    parts = KEEP.split(body)
    foreign = ''.join(part if n % 2 else part.translate(LETTERS) for n, part in enumerate(parts))
    letters = len(re.sub(r'\W', '', ''.join(parts[::2])))
    return f'{first}⟦{foreign}{"~" * max(1, letters * 35 // 100)}⟧{last}'


def make_template(source):
    """The text of a .pot file of all strings."""
    env = dict(os.environ, GETTEXTDATADIRS=f'{source}/po:/usr/share/gettext')
    words = [f'--keyword={keyword}' for keyword in KEYWORDS]
    return subprocess.run(['xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES.in', '-o',
                           '-', *words], cwd=source, env=env, check=True, text=True,
                          capture_output=True).stdout.replace('charset=CHARSET', 'charset=UTF-8')


def translate(template, language, change):
    """A .po text where every string after the header went through CHANGE."""
    text = subprocess.run(['msgen', '--no-wrap', f'--lang={language}', '-'], input=template,
                          check=True, text=True, capture_output=True).stdout
    header, _, rest = text.partition('\n\n')
    lines, inside = [], False
    for line in rest.splitlines():
        start = re.fullmatch(r'(msgstr(?:\[\d\])? )"(.*)"', line)
        if start:
            line = f'{start[1]}"{change(start[2])}"'
        elif inside and line.startswith('"'):
            line = f'"{change(line[1:-1])}"'
        inside = bool(start) or (inside and line.startswith('"'))
        lines.append(line)
    return header + '\n\n' + '\n'.join(lines) + '\n'


def write(folder, language, text):
    path = pathlib.Path(folder, language, 'LC_MESSAGES', DOMAIN + '.mo')
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(['msgfmt', '--check-format', '-o', path, '-'], input=text, text=True, check=True)


def make(source, folder):
    """Both languages in FOLDER."""
    template = make_template(source)
    write(folder, 'en_XA', translate(template, 'en_XA', lengthen))
    write(folder, 'he', translate(template, 'he', lambda text: text))


if __name__ == '__main__':
    make(*sys.argv[1:3])

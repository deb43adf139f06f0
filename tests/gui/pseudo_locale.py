#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pseudo_locale.py app.pot OUT/locale DOMAIN: writes OUT/locale/en_XA/LC_MESSAGES/DOMAIN.mo, every string as ⟦Ḗxáḿƥłḗ~~~⟧.
Run the app with LANG=C.UTF-8 LANGUAGE=en_XA and its bindtextdomain() at OUT/locale: what has no ⟦ was never marked; what is cut
would be cut in German.  Needs gettext (msgen, msgfmt)."""
import os, re, subprocess, sys
KEEP = re.compile(r'(%(?:\d+\$)?[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:hh|h|ll|l|j|z|t|q)?[a-zA-Z%]|<[^>]+>|&\w+;|\\.|\{\w*\}|_(?=\w))')
MAP = str.maketrans('aceginoprsuyzACEGINOSUYZ', 'áçéğíñóƥŕšúýžÁÇÉĞÍÑÓŠÚÝŽ')


def pseudo(s):
    if not s: return s
    t = ''.join(p if i % 2 else p.translate(MAP) for i, p in enumerate(KEEP.split(s)))
    pad, nl = '~' * max(1, len(re.sub(r'\W', '', s)) * 35 // 100), '\\n' if t.endswith('\\n') else ''
    return '⟦' + t[:len(t) - len(nl)] + pad + '⟧' + nl


pot, out, dom = sys.argv[1:4]
po = subprocess.run(['msgen', '--no-wrap', '--lang=en_XA', pot], capture_output=True, text=True, check=True).stdout
res, head, cur = [], True, None
for line in po.splitlines():
    m = re.match(r'^(msgstr(?:\[\d\])?) "(.*)"$', line)
    if line.startswith('msgid'): cur = 'id'
    if m:
        cur = 'str'
        if head: head = False; cur = 'head'; res.append(line)
        else: res.append(f'{m[1]} "{pseudo(m[2])}"')
    elif line.startswith('"') and cur == 'str': res.append('"' + pseudo(line[1:-1]) + '"')
    else: res.append(line)
d = f'{out}/en_XA/LC_MESSAGES'; os.makedirs(d, exist_ok=True)
text = '\n'.join(res) + '\n'
subprocess.run(['msgfmt', '--check-format', '-o', f'{d}/{dom}.mo', '-'], input=text.replace('charset=CHARSET', 'charset=UTF-8'), text=True, check=True)
print(f'{d}/{dom}.mo: {len(re.findall("^msgid", text, re.M)) - 1} strings')

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be used is said in one sentence at its row; nothing typed is lost, nothing is sent."""
import journey

GOOD = 'anna@larkspur.example'
TABLE = [
    ('Mail address', ''),
    ('Mail address', 'anna'),
    ('Mail address', 'anna@'),
    ('Mail address', 'anna@larkspur'),
    ('Mail address', 'a' * 10000 + '@larkspur.example'),
    ('Mail address', 'an\u0001na@larkspur.example'),
    ('Who did you write to?', 'tom at otherplace'),
    ('From address, if it is a different one', '@otherplace.example'),
    ('Server Port', '0'),
    ('Server Port', '65536'),
    ('Server Port', '-1'),
    ('Server Port', 'smtp'),
    ('User Name', 'n' * 10000),
]

with journey.start() as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    for caption, typed in TABLE:
        journey.fill_mailbox(app, address=GOOD, recipient='', sender='', port='', username='')
        journey.fill(app, caption, typed)
        journey.press(app, 'Examine')
        entry = app.wait_for(lambda: next((n for n in app.nodes(shown=False)
                                           if n.name == caption and n.desc
                                           and n.role in ('text', 'entry')), None), 5,
                             f'a sentence for {caption} {typed[:20]!r}')
        assert entry.desc.endswith('.') and entry.desc.count('.') <= 3, entry.desc
        assert journey.title(app) == 'The mailbox', (caption, typed[:40], journey.title(app))
        assert entry.text == typed.replace('\n', ''), 'what was typed is lost'
        app.wait_for(lambda: 'focused' in entry.states
                     or any('focused' in child.states for _, child in entry.walk(False)), 5,
                     f'the focus in {caption}')
    # newlines that came along with the clipboard are forgiven
    journey.fill_mailbox(app, address=GOOD, recipient='', sender='', port='', username='')
    journey.check_tidy(app)
print(f'{len(TABLE)} passed, 0 failed')

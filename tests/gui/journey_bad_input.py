#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot be used is said in one sentence at its row; nothing typed is lost, nothing is sent. What
can be understood is taken: line ends from the clipboard, addresses of other scripts, and a server
that cannot be one is a finding of the exam."""
import socket
import threading

import journey

GOOD = 'anna@larkspur.example'
HOST = 'mail.larkspur.example'
TABLE = [
    ('Mail address', ''),
    ('Mail address', 'anna'),
    ('Mail address', 'anna@'),
    ('Mail address', 'anna@larkspur'),
    ('Mail address', 'a' * 10000 + '@larkspur.example'),
    ('Mail address', 'an\u0001na@larkspur.example'),
    ('Mail address', 'anna@larkspur.example\nRCPT TO:<tom@otherplace.example>'),
    ('Who did you write to?', 'tom at otherplace'),
    ('Who did you write to?', 'ü' * 10000 + '@otherplace.example'),
    ('From address, if it is a different one', '@otherplace.example'),
    ('Server Port', '0'),
    ('Server Port', '65536'),
    ('Server Port', '-1'),
    ('Server Port', 'smtp'),
    ('User Name', 'n' * 10000),
]
# Address, server: the exam begins, and what was typed is as it was.
TAKEN = [
    (GOOD + '\n', HOST + '\n'),
    ('jörg@bücher.example', HOST),
    (GOOD, 'x' * 10000),
    (GOOD, f'smtp://{HOST}:25/'),
    (GOOD, 'mail .larkspur.example'),
]


class Door:
    """Closes on everybody at once, and counts them."""

    def __init__(self):
        self.socket, self.come = socket.create_server(('127.0.0.1', 0)), 0
        threading.Thread(target=self.turn_away, daemon=True).start()

    def turn_away(self):
        while True:
            connection, _ = self.socket.accept()
            self.come += 1
            connection.close()

    def options(self):
        port = self.socket.getsockname()[1]
        names = [f'{label}{domain}' for domain in ('larkspur.example', 'xn--bcher-kva.example')
                 for label in ('', 'mail.', 'smtp.')]
        book = [f'{name}:{number}:127.0.0.1:{port}' for name in names
                for number in (25, 465, 587, 2525)]
        return ['--offline', *(word for line in book for word in ('--connect-to', line))]


def check_refused(app, caption, typed):
    journey.press(app, 'Examine')
    entry = app.wait_for(lambda: next((n for n in app.nodes(shown=False)
                                       if n.name == caption and n.desc
                                       and n.role in ('text', 'entry')), None), 5,
                         f'a sentence for {caption} {typed[:20]!r}')
    assert entry.desc.endswith('.') and entry.desc.count('.') <= 3, entry.desc
    assert journey.title(app) == 'The mailbox', (caption, typed[:40], journey.title(app))
    assert entry.text == typed, 'what was typed is lost'
    app.wait_for(lambda: 'focused' in entry.states
                 or any('focused' in child.states for _, child in entry.walk(False)), 5,
                 f'the focus in {caption}')


def check_taken(app, address, host):
    journey.fill_mailbox(app, address=address, recipient='', sender='', host=host, port='587',
                         username='', security='starttls')
    page = journey.examine(app)
    assert page == 'The diagnosis', (address, host[:40], page)
    for _ in range(3):
        if journey.title(app) == 'The mailbox':
            break
        app.key('Escape')
    journey.wait_page(app, 'The mailbox')
    assert journey.field(app, 'Mail address').text == address
    assert journey.field(app, 'Host Name').text == host


door = Door()
with journey.start(args=door.options()) as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    for caption, typed in TABLE:
        journey.fill_mailbox(app, address=GOOD, recipient='', sender='', port='', username='')
        journey.fill(app, caption, typed)
        check_refused(app, caption, typed)
    assert door.come == 0, f'{door.come} connections although nothing was to be sent'
    for address, host in TAKEN:
        check_taken(app, address, host)
    journey.check_tidy(app)
print(f'{len(TABLE) + len(TAKEN)} passed, 0 failed')

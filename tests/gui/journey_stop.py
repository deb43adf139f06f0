#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that take every connection and never say a word: Stop ends the exam and leaves no socket
and no thread; closing the window in the middle ends the program."""
import os
import re
import socket
import threading

import journey

ADDRESS = 'anna@larkspur.example'
HOSTS = ('smtp.larkspur.example', 'mail.larkspur.example', 'larkspur.example')
PORTS = (25, 465, 587, 2525)
# Every port of every name, and most of them in two modes.
LEAST = len(HOSTS) * len(PORTS)


class Silence:
    """Accepts, listens, says nothing; `open` counts who is still there, `come` who ever was."""

    def __init__(self):
        self.socket = socket.create_server(('127.0.0.1', 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.lock, self.open, self.come = threading.Lock(), 0, 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            connection, _ = self.socket.accept()
            threading.Thread(target=self.hear, args=(connection,), daemon=True).start()

    def hear(self, connection):
        with self.lock:
            self.open, self.come = self.open + 1, self.come + 1
        try:
            while connection.recv(4096):
                pass
        except OSError:
            pass  # a reset ends it as well
        with self.lock:
            self.open -= 1
        connection.close()

    def options(self):
        book = [f'{host}:{port}:127.0.0.1:{self.port}' for host in HOSTS for port in PORTS]
        return ['--offline', *(word for line in book for word in ('--connect-to', line))]


def threads(app):
    """The threads of pools; GLib lets idle ones go after some seconds."""
    names = []
    for task in os.listdir(f'/proc/{app.proc.pid}/task'):
        try:
            with open(f'/proc/{app.proc.pid}/task/{task}/comm', encoding='ascii') as file:
                names.append(file.read())
        except OSError:
            pass  # gone by now
    return sum(name.startswith('pool') for name in names)


def missing_rows(app):
    """How many checks have no row yet: a long list comes some rows a frame."""
    nodes = app.nodes(shown=False)
    total = next(int(m[1]) for n in nodes if (m := re.search(r' of (\d+) checks? done', n.name)))
    checks = next(n for n in nodes if n.role == 'list' and n.name == 'Checks')
    assert total > LEAST, total
    return total - len(checks.children())


silence = Silence()
with journey.start(args=silence.options()) as app:
    journey.choose_device(app)
    journey.go_to_mailbox(app)
    journey.fill_mailbox(app, address=ADDRESS, password='Kanarie-0f7c21')
    before = threads(app)
    journey.press(app, 'Examine')
    app.wait_for(lambda: silence.open >= LEAST, 20, 'connections')
    assert journey.title(app) == 'Following the mail'
    app.wait_for(lambda: missing_rows(app) == 0, 10, 'a row for each check')
    journey.press(app, 'Stop')
    journey.wait_page(app, 'The diagnosis', 5)
    app.wait_for(lambda: silence.open == 0, 5, 'the end of all connections')
    app.wait_for(lambda: threads(app) <= before, 30, 'the end of all threads')

    app.key('Escape')
    journey.wait_page(app, 'The mailbox')
    assert journey.field(app, 'Mail address').text == ADDRESS
    journey.press(app, 'Examine')
    app.wait_for(lambda: silence.open >= LEAST, 20, 'connections again')
    app.key('ctrl+q')
    app.proc.wait(5)
    app.wait_for(lambda: silence.open == 0, 5, 'the end of all connections')
    journey.check_tidy(app, 'Kanarie-0f7c21')
print('2 passed, 0 failed')

# SPDX-License-Identifier: GPL-3.0-or-later
"""Records real conversations for the case files: a tiny client that says what it is told."""

import base64
import json
import socket
import ssl
import sys


class Recorder:
    """One connection; every line of both sides is kept as "S: …" or "C: …"."""

    def __init__(self, host, port, roots, implicit=False):
        self.lines = []
        self.host = host
        self.context = ssl.create_default_context(cafile=str(roots))
        self.stream = socket.create_connection((host, port), timeout=20)
        if implicit:
            self._wrap()
        self.reader = self.stream.makefile('rb')
        self.read()

    def _wrap(self):
        self.stream = self.context.wrap_socket(self.stream, server_hostname=self.host)
        self.lines.append(f'*: {self.stream.version()}')

    def read(self):
        """Read one whole reply; returns its code."""
        while True:
            line = self.reader.readline()
            if not line:
                self.lines.append('*: closed')
                return 0
            text = line.decode('utf-8', 'replace').rstrip('\r\n')
            self.lines.append(f'S: {text}')
            if text[3:4] != '-':
                return int(text[:3])

    def say(self, command, shown=None):
        """Send COMMAND and read the reply; SHOWN stands for it in the record."""
        self.lines.append(f'C: {shown or command}')
        self.stream.sendall(command.encode() + b'\r\n')
        return self.read()

    def starttls(self):
        """STARTTLS and, when granted, the handshake."""
        if self.say('STARTTLS') == 220:
            self._wrap()
            self.reader = self.stream.makefile('rb')

    def plain(self, user, password):
        """AUTH PLAIN with the initial response."""
        word = base64.b64encode(f'\0{user}\0{password}'.encode()).decode()
        return self.say(f'AUTH PLAIN {word}', 'AUTH PLAIN <credentials>')


def play(host, port, roots, steps, implicit=False):
    """Play STEPS (a command, 'STARTTLS', or (user, password)) and return the record."""
    recorder = Recorder(host, port, roots, implicit)
    for step in steps:
        if isinstance(step, tuple):
            code = recorder.plain(*step)
        elif step == 'STARTTLS':
            recorder.starttls()
            continue
        else:
            code = recorder.say(step)
        if code == 0:
            break
    return recorder.lines


def main():
    """Play what standard input asks for (JSON), inside the namespace this was started in."""
    asked = json.load(sys.stdin)
    steps = [tuple(s) if isinstance(s, list) else s for s in asked['steps']]
    print('\n'.join(play(asked['host'], asked['port'], asked['roots'], steps,
                         asked.get('implicit', False))))


if __name__ == '__main__':
    main()

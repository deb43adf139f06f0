# SPDX-License-Identifier: GPL-3.0-or-later
"""Records what a real server says in every state, as a script for tests/cases/servers."""

import base64
import json
import socket
import ssl
import subprocess
import sys
from pathlib import Path

SENDER = 'anna@larkspur.example'
OUTSIDE = 'kim@faraway.example'
HELLO = 'client.example'
# As much of RFC 5322 as every server wants, and the dot that ends it.
MESSAGE = f'From: {SENDER}\r\nSubject: Test\r\n\r\nA test.\r\n.'
# What record_mailbox.py records, and what its scripts begin with.
MAILBOXES = {143: ['imap'], 993: ['imap', 'tls at once'], 110: ['pop3'],
             995: ['pop3', 'tls at once']}


class Talk:
    """One connection. Replies are lists of lines; the end of the connection is ['!close']."""

    def __init__(self, host, port, roots, at_once=False):
        self.host = host
        self.context = ssl.create_default_context(cafile=roots)
        self.stream = socket.create_connection((host, port), timeout=60)
        if at_once or port == 465:
            self.wrap()
        self.reader = self.stream.makefile('rb')
        self.greeting = self.read()

    def wrap(self):
        """Speak TLS from now on."""
        self.stream = self.context.wrap_socket(self.stream, server_hostname=self.host)
        self.reader = self.stream.makefile('rb')

    def read(self):
        """Read one whole reply."""
        lines = []
        while not lines or lines[-1][3:4] == '-':
            line = self.reader.readline()
            if not line:
                return ['!close']
            lines.append(line.decode('utf-8', 'replace').rstrip('\r\n'))
        return lines

    def say(self, command):
        """Send COMMAND and read the reply."""
        self.stream.sendall(command.encode() + b'\r\n')
        return self.read()

    def auth(self, password):
        """AUTH PLAIN with the initial response."""
        word = base64.b64encode(f'\0{SENDER}\0{password}'.encode()).decode()
        return self.say(f'AUTH PLAIN {word}')


class Recording:
    """The replies of one port by their state, in the order in which they came first."""

    def __init__(self, asked):
        self.asked = asked
        self.replies = {}

    def note(self, state, reply):
        """Keep REPLY for STATE; tells whether it was a good one."""
        self.replies.setdefault(state, reply)
        return reply[0][:1] in ('2', '3')

    def hello(self, talk):
        """EHLO by the name that was asked for."""
        return talk.say(f'EHLO {self.asked["hello"]}')

    def open(self):
        """A connection that has said EHLO, inside TLS if the server has it; (talk, state)."""
        inside = self.asked['port'] == 465
        talk = Talk(self.asked['host'], self.asked['port'], self.asked['roots'])
        self.note('connect', talk.greeting)
        hello = self.hello(talk)
        self.note('EHLO', hello)
        if inside or not any(line[4:] == 'STARTTLS' for line in hello):
            return talk, ''
        if self.note('STARTTLS', talk.say('STARTTLS')):
            talk.wrap()
            self.note('EHLO inside tls', self.hello(talk))
        return talk, ' inside tls'

    def envelope(self, talk, state):
        """MAIL, RCPT and what ends them."""
        taken = self.note('MAIL' + state, talk.say(f'MAIL FROM:<{SENDER}>')) \
            and self.note('RCPT' + state, talk.say(f'RCPT TO:<{self.asked["recipient"]}>'))
        if taken and self.asked['message'] and self.note('DATA' + state, talk.say('DATA')):
            self.note('message' + state, talk.say(MESSAGE))
        self.note('RSET', talk.say('RSET'))
        self.note('QUIT', talk.say('QUIT'))

    def run(self):
        """Every conversation that a program might have."""
        talk = Talk(self.asked['host'], self.asked['port'], self.asked['roots'])
        if self.asked['port'] != 465:
            self.hello(talk)
            plain = Recording(self.asked)
            plain.envelope(talk, '')
        talk, state = self.open()
        self.envelope(talk, state)
        for password, word in self.asked['passwords'].items():
            talk, state = self.open()
            if self.note(f'AUTH {word}', talk.auth(password)):
                self.envelope(talk, state + ' signed in')
        if self.asked['port'] != 465 and state:
            for key in ('MAIL', 'RCPT'):
                if key in plain.replies:
                    self.note(key, plain.replies[key])
        return self.replies


def script(lab, setup, port, *, recipient=OUTSIDE, hello=HELLO, message=False):
    """The script of PORT of the row SETUP, which runs: RECIPIENT is named, the client calls itself
    HELLO, and with MESSAGE a short message follows."""
    client = lab.client()
    asked = {'host': lab.servers.names_of(setup)[0], 'port': port,
             'roots': str(lab.authority.roots), 'recipient': recipient, 'hello': hello,
             'message': message,
             'passwords': {lab.passwords['right']: 'right', lab.passwords['wrong']: 'wrong'}}
    recorder = Path(__file__).with_name('record_mailbox.py') if port in MAILBOXES else __file__
    done = subprocess.run(lab.network.command(client.space, '/usr/bin/python3', str(recorder)),
                          input=json.dumps(asked), capture_output=True, text=True, check=True)
    text = ['# SPDX-License-Identifier: GPL-3.0-or-later',
            f'# Recorded from {lab.servers.version_of(setup)} on port {port}, Debian 12 (tests/real, '
            f'setup "{setup}").']
    text += MAILBOXES.get(port, ['tls at once'] if port == 465 else [])
    for state, lines in json.loads(done.stdout).items():
        text += [f'> {state}', *lines]
    return '\n'.join(text) + '\n'


if __name__ == '__main__':
    print(json.dumps(Recording(json.load(sys.stdin)).run()))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Records what a real IMAP or POP3 server says, as record.py does for SMTP. An IMAP tag is "TAG"."""

import base64
import json
import sys

import record

PROTOCOLS = {143: 'imap', 993: 'imap', 110: 'pop3', 995: 'pop3'}
AT_ONCE = (993, 995)
WORDS = {'imap': {'caps': 'CAPABILITY', 'tls': 'STARTTLS', 'auth': 'AUTHENTICATE',
                  'mailbox': 'STATUS INBOX (UIDVALIDITY)', 'end': 'LOGOUT'},
         'pop3': {'caps': 'CAPA', 'tls': 'STLS', 'auth': 'AUTH', 'mailbox': 'STAT',
                  'end': 'QUIT'}}


class Talk(record.Talk):
    """One connection."""

    def __init__(self, asked):
        self.imap = PROTOCOLS[asked['port']] == 'imap'
        self.command = ''
        super().__init__(asked['host'], asked['port'], asked['roots'],
                         at_once=asked['port'] in AT_ONCE)

    def _is_last(self, lines):
        last = lines[-1]
        if self.imap:
            return not self.command or not last.startswith('* ')
        return last == '.' or last.startswith('-ERR') or self.command != 'CAPA'

    def read(self):
        """Read one whole reply, up to its tagged line, its status or its dot."""
        lines = []
        while not lines or not self._is_last(lines):
            line = self.reader.readline()
            if not line:
                return ['!close']
            lines.append(line.decode('utf-8', 'replace').rstrip('\r\n'))
        return lines

    def say(self, command):
        """Send COMMAND, with a tag where one is wanted."""
        self.command = command
        return super().say(f'TAG {command}' if self.imap else command)

    def auth(self, password):
        """Sign in by PLAIN; what asks for the answer is left out."""
        word = base64.b64encode(f'\0{record.SENDER}\0{password}'.encode()).decode()
        if self.imap:
            return self.say(f'AUTHENTICATE PLAIN {word}')
        asked = self.say('AUTH PLAIN')
        return super().say(word) if asked[0].startswith('+') else asked


class Recording:
    """The replies by their state."""

    def __init__(self, asked):
        self.asked = asked
        self.words = WORDS[PROTOCOLS[asked['port']]]
        self.replies = {}

    def note(self, state, reply):
        """Keep REPLY for STATE; tells whether it was a good one."""
        self.replies.setdefault(state, reply)
        return 'OK' in reply[-1].split()[:2] or reply[0].startswith('+OK')

    def open(self):
        """A connection, inside TLS if the server has it."""
        talk = Talk(self.asked)
        self.note('connect', talk.greeting)
        self.note(self.words['caps'], talk.say(self.words['caps']))
        if self.asked['port'] not in AT_ONCE \
                and self.note(self.words['tls'], talk.say(self.words['tls'])):
            talk.wrap()
            self.note(f"{self.words['caps']} inside tls", talk.say(self.words['caps']))
        return talk

    def in_clear(self, talk):
        """What becomes of a sign-in that nobody should try."""
        for command in (['LOGIN anna canary'] if talk.imap else ['USER anna', 'PASS canary']):
            self.note(command.split()[0], talk.say(command))

    def run(self):
        """Every conversation that the program might have."""
        if self.asked['port'] not in AT_ONCE:
            self.in_clear(Talk(self.asked))
        for password, word in self.asked['passwords'].items():
            talk = self.open()
            if self.note(f"{self.words['auth']} {word}", talk.auth(password)):
                mailbox = self.words['mailbox']
                self.note(mailbox.split()[0], talk.say(mailbox))
            self.note(self.words['end'], talk.say(self.words['end']))
        return self.replies


if __name__ == '__main__':
    print(json.dumps(Recording(json.load(sys.stdin)).run()))

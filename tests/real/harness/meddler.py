#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands between clients and a real server and does one thing at one moment.

Run inside its namespace; standard input tells in JSON
  upstream   the real server's address
  chain      key and certificates that it shows, as the server would
  faults     local address → [moment, deed]
  ports      where it listens; 465 speaks TLS from the first byte

Moments: banner, EHLO, STARTTLS, tls, EHLO-TLS, AUTH, MAIL, RCPT, RSET, DATA, end-of-data, QUIT, or
"" for a deed that concerns every reply. What each deed does stands at DEEDS.
"""

import json
import selectors
import socket
import ssl
import struct
import sys
import threading

LIMIT = 90  # seconds a silent peer is kept


class Over(Exception):
    """The conversation has ended."""


class Stream:
    """One side's socket, read by lines."""

    def __init__(self, sock):
        self.sock = sock
        self.sock.settimeout(LIMIT)
        self.reader = sock.makefile('rb')

    def wrap(self, context, **options):
        """Speak TLS from now on."""
        self.sock = context.wrap_socket(self.sock, **options)
        self.reader = self.sock.makefile('rb')

    def line(self):
        """The next line with its end."""
        line = self.reader.readline(65536)
        if not line:
            raise Over
        return line

    def reply(self):
        """The next whole reply."""
        lines = [self.line()]
        while lines[-1][3:4] == b'-':
            lines.append(self.line())
        return b''.join(lines)

    def send(self, data):
        """Send all of DATA."""
        self.sock.sendall(data)

    def reset(self):
        """Close with RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.reader.close()
        self.sock.close()
        raise Over

    def swallow(self):
        """Take whatever comes and never answer."""
        while self.sock.recv(65536):
            pass
        raise Over


def endless(stream, piece):
    """Send PIECE for ever."""
    while True:
        stream.send(piece)


def drop_line(reply, word):
    """REPLY without the line that offers WORD; the last line keeps its form."""
    lines = [line for line in reply.splitlines(True) if line[4:].split()[:1] != [word]]
    lines[-1] = lines[-1][:3] + b' ' + lines[-1][4:]
    return b''.join(lines)


# What is done in place of passing the reply on.
DEEDS = {
    'hang': lambda stream, reply: stream.swallow(),
    'reset': lambda stream, reply: stream.reset(),
    'garbage': lambda stream, reply: stream.send(bytes(range(128, 256)) * 2 + b'\r\n'),
    'nonsense': lambda stream, reply: stream.send(b'OK, whatever you say\r\n'),
    'endless-lines': lambda stream, reply: endless(stream, reply[:3] + b'-and so on\r\n'),
    'endless-line': lambda stream, reply: endless(stream, reply[:3] + b'x' * 4096),
    'half': lambda stream, reply: (stream.send(reply[:2]), stream.swallow()),
    'strip': lambda stream, reply: stream.send(drop_line(reply, b'STARTTLS')),
    'mask': lambda stream, reply: stream.send(reply.replace(b'STARTTLS', b'XXXXXXXA')),
    'stars': lambda stream, reply: stream.send(reply[:4] + b'*' * (len(reply) - 6) + b'\r\n'),
    'inject': lambda stream, reply: stream.send(reply + b'250 2.0.0 be my guest\r\n'),
    'unavailable': lambda stream, reply: stream.send(b'421 4.3.2 Service shutting down\r\n'),
}


def close(stream, _reply):
    """End the connection in good order."""
    stream.sock.close()
    raise Over


DEEDS['close'] = close


class Conversation:
    """One client's connection, passed on to the server."""

    def __init__(self, sock, port, options):
        self.client = Stream(sock)
        self.port = port
        self.options = options
        # A dual-stack socket has IPv4 addresses in the mapped form.
        local = sock.getsockname()[0].removeprefix('::ffff:')
        self.moment, self.deed = options['faults'][local]
        self.encrypted = False
        self.server = Stream(socket.create_connection((options['upstream'], port), timeout=LIMIT))

    def pass_on(self, moment, reply):
        """Send REPLY to the client, or do what is to be done at MOMENT."""
        if moment in self.moment.split('|'):
            DEEDS[self.deed](self.client, reply)
        else:
            self.client.send(reply)

    def wrap(self):
        """TLS towards both sides."""
        if self.moment == 'tls':
            DEEDS[self.deed](self.client, b'')
        ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ours.load_cert_chain(self.options['chain'])
        self.client.wrap(ours, server_side=True)
        theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        theirs.check_hostname = False
        theirs.verify_mode = ssl.CERT_NONE
        self.server.wrap(theirs)
        self.encrypted = True

    def exchange(self, line):
        """Pass one command on and its reply back."""
        verb = line.split(b' ')[0].strip().upper().decode('ascii', 'replace')
        moment = 'EHLO-TLS' if verb == 'EHLO' and self.encrypted else verb
        self.server.send(line)
        reply = self.server.reply()
        while verb == 'AUTH' and reply.startswith(b'334') and self.moment != 'AUTH':
            self.client.send(reply)
            self.server.send(self.client.line())
            reply = self.server.reply()
        self.pass_on(moment, reply)
        if verb == 'STARTTLS' and reply.startswith(b'220'):
            self.wrap()
        if verb == 'DATA' and reply.startswith(b'354'):
            self.copy_message()

    def copy_message(self):
        """The message, and the reply to its end."""
        while True:
            line = self.client.line()
            self.server.send(line)
            if line == b'.\r\n':
                break
        self.pass_on('end-of-data', self.server.reply())

    def run(self):
        """Until either side has enough."""
        try:
            if self.port == 465:
                self.wrap()
            self.pass_on('banner', self.server.reply())
            while True:
                self.exchange(self.client.line())
        except (Over, OSError, ValueError):
            pass
        for stream in (self.client, self.server):
            try:
                stream.reader.close()
                stream.sock.close()
            except OSError:
                pass


def main(options):
    """Serve for ever."""
    chosen = selectors.DefaultSelector()
    for port in options['ports']:
        listener = socket.create_server(('', port), family=socket.AF_INET6, dualstack_ipv6=True,
                                        backlog=64)
        chosen.register(listener, selectors.EVENT_READ, port)
    while True:
        for key, _ in chosen.select():
            sock, _ = key.fileobj.accept()
            threading.Thread(target=lambda s=sock, p=key.data: Conversation(s, p, options).run(),
                             daemon=True).start()


if __name__ == '__main__':
    main(json.load(sys.stdin))

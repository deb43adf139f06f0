# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMTP server on loopback for a whole batch: knows who signs in, and can hold them."""
import base64
import socket
import struct
import threading
import time

from smtpserver import Server


class BatchServer(Server):
    """Takes the password RIGHT; HOLD(login) is called before the answer and may block."""

    RIGHT = 'correct horse'

    def __init__(self, hold=None):
        self.hold = hold
        self.sign_ins = []
        self.lock = threading.Lock()
        self.inside = self.most = 0
        super().__init__()

    def serve(self, connection):
        try:
            self.converse(connection)
        except OSError:
            pass  # the other side has gone

    def converse(self, connection):
        """One connection to its end."""
        with connection, connection.makefile('rb') as lines:
            connection.sendall(b'220 mail.larkspur.example ESMTP\r\n')
            for line in lines:
                words = line.split()
                verb = words[0].upper() if words else b''
                if verb == b'EHLO':
                    connection.sendall(b'250-mail.larkspur.example\r\n250 AUTH PLAIN\r\n')
                elif verb == b'AUTH':
                    connection.sendall(self.answer_to(words[2]))
                elif verb == b'QUIT':
                    connection.sendall(b'221 bye\r\n')
                    return
                else:
                    connection.sendall(b'250 ok\r\n')

    def answer_to(self, word):
        """The reply to AUTH PLAIN; counts who is inside at the same time."""
        _, login, password = base64.b64decode(word).decode().split('\0')
        with self.lock:
            self.sign_ins.append((login, password))
            self.inside += 1
            self.most = max(self.most, self.inside)
        try:
            if self.hold:
                self.hold(login)
        finally:
            with self.lock:
                self.inside -= 1
        return b'235 ok\r\n' if password == self.RIGHT else b'535 5.7.8 wrong password\r\n'


class TimeServer(threading.Thread):
    """SNTP (RFC 5905) on loopback that counts who asks."""

    EPOCH = 2208988800  # seconds from 1900 to 1970

    def __init__(self):
        super().__init__(daemon=True)
        self.asked = 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(('127.0.0.1', 0))
        self.port = self.socket.getsockname()[1]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.socket.close()

    def run(self):
        while True:
            try:
                question, peer = self.socket.recvfrom(512)
                self.asked += 1
                now = time.time() + self.EPOCH
                stamp = struct.pack('!II', int(now), int(now % 1 * 2**32))
                # Leap 0, version 4, mode 4 (server), stratum 2.
                head = struct.pack('!BBbb', 0x24, 2, 6, -20) + bytes(8) + b'TEST'
                self.socket.sendto(head + stamp + question[40:48] + stamp + stamp, peer)
            except OSError:
                return


class Counter(threading.Thread):
    """Takes connections on loopback, counts them, and hangs up."""

    def __init__(self):
        super().__init__(daemon=True)
        self.connections = 0
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            connection.close()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A small SMTP server on loopback that answers AUTH as it is told."""
import socket
import threading


class Server(threading.Thread):
    """Answers AUTH with @answer, or never; keeps every line it got."""

    def __init__(self, answer=b'535 5.7.8 no', hang=False):
        super().__init__(daemon=True)
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.answer = answer
        self.hang = hang
        self.got = []
        self.asked = threading.Event()
        self.start()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection, connection.makefile('rb') as lines:
            connection.sendall(b'220 mail.larkspur.example ESMTP\r\n')
            for line in lines:
                self.got.append(line)
                word = line.split()[0].upper() if line.split() else b''
                if word == b'EHLO':
                    connection.sendall(b'250-mail.larkspur.example\r\n250 AUTH PLAIN\r\n')
                elif word == b'AUTH':
                    self.asked.set()
                    if self.hang:
                        continue
                    connection.sendall(self.answer + b'\r\n')
                elif word == b'QUIT':
                    connection.sendall(b'221 bye\r\n')
                    return
                else:
                    connection.sendall(b'250 ok\r\n')

    def close(self):
        self.listener.close()

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program asks beside mail servers, on 127.0.0.1: the time, the web, the portal page."""
import email.utils
import socket
import ssl
import struct
import threading
import time

NTP_EPOCH = 2208988800  # seconds from 1900 to 1970 (RFC 5905 section 6)


class WebServer:
    """HTTPS of the mailbox's domain; its clock is AHEAD seconds before this computer's."""

    names, port = ['larkspur.example'], 443

    def __init__(self, ahead, certificates):
        self.ahead = ahead
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        kind = 'future' if ahead > 0 else 'expired' if ahead < 0 else 'good'
        self.context.load_cert_chain(certificates.chain(kind), certificates.key)
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.real_port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _answer(self, connection):
        with self.context.wrap_socket(connection, server_side=True) as stream:
            for line in iter(stream.makefile('rb').readline, b'\r\n'):
                if not line:
                    return
            date = email.utils.formatdate(time.time() + self.ahead, usegmt=True)
            stream.sendall(f'HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Length: 0\r\n'
                           'Connection: close\r\n\r\n'.encode())

    def _serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            try:
                self._answer(connection)
            except OSError:
                pass

    def stop(self):
        """Close it."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class PortalPage:
    """The page by which desktops look for a captive portal, or what a portal shows in its place."""

    names, port = ['nmcheck.gnome.org'], 80
    ANSWERS = {
        'open': '200 OK\r\nContent-Length: 25\r\n\r\nNetworkManager is online\n',
        'redirect': '302 Found\r\nLocation: http://login.hotel.example/?mac=00-00\r\n'
                    'Content-Length: 0\r\n\r\n',
        'page': '200 OK\r\nContent-Length: 20\r\n\r\n<html>Welcome</html>',
    }

    def __init__(self, kind):
        self.answer = f'HTTP/1.1 {self.ANSWERS[kind]}'.encode()
        self.socket = socket.create_server(('127.0.0.1', 0))
        self.real_port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                if connection.recv(4096):
                    connection.sendall(self.answer)

    def stop(self):
        """Close it."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class TimeServer:
    """SNTP (RFC 5905) that is AHEAD seconds before this computer's clock."""

    names, port = ['pool.ntp.org'], 123

    def __init__(self, ahead):
        self.ahead = ahead
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(('127.0.0.1', 0))
        self.real_port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _stamp(self):
        now = time.time() + self.ahead + NTP_EPOCH
        return struct.pack('!II', int(now), int(now % 1 * 2**32))

    def _serve(self):
        while True:
            try:
                question, peer = self.socket.recvfrom(512)
                stamp = self._stamp()
                # Leap 0, version 4, mode 4 (server), stratum 2.
                head = struct.pack('!BBbb', 0x24, 2, 6, -20) + bytes(8) + b'CASE'
                self.socket.sendto(head + stamp + question[40:48] + stamp + stamp, peer)
            except OSError:
                return

    def stop(self):
        """Close it."""
        self.socket.close()

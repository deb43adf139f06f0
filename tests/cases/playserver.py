# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that do what a script says, on 127.0.0.1 and ports of the kernel's choice."""
import base64
import email.utils
import socket
import ssl
import struct
import threading
import time

NTP_EPOCH = 2208988800  # seconds from 1900 to 1970 (RFC 5905 section 6)
RIGHT = b'correct horse'


class Server:
    """One port. Without a script it is closed."""

    def __init__(self, script, certificates):
        self.host, self.port, self.script = script.host, script.port, script
        self.names = [script.host, *script.aliases]
        self.certificates = certificates
        self.open = []
        self.socket = socket.socket()
        self.socket.bind(('127.0.0.1', 0))
        self.real_port = self.socket.getsockname()[1]
        if 'silent' in script.scene:
            self._be_silent()
        else:
            self.socket.listen(16)
            threading.Thread(target=self._serve, daemon=True).start()

    @classmethod
    def bare(cls, host, port, silent):
        """A port that takes connections and says nothing, or never even answers."""
        server = cls.closed(host, port)
        if silent:
            server._be_silent()
        else:
            server.socket.listen(16)
        return server

    @classmethod
    def closed(cls, host, port):
        """A port that is taken, so that nobody else gets it, and not listened to."""
        server = cls.__new__(cls)
        server.host, server.port, server.open = host, port, []
        server.names = [host]
        server.socket = socket.socket()
        server.socket.bind(('127.0.0.1', 0))
        server.real_port = server.socket.getsockname()[1]
        return server

    def _be_silent(self):
        """A full queue: the kernel answers no further SYN."""
        self.socket.listen(0)
        for _ in range(2):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(('127.0.0.1', self.real_port))
            self.open.append(filler)

    def _serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.open.append(connection)
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection):
        try:
            Conversation(self.script, self.certificates, connection).run()
        except (OSError, ssl.SSLError, ValueError):
            pass

    def stop(self):
        """Close everything."""
        for each in [self.socket, *self.open]:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()


class Conversation:
    """One connection to a scripted server."""

    def __init__(self, script, certificates, connection):
        self.script, self.certificates = script, certificates
        self.stream = connection
        self.reader = None
        self.state = set()

    def _wrap(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates.chain(self.script.certificate),
                                self.certificates.key)
        if 'tls 1.1' in self.script.scene:
            context.set_ciphers('ALL:@SECLEVEL=0')
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        self.stream = context.wrap_socket(self.stream, server_side=True)
        self.reader = self.stream.makefile('rb')
        self.state.add('TLS')

    def _answer(self, words):
        """Reply to WORDS; FALSE if the conversation is over."""
        lines = self.script.find(frozenset(words | self.state))
        if lines is None:
            lines = ['502 5.5.2 Error: command not recognized']
        if lines == ['!hang']:
            self.reader.read()
            return None
        if lines == ['!reset']:
            self.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        if lines[0] in ('!reset', '!close'):
            self.stream.close()
            return None
        self.stream.sendall('\r\n'.join(lines).encode() + b'\r\n')
        return int(lines[-1][:3])

    def _auth(self, words):
        """PLAIN or LOGIN, with or without an initial response; returns "RIGHT" or "WRONG"."""
        if words[0].upper() == b'PLAIN' and len(words) > 1:
            password = base64.b64decode(words[1]).split(b'\0')[2]
        else:
            for prompt in ([b'VXNlcm5hbWU6', b'UGFzc3dvcmQ6'] if words[0].upper() == b'LOGIN'
                           else [b'']):
                self.stream.sendall(b'334 ' + prompt + b'\r\n')
                answer = self.reader.readline()
            password = base64.b64decode(answer).split(b'\0')[-1]
        return 'RIGHT' if password == RIGHT else 'WRONG'

    def run(self):
        """Until either side has enough."""
        self.reader = self.stream.makefile('rb')
        if 'tls at once' in self.script.scene:
            self._wrap()
        if self._answer({'CONNECT'}) is None:
            return
        for line in iter(lambda: self.reader.readline(), b''):
            verb, *rest = line.strip().split(b' ')
            words = {verb.decode('ascii', 'replace').upper()}
            if words == {'AUTH'}:
                words.add(self._auth(rest))
            code = self._answer(words)
            if code is None or words == {'QUIT'}:
                break
            if words == {'STARTTLS'} and code == 220:
                self._wrap()
            if code == 235:
                self.state.add('SIGNED')
        self.stream.close()


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

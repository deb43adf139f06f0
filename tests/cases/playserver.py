# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that do what a script says, on 127.0.0.1 and ports of the kernel's choice."""
import base64
import socket
import ssl
import struct
import threading

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
            kind = next((CONVERSATIONS[word] for word in self.script.scene
                         if word in CONVERSATIONS), Conversation)
            kind(self.script, self.certificates, connection).run()
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

    unknown = '502 5.5.2 Error: command not recognized'

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
        """Reply to WORDS with what the script says; None if the conversation is over."""
        lines = self.script.find(frozenset(words | self.state))
        if lines is None:
            lines = [self.unknown]
        if lines == ['!hang']:
            self.reader.read()
            return None
        if lines == ['!reset']:
            self.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        if lines[0] in ('!reset', '!close'):
            self.stream.close()
            return None
        return self._send(lines)

    def _send(self, lines):
        """Send the reply; returns its code."""
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

    def _take_sender(self, words):
        """MAIL FROM:<x@y> SIZE=…: scripts may ask for it."""
        self.state = {word for word in self.state if '@' not in word}
        self.state.add(words[0].decode().upper().removeprefix('FROM:<').rstrip('>'))

    def _ask(self, line):
        """Answer one command; tells whether there may be another."""
        verb, *rest = line.strip().split(b' ')
        words = {verb.decode('ascii', 'replace').upper()}
        if words == {'AUTH'}:
            words.add(self._auth(rest))
        if words == {'MAIL'}:
            self._take_sender(rest)
        code = self._answer(words)
        if words == {'STARTTLS'} and code == 220:
            self._wrap()
        if code == 235:
            self.state.add('SIGNED')
        if code == 354:
            code = self._take_message()
        return code is not None and words != {'QUIT'}

    def _take_message(self):
        """Read up to the dot and answer that."""
        while (line := self.reader.readline()) and line != b'.\r\n':
            pass
        return self._answer({'MESSAGE'})

    def run(self):
        """Until either side has enough."""
        self.reader = self.stream.makefile('rb')
        if 'tls at once' in self.script.scene:
            self._wrap()
        if self._answer({'CONNECT'}) is None:
            return
        while (line := self.reader.readline()) and self._ask(line):
            pass
        self.stream.close()


class ImapConversation(Conversation):
    """The same for IMAP: every answer carries the tag of its command, "TAG" in scripts."""

    unknown = 'TAG BAD Error in IMAP command received by server.'
    tag = ''

    def _send(self, lines):
        text = '\r\n'.join(line.replace('TAG', self.tag, 1) if line.startswith('TAG ') else line
                           for line in lines)
        self.stream.sendall(text.encode() + b'\r\n')
        return lines[-1].split()[1]

    def _sign_in(self, verb, rest):
        """LOGIN, or AUTHENTICATE PLAIN with its answer in the same line or the next."""
        if verb == 'LOGIN':
            return 'RIGHT' if RIGHT in b' '.join(rest) else 'WRONG'
        if len(rest) < 2:
            self.stream.sendall(b'+ \r\n')
            rest.append(self.reader.readline().strip())
        return 'RIGHT' if base64.b64decode(rest[1]).endswith(b'\0' + RIGHT) else 'WRONG'

    def _ask(self, line):
        tag, verb, *rest = line.strip().split(b' ')
        self.tag, verb = tag.decode(), verb.decode('ascii', 'replace').upper()
        signs_in = verb in ('LOGIN', 'AUTHENTICATE')
        code = self._answer({verb, self._sign_in(verb, rest)} if signs_in else {verb})
        if verb == 'STARTTLS' and code == 'OK':
            self._wrap()
        return code is not None and verb != 'LOGOUT'


class Pop3Conversation(Conversation):
    """The same for POP3."""

    unknown = '-ERR Unknown command.'

    def _send(self, lines):
        self.stream.sendall('\r\n'.join(lines).encode() + b'\r\n')
        return lines[0].split()[0]

    def _sign_in(self, verb, rest):
        """PASS, or AUTH PLAIN with its answer in the next line."""
        if verb == 'PASS':
            return 'RIGHT' if b' '.join(rest) == RIGHT else 'WRONG'
        self.stream.sendall(b'+ \r\n')
        answer = base64.b64decode(self.reader.readline())
        return 'RIGHT' if answer.endswith(b'\0' + RIGHT) else 'WRONG'

    def _ask(self, line):
        verb, *rest = line.strip().split(b' ')
        verb = verb.decode('ascii', 'replace').upper()
        code = self._answer({verb, self._sign_in(verb, rest)} if verb in ('PASS', 'AUTH') else {verb})
        if verb == 'STLS' and code == '+OK':
            self._wrap()
        return code is not None and verb != 'QUIT'


CONVERSATIONS = {'imap': ImapConversation, 'pop3': Pop3Conversation}

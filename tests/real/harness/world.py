# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab as a whole: the network, its services and servers, and the passwords nobody may see."""

import base64
import re
import secrets
import subprocess
import threading

from .client import Client
from .network import Network
from .pki import Authority
from .scenario import ADDRESS
from .servers import Servers
from .services import Internet, NameService, TimeService


class Lab:
    """The whole lab; use it as a context manager."""

    def __init__(self, cli):
        self.cli = cli
        self.network = Network()
        # The canaries: found anywhere but at a server, they give a leak away.
        self.passwords = {'right': 'canary-' + secrets.token_hex(8),
                          'wrong': 'canary-' + secrets.token_hex(8)}
        self._clients = 0
        self._guard = threading.Lock()

    def __enter__(self):
        self.network.__enter__()
        try:
            self._start()
        except BaseException:
            self.network.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.network.__exit__()

    def _start(self):
        self.authority = Authority(self.network.folder / 'ca')
        self.names = NameService(self.network)
        self.time = TimeService(self.network, self.names)
        self.internet = Internet(self.network, self.names)
        self.servers = Servers(self.network, self.authority, self.names, self.passwords['right'])
        self.names.start()
        self.time.start()
        self.internet.start()

    def client(self):
        """A new client: a namespace and a home folder of its own."""
        with self._guard:
            self._clients += 1
            number = self._clients
        client = Client(self, number)
        # Most people's addresses have names of their provider.
        self.names.publish('clients', f'dyn{number}.lab.example', *client.addresses)
        return client

    def canaries(self):
        """The passwords and every form in which they cross the wire."""
        for word in self.passwords.values():
            yield word
            yield base64.b64encode(word.encode()).decode().rstrip('=')
            for form in (f'\0{ADDRESS}\0{word}',
                         f'{ADDRESS}\0{ADDRESS}\0{word}'):
                yield base64.b64encode(form.encode()).decode().rstrip('=')

    def leaks(self, data):
        """Which canaries DATA (bytes or text) holds."""
        if isinstance(data, str):
            data = data.encode('utf-8', 'replace')
        return [word for word in self.canaries() if word.encode() in data]

    def sanitized(self):
        """The address sanitizer's runtime that the program needs, if it was built with it."""
        shown = subprocess.run(['ldd', self.cli], capture_output=True, text=True, check=False)
        return re.findall(r'=> (\S*libasan\S*)', shown.stdout)

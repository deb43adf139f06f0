#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in a mail server's place: `tools.py FAULT [UPSTREAM]`, run inside its namespace."""

import selectors
import socket
import struct
import sys
import threading
import time

PORTS = (25, 465, 587, 2525)


def listen(port, backlog=16):
    """A dual-stack listener on PORT."""
    return socket.create_server(('', port), family=socket.AF_INET6, dualstack_ipv6=True,
                                backlog=backlog)


def serve(handler):
    """Give every connection on every port a thread of its own."""
    chosen = selectors.DefaultSelector()
    for port in PORTS:
        chosen.register(listen(port), selectors.EVENT_READ, port)
    while True:
        for key, _ in chosen.select():
            connection, _ = key.fileobj.accept()
            threading.Thread(target=handler, args=(connection, key.data), daemon=True).start()


def silent(connection, _port):
    """Accept, read whatever comes, never answer."""
    while connection.recv(4096):
        pass


def reset(connection):
    """Close with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    connection.close()


def full_queue():
    """Listeners whose queue is full: further SYNs get no answer, without any firewall."""
    kept = []
    for port in PORTS:
        for family, local in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
            server = socket.socket(family)
            if family == socket.AF_INET6:
                server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(('', port))
            server.listen(0)
            filler = socket.create_connection((local, port))
            kept += [server, filler]
    while True:
        time.sleep(3600)


def pump(source, target, change=lambda data: data):
    """Copy until one side ends; CHANGE gives None to cut both."""
    try:
        while data := source.recv(4096):
            data = change(data)
            if data is None:
                break
            target.sendall(data)
    except OSError:
        pass
    for one in (source, target):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def between(upstream, change):
    """A handler that passes everything on to UPSTREAM; the server's side goes through CHANGE."""
    def handler(connection, port):
        try:
            server = socket.create_connection((upstream, port), timeout=10)
        except OSError:
            reset(connection)
            return
        server.settimeout(None)
        threading.Thread(target=pump, args=(connection, server), daemon=True).start()
        pump(server, connection, change)
    return handler


def cut_after_ehlo(data):
    """Let the greeting pass; nothing of the answer to EHLO."""
    return None if data.startswith(b'250') else data


def strip_starttls(data):
    """What a middle box does: the offer is overwritten, the length stays."""
    return data.replace(b'STARTTLS', b'XXXXXXXA')


def main(fault, upstream=None):
    """Play FAULT for ever."""
    if fault == 'full-queue':
        full_queue()
    serve({
        'silent': lambda: silent,
        'cut-at-once': lambda: lambda connection, _port: reset(connection),
        'cut-after-ehlo': lambda: between(upstream, cut_after_ehlo),
        'strip-starttls': lambda: between(upstream, strip_starttls),
    }[fault]())


if __name__ == '__main__':
    main(*sys.argv[1:])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listeners whose queue is full: further SYNs get no answer, without any firewall."""

import signal
import socket

PORTS = (25, 465, 587, 2525)


def main():
    """Fill the queues and keep them."""
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
    signal.pause()


if __name__ == '__main__':
    main()

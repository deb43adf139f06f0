#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves a client in the clear: listens on its wire until standard input ends, then prints
JSON: a list of connections {"to": address, "port": port, "clear": the bytes said before TLS}.

Prints a line of its own as soon as it listens. Run inside the client's namespace.
"""

import ctypes
import json
import selectors
import socket
import struct
import sys

PACKET_OUTGOING = 4
ETH_P_ALL, ETH_P_IP, ETH_P_IPV6 = 3, 0x0800, 0x86dd
TCP = 6
SYN = 2
TLS_HANDSHAKE = b'\x16\x03'
SO_ATTACH_FILTER, SO_RCVBUFFORCE = 26, 33
ROOM = 1 << 22  # bytes the kernel keeps for us while we are not scheduled
# Classic BPF: load the packet's type (SKF_AD_PKTTYPE); only what leaves is worth a look.
ONLY_OUTGOING = [(0x28, 0, 0, 0xfffff004), (0x15, 0, 1, PACKET_OUTGOING), (0x06, 0, 0, 0xffffffff),
                 (0x06, 0, 0, 0)]


def tcp_of(protocol, packet):
    """(destination, TCP segment) of an IP packet, or None; extension headers are not followed."""
    if protocol == ETH_P_IP and packet[9] == TCP:
        length = struct.unpack('!H', packet[2:4])[0]
        return socket.inet_ntoa(packet[16:20]), packet[(packet[0] & 15) * 4:length]
    if protocol == ETH_P_IPV6 and packet[6] == TCP:
        length = struct.unpack('!H', packet[4:6])[0]
        return socket.inet_ntop(socket.AF_INET6, packet[24:40]), packet[40:40 + length]
    return None


class Wire:
    """The connections seen so far: key → [first sequence number, {offset: bytes}]."""

    def __init__(self):
        self.seen = {}

    def note(self, to, segment):
        """Take one outgoing segment."""
        source, port, number, _, offset, flags = struct.unpack('!HHIIBB', segment[:14])
        key = (to, port, source)
        if flags & SYN:
            self.seen.setdefault(key, [number + 1, {}])
        elif key in self.seen and (data := segment[(offset >> 4) * 4:]):
            first, parts = self.seen[key]
            parts.setdefault((number - first) & 0xffffffff, data)

    @staticmethod
    def _clear(parts):
        """The bytes of a connection until TLS begins."""
        data = bytearray()
        for offset, part in sorted(parts.items()):
            data[offset:offset + len(part)] = part
        end = data.find(TLS_HANDSHAKE)
        return bytes(data if end < 0 else data[:end])

    def tell(self):
        """All connections as a list for JSON."""
        return [{'to': to, 'port': port, 'clear': self._clear(parts).decode('latin-1')}
                for (to, port, _), (_, parts) in self.seen.items()]


def listen():
    """A packet socket for what leaves this namespace."""
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
    program = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *op)
                                                   for op in ONLY_OUTGOING))
    tap.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER,
                   struct.pack('HL', len(ONLY_OUTGOING), ctypes.addressof(program)))
    tap.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, ROOM)
    tap.setblocking(False)
    return tap


def read_all(tap, wire):
    """Take what has come so far."""
    while True:
        try:
            packet, (_, protocol, *_) = tap.recvfrom(65536)
        except BlockingIOError:
            return
        if found := tcp_of(protocol, packet):
            wire.note(*found)


def main():
    """Listen until standard input ends."""
    tap, wire = listen(), Wire()
    print('listening', flush=True)
    chosen = selectors.DefaultSelector()
    for one in (tap, sys.stdin):
        chosen.register(one, selectors.EVENT_READ)
    while not any(key.fileobj is sys.stdin for key, _ in chosen.select()):
        read_all(tap, wire)
    read_all(tap, wire)
    json.dump(wire.tell(), sys.stdout)


if __name__ == '__main__':
    main()

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries IP packets between two network namespaces and lets each wait: delay_relay.py A B SECONDS.

A and B are namespaces that hold a tun device "far" each. Whole packets are delayed, so the SYN, a
name look-up and the time service take their round trip as on a long line; a relay of TCP streams
would answer the SYN itself. Not every kernel has netem. Says "ready" on standard output.
"""

import collections
import ctypes
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454ca
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
CLONE_NEWNET = 0x40000000


def enter(namespace):
    """Move this process into NAMESPACE (os.setns is newer than Debian 12's Python)."""
    with open(f'/run/netns/{namespace}', 'rb') as space:
        if ctypes.CDLL(None, use_errno=True).setns(space.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), f'cannot enter {namespace}')


def attach(namespace):
    """The device "far" of NAMESPACE."""
    enter(namespace)
    device = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack('16sH22x', b'far', IFF_TUN | IFF_NO_PI))
    return device


def read_all(source, target, due, waiting):
    """Queue what SOURCE has; packets of one direction never overtake each other."""
    while True:
        try:
            waiting.append((due, target, os.read(source, 65536)))
        except BlockingIOError:
            return


def write_due(waiting, now):
    """Let go what has waited long enough."""
    while waiting and waiting[0][0] <= now:
        _, target, packet = waiting.popleft()
        try:
            os.write(target, packet)
        except OSError:
            pass  # a device that is down loses packets, as lines do


def main(first, second, delay):
    """Carry packets for ever."""
    devices = [attach(first), attach(second)]
    other = dict(zip(devices, reversed(devices)))
    waiting = collections.deque()
    print('ready', flush=True)
    while True:
        left = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for device in select.select(devices, [], [], left)[0]:
            read_all(device, other[device], time.monotonic() + float(delay), waiting)
        write_due(waiting, time.monotonic())


if __name__ == '__main__':
    main(*sys.argv[1:])

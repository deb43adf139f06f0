# SPDX-License-Identifier: GPL-3.0-or-later
"""A network of namespaces around one switch, none of it joined to the machine's own network.

Every veth pair is created inside the lab's namespaces, so nothing ever appears in the machine's
own one. A lab is owned by the process that holds the lock in its folder; what a killed owner left
behind is removed when the next lab starts.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import threading
from pathlib import Path

PREFIX = 'obd-lab-'
RUN_DIR = Path('/run')
NETNS_ETC = Path('/etc/netns')
NET4 = '10.77'
NET6 = 'fd77::'
DNS_HOST = '0.2'


def address4(host):
    """The lab's IPv4 address of HOST, written as the last two numbers ("1.5")."""
    return f'{NET4}.{host}'


def address6(host):
    """The lab's IPv6 address that belongs to the same HOST."""
    high, low = host.split('.')
    return f'{NET6}{high}:{low}'


def same6(address):
    """The IPv6 address of whoever has the IPv4 ADDRESS."""
    return address6('.'.join(address.split('.')[2:]))


def ip(*args, batch=None):
    """Run ip(8); with BATCH, feed it one command a line."""
    command = ['ip', *args] + (['-batch', '-'] if batch else [])
    done = subprocess.run(command, input='\n'.join(batch) if batch else None, text=True,
                          capture_output=True, check=False)
    if done.returncode:
        raise OSError(f'{" ".join(command)}: {done.stderr.strip()}')
    return done.stdout


def _signal_members(namespace, number):
    """Signal whatever runs in NAMESPACE; daemons that left their parent are found here as well."""
    listed = subprocess.run(['ip', 'netns', 'pids', namespace], capture_output=True, text=True,
                            check=False).stdout
    for pid in listed.split():
        try:
            os.kill(int(pid), number)
        except ProcessLookupError:
            pass


def _kill_members(namespace):
    _signal_members(namespace, signal.SIGKILL)


def freeze(namespace):
    """Stop whatever runs in NAMESPACE."""
    _signal_members(namespace, signal.SIGSTOP)


def _remove(name):
    """Remove every trace of the lab NAME ("obd-lab-PID")."""
    spaces = [line.split()[0] for line in ip('netns', 'list').splitlines() if line]
    for namespace in (s for s in spaces if s.startswith(name + '-')):
        _kill_members(namespace)
        subprocess.run(['ip', 'netns', 'del', namespace], capture_output=True, check=False)
    for folder in NETNS_ETC.glob(name + '-*'):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(RUN_DIR / name, ignore_errors=True)


def remove_stale():
    """Remove the labs whose owners are gone (their lock can be had)."""
    for folder in RUN_DIR.glob(PREFIX + '*'):
        try:
            with open(folder / 'lock', 'a', encoding='ascii') as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _remove(folder.name)
        except (BlockingIOError, FileNotFoundError):
            continue


class Network:
    """The switch and its members; use it as a context manager, so that it is always removed."""

    def __init__(self):
        self.name = f'{PREFIX}{os.getpid()}'
        self.folder = RUN_DIR / self.name
        self.switch = f'{self.name}-switch'
        self._lock = None
        self._guard = threading.Lock()
        self._ports = 0

    def __enter__(self):
        remove_stale()
        self.folder.mkdir(mode=0o755)
        self._lock = open(self.folder / 'lock', 'a', encoding='ascii')
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            self._build_switch()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        _remove(self.name)
        self._lock.close()

    def _build_switch(self):
        ip('netns', 'add', self.switch)
        # The switch has the address of the default route and forwards nothing: what is sent
        # outside the lab gets lost without an answer, as behind a provider that drops packets.
        ip('-n', self.switch, batch=[
            'link set lo up',
            'link add br0 type bridge forward_delay 0',
            f'addr add {address4("0.1")}/16 dev br0',
            f'addr add {address6("0.1")}/64 dev br0 nodad',
            'link set br0 up',
        ])

    def add(self, member, host, ipv6=True):
        """Add the namespace of MEMBER with the addresses of HOST; returns its full name."""
        space = f'{self.name}-{member}'
        with self._guard:
            self._ports += 1
            port = f'p{self._ports}'
        self._write_etc(space)
        ip('netns', 'add', space)
        ip('link', 'add', 'name', 'eth0', 'netns', space, 'type', 'veth', 'peer', 'name', port,
           'netns', self.switch)
        ip('-n', self.switch, batch=[f'link set {port} master br0 up'])
        lines = ['link set lo up', f'addr add {address4(host)}/16 dev eth0']
        if ipv6:
            lines.append(f'addr add {address6(host)}/64 dev eth0 nodad')
        lines += ['link set eth0 up', f'route add default via {address4("0.1")}']
        if ipv6:
            lines.append(f'route add default via {address6("0.1")}')
        ip('-n', space, batch=lines)
        return space

    def _write_etc(self, space):
        """Give the namespace its own resolv.conf and hosts; ip-netns(8) mounts them over /etc."""
        folder = NETNS_ETC / space
        folder.mkdir(parents=True, exist_ok=True)
        # A busy machine was seen to let the name service wait for a second: no fault of the network's.
        self.set_resolver(space, address4(DNS_HOST), 3)
        (folder / 'hosts').write_text('127.0.0.1 localhost\n::1 localhost\n', encoding='ascii')

    @staticmethod
    def set_resolver(space, address, patience=1):
        """Let the processes started in SPACE from now on ask ADDRESS for names, for PATIENCE seconds."""
        (NETNS_ETC / space / 'resolv.conf').write_text(
            f'nameserver {address}\noptions timeout:{patience} attempts:1\n', encoding='ascii')

    @staticmethod
    def trust(space, roots):
        """Let the processes started in SPACE from now on trust ROOTS and nobody else."""
        folder = NETNS_ETC / space / 'ssl' / 'certs'
        folder.mkdir(parents=True)
        shutil.copy(roots, folder / 'ca-certificates.crt')

    @staticmethod
    def command(space, *args):
        """The command line that runs ARGS in SPACE (ip replaces itself: the pid stays)."""
        return ['ip', 'netns', 'exec', space, *map(str, args)]

    def run(self, space, *args, **options):
        """Run ARGS in SPACE to the end; raises when it fails."""
        return subprocess.run(self.command(space, *args), check=True, text=True,
                              capture_output=True, **options)

    def spawn(self, space, *args, log=None, **options):
        """Start ARGS in SPACE; its output goes to the file LOG."""
        out = open(log, 'ab') if log else subprocess.DEVNULL
        try:
            return subprocess.Popen(self.command(space, *args), stdout=out,
                                    stderr=subprocess.STDOUT,
                                    **{'stdin': subprocess.DEVNULL, **options})
        finally:
            if log:
                out.close()

    def firewall(self, space, *rule):
        """Append one rule to the INPUT chain of SPACE (both families)."""
        for tool in ('iptables', 'ip6tables'):
            self.run(space, tool, '-w', '-A', 'INPUT', *rule)

    def remove_member(self, space):
        """Take a member away again, with all that runs in it."""
        _kill_members(space)
        subprocess.run(['ip', 'netns', 'del', space], capture_output=True, check=False)
        shutil.rmtree(NETNS_ETC / space, ignore_errors=True)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Private roots for servers that cannot be installed side by side.

build-aux/install-deps has unpacked their packages under /var/cache; here one such tree is laid over
the machine's own files (overlayfs), with accounts and files of its own, and the server is started in
it. The mounts live in the server's mount namespace alone and are gone when it ends.
"""

import os
import shutil
import socket
import subprocess
import threading
from pathlib import Path

TREES = Path('/var/cache/outbox-doctor-tests')

# $1 the folder for the root, $2 the unpacked tree, $3 files of its own; the rest is the command.
# The tree is copied into the upper layer: as a lower layer it would overlap with "/".
ENTER = '''
set -e
root=$1 tree=$2 own=$3
shift 3
mount -t tmpfs -o mode=755 tmpfs "$root"
mkdir -m 755 "$root/upper" "$root/all"
mkdir "$root/work"
cp -a "$tree/." "$own/." "$root/upper/"
# What ip-netns(8) has mounted over single files of /etc stays behind with the outer root.
cp /etc/resolv.conf /etc/hosts "$root/upper/etc/"
mount -t overlay overlay -o "lowerdir=/,upperdir=$root/upper,workdir=$root/work" "$root/all"
mount --bind /proc "$root/all/proc"
# Of /run it sees the lab alone.
lab=$(dirname "$(dirname "$root")")
mount -t tmpfs -o mode=755 tmpfs "$root/all/run"
mkdir "$root/all$lab"
mount --bind "$lab" "$root/all$lab"
# Devices of its own, so that /dev/log leads to the lab.
mount -t tmpfs -o mode=755 tmpfs "$root/all/dev"
for device in null zero full random urandom tty; do
  touch "$root/all/dev/$device"
  mount --bind "/dev/$device" "$root/all/dev/$device"
done
ln -s "$own/../syslog" "$root/all/dev/log"
exec chroot "$root/all" "$@"
'''


def _enter(folder, tree, own):
    return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', ENTER, 'sh', folder, tree,
            own]


def missing(trees):
    """Why servers of TREES cannot be started here, or None."""
    lacking = [tree for tree in trees if not (TREES / tree / '.packages').exists()]
    if lacking:
        return f'not unpacked (build-aux/install-deps does it): {", ".join(lacking)}'
    probe = Path(f'/run/obd-probe-{os.getpid()}/server')
    try:
        for name in ('root', 'own'):
            (probe / name / 'etc').mkdir(parents=True)
        done = subprocess.run(_enter(probe / 'root', probe / 'own', probe / 'own') + ['true'],
                              capture_output=True, text=True, check=False)
        return f'no private roots here ({done.stderr.strip()})' if done.returncode else None
    finally:
        shutil.rmtree(probe.parent)


def version(tree, package):
    """Debian's version of PACKAGE in TREE, for recordings."""
    names = (TREES / tree / '.versions').read_text(encoding='ascii').splitlines()
    return next(n.split('_')[1].replace('%3a', ':') for n in names
                if n.startswith(f'./{package}_'))


def installed_version(package):
    """Debian's version of an installed PACKAGE, for recordings."""
    return subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package], capture_output=True,
                          text=True, check=True).stdout


class Syslog(threading.Thread):
    """What a server says to /dev/log goes to a file."""

    def __init__(self, socket_path, log):
        super().__init__(daemon=True)
        self._log = log
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(socket_path))
        socket_path.chmod(0o666)
        self._log.touch()
        self.start()

    def run(self):
        while True:
            line = self._socket.recv(8192).decode('utf-8', 'replace').rstrip('\0\n')
            with open(self._log, 'a', encoding='utf-8') as out:
                out.write(line + '\n')


class Root:
    """The root of one server: the unpacked TREE, plus what write () puts there before the start."""

    def __init__(self, folder, tree):
        self.folder = folder / 'root'
        self.own = folder / 'own'
        self.tree = TREES / tree
        for one in (self.folder, self.own):
            one.mkdir(mode=0o755)
        self.log = folder / 'log'
        Syslog(folder / 'syslog', self.log)
        self._accounts = {'passwd': [], 'group': []}
        self.next_id = 64000

    def write(self, path, text, mode=0o644, owner=None):
        """Write the file PATH as the server will see it; returns where it lies until then."""
        file = self.own / path.lstrip('/')
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding='ascii')
        file.chmod(mode)
        if owner is not None:
            os.chown(file, owner, owner)
        return file

    def make_folder(self, path, mode=0o755, owner=0, group=None):
        """Make the folder PATH as the server will see it."""
        folder = self.own / path.lstrip('/')
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
        os.chown(folder, owner, owner if group is None else group)

    def add_account(self, name):
        """Let the server know an account that its package would have made; returns its number."""
        self.next_id += 1
        self._accounts['passwd'].append(f'{name}:x:{self.next_id}:{self.next_id}::/:/bin/false')
        self._accounts['group'].append(f'{name}:x:{self.next_id}:')
        return self.next_id

    def command(self, *args):
        """The command line that runs ARGS in the root; to be started in the server's namespace."""
        for name, lines in self._accounts.items():
            machine = Path('/etc', name).read_text(encoding='utf-8')
            names = {line.split(':')[0] for line in lines}
            kept = [line for line in machine.splitlines() if line.split(':')[0] not in names]
            self.write(f'/etc/{name}', '\n'.join(kept + lines) + '\n')
        return _enter(self.folder, self.tree, self.own) + list(args)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lab needs of the machine, and what single kinds of servers need beyond that."""

import functools
import os
import shutil
import subprocess

from . import roots
from .client import FAKETIME
from .network import ip
from .setups import SETUPS

PROGRAMS = {'ip': 'iproute2', 'iptables': 'iptables', 'dnsmasq': 'dnsmasq-base',
            'chronyd': 'chrony', 'openssl': 'openssl', 'postconf': 'postfix',
            'dovecot': 'dovecot-core', 'prlimit': 'util-linux', 'gcore': 'gdb', 'nginx': 'nginx'}
FILES = {'/usr/lib/dovecot/submission': 'dovecot-submissiond', FAKETIME: 'libfaketime',
         '/usr/lib/dovecot/imap': 'dovecot-imapd', '/usr/lib/dovecot/pop3': 'dovecot-pop3d',
         '/usr/lib/postfix/sbin/master': 'postfix',
         '/usr/lib/nginx/modules/ngx_stream_module.so': 'libnginx-mod-stream'}

# kind of server → what has to be there, and the package that brings it
KINDS = {
    'chasquid': ('/usr/bin/chasquid', 'chasquid'),
    'qpsmtpd': ('/usr/bin/qpsmtpd-forkserver', 'qpsmtpd'),
    'nginx': ('/usr/lib/nginx/modules/ngx_mail_module.so', 'libnginx-mod-mail'),
    'aiosmtpd': ('/usr/lib/python3/dist-packages/aiosmtpd', 'python3-aiosmtpd'),
    'shield': ('/usr/bin/stunnel4', 'stunnel4'),
    'ssh': ('/usr/sbin/dropbear', 'dropbear-bin'),
    'ftp': ('/usr/sbin/proftpd', 'proftpd-core'),
    'sendmail': ('/usr/sbin/saslpasswd2', 'sasl2-bin'),
}
BESIDE = {'postgrey': ('/usr/sbin/postgrey', 'postgrey')}
TREES = ('exim', 'sendmail', 'courier', 'opensmtpd')


def missing():
    """Why the lab cannot be built here, or None."""
    if os.geteuid() != 0:
        return 'network namespaces need root'
    packages = {package for name, package in PROGRAMS.items() if not shutil.which(name)}
    packages |= {package for path, package in FILES.items() if not os.path.exists(path)}
    if packages:
        return 'not installed: ' + ', '.join(sorted(packages))
    probe = f'obd-probe-{os.getpid()}'
    try:
        ip('netns', 'add', probe)
        ip('-n', probe, batch=['link add one type veth peer name two'])
        return None
    except OSError as error:
        return f'no network namespaces here ({error})'
    finally:
        subprocess.run(['ip', 'netns', 'del', probe], capture_output=True, check=False)


@functools.cache
def _lacking(kind):
    path, package = KINDS.get(kind, ('/', ''))
    if not os.path.exists(path):
        return f'not installed: {package}'
    return roots.missing([kind]) if kind in TREES else None


def why_not(setup):
    """Why the row SETUP and what it needs cannot be started here, or None."""
    row = SETUPS[setup]
    path, package = BESIDE.get(row.get('beside'), ('/', ''))
    if not os.path.exists(path):
        return f'not installed: {package}'
    reasons = [_lacking(row.get('kind', 'postfix')), *(why_not(n) for n in row.get('needs', []))]
    return next(filter(None, reasons), None)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Courier: `conf` are lines of its configuration for every port, `confs` port → lines."""


def _courier(name, **more):
    return dict(kind='courier', names=[f'{name}.courier.example'], **more)


SETUPS = {
    'courier': dict(kind='courier', names=['mail.courier.example']),
    # Debian suggests five connections at a time from one computer.
    'courier-few': _courier('few', conf='MAXPERIP=3'),
    # 587 is for people who sign in, and says so before anything else.
    'courier-msa': _courier('msa', confs={587: 'AUTH_REQUIRED=1'}),
    'courier-tls': _courier('tls', conf='ESMTP_TLS_REQUIRED=1'),
    'courier-helo': _courier('helo', conf='BOFHCHECKHELO=2'),
    'courier-blocklist': _courier('blocklist', families='4', conf='BLACKLISTS="-block=bl.lab.example"'),
    'courier-cram': _courier('cram', conf='ESMTPAUTH_TLS="CRAM-SHA256"'),
}

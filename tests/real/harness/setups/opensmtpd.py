# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSMTPD: `ports` map a port to the words after "listen on … port N hostname NAME"."""

SETUPS = {
    'opensmtpd': dict(kind='opensmtpd', names=['mail.opensmtpd.example'], ports={25: ''}),
    # It offers TLS, and hangs up when the handshake begins.
    'opensmtpd-tls': dict(kind='opensmtpd', names=['tls.opensmtpd.example'],
                          ports={587: 'tls-require pki lab auth <accounts>',
                                 465: 'smtps pki lab auth <accounts>'}),
}

# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSMTPD: `ports` map a port to the words after "listen on … port N hostname NAME"."""

SETUPS = {
    'opensmtpd': dict(kind='opensmtpd', names=['mail.opensmtpd.example'], ports={25: ''}),
    # Only receives, and for a domain of its own.
    'opensmtpd-exchanger': dict(kind='opensmtpd', names=['mx.exam-exchanger-smtpd.example'],
                                ports={25: ''}),
    'opensmtpd-nobody': dict(kind='opensmtpd', names=['nobody.opensmtpd.example'], ports={25: ''},
                             config='match from any for domain "faraway.example" reject\n'),
    # It offers TLS, and fails when the handshake begins.
    'opensmtpd-tls': dict(kind='opensmtpd', names=['tls.opensmtpd.example'],
                          ports={587: 'tls-require pki lab auth <accounts>',
                                 465: 'smtps pki lab auth <accounts>'}),
}

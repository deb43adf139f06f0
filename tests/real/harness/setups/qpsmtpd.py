# SPDX-License-Identifier: GPL-3.0-or-later
"""qpsmtpd: `plugins` are lines of its list of plugins, `files` further files of its configuration."""


def _qpsmtpd(name, *plugins, **more):
    return dict(kind='qpsmtpd', names=[f'{name}.qpsmtpd.example'], plugins=plugins, **more)


SETUPS = {
    'qpsmtpd': dict(kind='qpsmtpd', names=['mail.qpsmtpd.example']),
    'qpsmtpd-few': _qpsmtpd('few', limit=3),
    'qpsmtpd-early': _qpsmtpd('early', 'earlytalker wait 12'),
    'qpsmtpd-blocklist': _qpsmtpd('blocklist', 'dnsbl reject connect',
                                  files={'dnsbl_zones': 'bl.lab.example'}),
    'qpsmtpd-spf': _qpsmtpd('spf', 'sender_permitted_from reject 3'),
    'qpsmtpd-helo': _qpsmtpd('helo', 'helo policy strict'),
    'qpsmtpd-sender': _qpsmtpd('sender', 'badmailfrom',
                               files={'badmailfrom': 'anna@larkspur.example'}),
    'qpsmtpd-recipient': _qpsmtpd('recipient', 'badrcptto',
                                  files={'badrcptto': 'kim@faraway.example'}),
    'qpsmtpd-small': _qpsmtpd('small', files={'databytes': '1000000'}),
    'qpsmtpd-denied': _qpsmtpd('denied', 'auth/authdeny'),
    'qpsmtpd-error': _qpsmtpd('error', 'random_error 100'),
}

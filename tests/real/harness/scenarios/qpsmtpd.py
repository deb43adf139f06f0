# SPDX-License-Identifier: GPL-3.0-or-later
"""qpsmtpd and its plugins."""

from ..scenario import WRONG, Scenario, healthy, works

STARTTLS = works(587, 'starttls')


def _refused(name, setup, cause, **more):
    return Scenario(name, setup, 587, 'starttls', cause=cause, **{'working': STARTTLS, **more})


def _left_out(name, setup):
    """What is held against strangers, whatever the words, sign-in cures."""
    return Scenario(name, setup, 587, 'starttls', no_auth=True, cause='auth-required',
                    working=STARTTLS)


SCENARIOS = [
    healthy('qpsmtpd-587', 'qpsmtpd', 587, 'starttls'),
    healthy('qpsmtpd-465', 'qpsmtpd', 465, 'tls'),
    healthy('qpsmtpd-few-connections', 'qpsmtpd-few', 587, 'starttls'),
    healthy('qpsmtpd-early-talker', 'qpsmtpd-early', 587, 'starttls', slow=True),
    Scenario('qpsmtpd-relay-denied', 'qpsmtpd', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls')),
    Scenario('qpsmtpd-wrong-password', 'qpsmtpd', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects')),
    Scenario('qpsmtpd-auth-only-inside-tls', 'qpsmtpd', 587, 'none', cause='starttls-required',
             working=STARTTLS),
    Scenario('qpsmtpd-plain-on-465', 'qpsmtpd', 465, 'none', cause='tls-mode-mismatch',
             working=works(465, 'tls')),
    Scenario('qpsmtpd-ssl-on-587', 'qpsmtpd', 587, 'tls', cause='tls-mode-mismatch',
             working=works(465, 'tls')),
    _refused('qpsmtpd-helo-rejected', 'qpsmtpd-helo', 'helo-rejected', working=None),
    # Its plugins leave people alone who signed in.
    _left_out('qpsmtpd-block-list-for-strangers', 'qpsmtpd-blocklist'),
    _left_out('qpsmtpd-spf-for-strangers', 'qpsmtpd-spf'),
    _left_out('qpsmtpd-sender-for-strangers', 'qpsmtpd-sender'),
    _left_out('qpsmtpd-recipient-for-strangers', 'qpsmtpd-recipient'),
    _refused('qpsmtpd-message-too-large', 'qpsmtpd-small', 'message-too-large',
             args=('--message-size', '5000000')),
]

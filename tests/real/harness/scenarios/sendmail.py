# SPDX-License-Identifier: GPL-3.0-or-later
"""Sendmail."""

from ..scenario import NONE, WRONG, Scenario, healthy, works

STARTTLS = works(587, 'starttls')


def _refused(name, setup, cause, **more):
    """After a good sign-in something is refused all the same."""
    return Scenario(name, setup, 587, 'starttls', cause=cause,
                    **{'sign_ins': 1, 'working': STARTTLS, **more})


SCENARIOS = [
    healthy('sendmail-587', 'sendmail', 587, 'starttls'),
    healthy('sendmail-465', 'sendmail', 465, 'tls'),
    healthy('sendmail-25', 'sendmail', 25, 'starttls'),
    healthy('sendmail-strict', 'sendmail-strict', 587, 'starttls'),
    Scenario('sendmail-relay-denied', 'sendmail', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('sendmail-relay-denied-no-password', 'sendmail', 25, 'none', no_auth=True,
             password=NONE, cause='auth-required', working=works(25, 'starttls', proof='connects')),
    Scenario('sendmail-strict-no-sign-in', 'sendmail-strict', 587, 'starttls', no_auth=True,
             cause='auth-required', working=STARTTLS, sign_ins=1),
    Scenario('sendmail-wrong-password', 'sendmail', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('sendmail-auth-only-inside-tls', 'sendmail', 587, 'none', cause='starttls-required',
             working=STARTTLS, sign_ins=1),
    Scenario('sendmail-plain-on-465', 'sendmail', 465, 'none', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('sendmail-ssl-on-587', 'sendmail', 587, 'tls', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    _refused('sendmail-digest-md5-only', 'sendmail-digest', 'auth-mechanism', sign_ins=0,
             working=works(587, 'starttls', proof='connects')),
    # It answers EHLO without a single offer, and says why only to what comes then.
    Scenario('sendmail-block-list', 'sendmail-blocklist', 25, 'none', no_auth=True,
             cause='ip-blocked'),
    Scenario('sendmail-block-list-587', 'sendmail-blocklist', 587, 'starttls',
             cause='ip-blocked'),
    _refused('sendmail-message-too-large', 'sendmail-small', 'message-too-large',
             args=('--message-size', '5000000')),
    _refused('sendmail-disk-full', 'sendmail-disk', 'server-error', sign_ins=0,
             working=works(465, 'tls', proof='connects')),
    _refused('sendmail-filter-away', 'sendmail-filter', 'server-error', sign_ins=0,
             working=None),
    _refused('sendmail-sender-barred', 'sendmail-barred', 'sender-not-allowed'),
    _refused('sendmail-user-unknown', 'sendmail-users', 'recipient-unknown',
             recipient='nemo@larkspur.example'),
    _refused('sendmail-helo-rejected', 'sendmail-helo', 'helo-rejected'),
    _refused('sendmail-certificate-expired', 'sendmail-expired', 'tls-certificate', sign_ins=0,
             working=None),
    healthy('sendmail-greet-pause', 'sendmail-pause', 587, 'starttls', slow=True),
    healthy('sendmail-long-greet-pause', 'sendmail-long-pause', 587, 'starttls', slow=True,
            args=('--timeout', '60')),
]

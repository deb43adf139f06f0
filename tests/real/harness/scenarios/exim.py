# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim, as it is found with most hosters."""

from ..scenario import NONE, WRONG, Scenario, healthy, works

STARTTLS = works(587, 'starttls')


def _refused(name, setup, cause, **more):
    """After a good sign-in something is refused all the same."""
    return Scenario(name, setup, 587, 'starttls', cause=cause,
                    **{'sign_ins': 1, 'working': STARTTLS, **more})


SCENARIOS = [
    healthy('exim-587', 'exim', 587, 'starttls'),
    healthy('exim-465', 'exim', 465, 'tls'),
    healthy('exim-25', 'exim', 25, 'starttls'),
    healthy('exim-few-connections', 'exim-few', 587, 'starttls'),
    healthy('exim-test-message', 'exim', 587, 'starttls', delivered='bert',
            args=('--send-test-to', 'bert@larkspur.example')),
    Scenario('exim-relay-denied', 'exim', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('exim-relay-denied-587', 'exim', 587, 'starttls', no_auth=True,
             cause='auth-required', working=STARTTLS, sign_ins=1),
    Scenario('exim-relay-denied-no-password', 'exim', 587, 'starttls', no_auth=True, password=NONE,
             cause='auth-required', working=works(587, 'starttls', proof='connects')),
    Scenario('exim-panel-relay-denied', 'exim-panel', 465, 'tls', no_auth=True,
             cause='auth-required', working=works(465, 'tls'), sign_ins=1),
    Scenario('exim-pop-before-smtp', 'exim-pop', 25, 'none', no_auth=True,
             cause='pop-before-smtp'),
    Scenario('exim-wrong-password', 'exim', 587, 'starttls', password=WRONG, cause='auth-failed',
             working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('exim-plain-on-465', 'exim', 465, 'none', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('exim-ssl-on-587', 'exim', 587, 'tls', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('exim-starttls-on-465', 'exim', 465, 'starttls', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('exim-auth-only-inside-tls', 'exim', 587, 'none', cause='starttls-required',
             working=STARTTLS, sign_ins=1),
    Scenario('exim-mail-only-inside-tls', 'exim-tls', 587, 'none', no_auth=True,
             cause='starttls-required', working=STARTTLS, sign_ins=1),
    _refused('exim-greylisted', 'exim-grey', 'greylisted'),
    _refused('exim-rate-limited', 'exim-rate', 'rate-limited'),
    _refused('exim-block-list', 'exim-blocklist', 'ip-blocked'),
    _refused('exim-block-list-at-once', 'exim-blocklist-at-once', 'ip-blocked', sign_ins=0,
             working=None),
    _refused('exim-helo-rejected', 'exim-helo', 'helo-rejected', sign_ins=0, working=None),
    _refused('exim-message-too-large', 'exim-size', 'message-too-large',
             args=('--message-size', '5000000')),
    _refused('exim-spam', 'exim-spam', 'content-rejected',
             args=('--send-test-to', 'bert@larkspur.example')),
    _refused('exim-spf', 'exim-spf', 'sender-domain-auth'),
    _refused('exim-recipient-unknown', 'exim-verify', 'recipient-unknown',
             recipient='nobody@larkspur.example'),
    _refused('exim-recipient-domain', 'exim-verify', 'recipient-domain'),
    _refused('exim-sender-not-owned', 'exim-owner', 'sender-not-allowed',
             args=('--sender', 'bert@larkspur.example')),
    _refused('exim-oauth-only', 'exim-oauth', 'oauth-required', sign_ins=0,
             working=works(587, 'starttls', proof='connects')),
    _refused('exim-ntlm-only', 'exim-ntlm', 'auth-mechanism', sign_ins=0,
             working=works(587, 'starttls', proof='connects')),
    _refused('exim-accounts-away', 'exim-lost', 'server-error',
             working=works(587, 'starttls', proof='connects')),
    _refused('exim-configuration-broken', 'exim-broken', 'server-error'),
    healthy('exim-slow-greeting', 'exim-slow', 587, 'starttls', slow=True),
    healthy('exim-tarpit', 'exim-tarpit', 587, 'starttls', slow=True, args=('--timeout', '60')),
    _refused('exim-weak-key', 'exim-weak-key', 'tls-version', sign_ins=0, working=None),
    _refused('exim-weak-signature', 'exim-sha1', 'tls-version', sign_ins=0, working=None),
    _refused('exim-old-tls', 'exim-old-tls', 'tls-version', sign_ins=0, working=None),
]

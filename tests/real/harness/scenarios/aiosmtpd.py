# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that a program has built in (aiosmtpd)."""

from ..scenario import WRONG, Scenario, healthy, works

TEST = ('--send-test-to', 'bert@larkspur.example')


def _turned_away(name, setup, cause):
    """The sign-in is refused."""
    return Scenario(name, setup, 587, 'starttls', cause=cause, sign_ins=1,
                    working=works(587, 'starttls', proof='connects'))


def _refused(name, setup, cause, **more):
    """After a good sign-in something is refused all the same."""
    return Scenario(name, setup, 587, 'starttls', cause=cause, sign_ins=1,
                    working=works(587, 'starttls'), **more)


SCENARIOS = [
    healthy('aiosmtpd-587', 'aiosmtpd', 587, 'starttls'),
    healthy('aiosmtpd-465', 'aiosmtpd', 465, 'tls'),
    Scenario('aiosmtpd-relay-denied', 'aiosmtpd', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('aiosmtpd-relay-denied-587', 'aiosmtpd', 587, 'starttls', no_auth=True,
             cause='auth-required', working=works(587, 'starttls'), sign_ins=1),
    Scenario('aiosmtpd-wrong-password', 'aiosmtpd', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('aiosmtpd-healthy-in-clear', 'aiosmtpd-in-clear', 587, 'none', code=0, sign_ins=1,
             args=('--allow-plaintext-password',), working=works(587, 'starttls')),
    _turned_away('aiosmtpd-app-password', 'aiosmtpd-app-password', 'app-password-required'),
    _turned_away('aiosmtpd-tenant', 'aiosmtpd-tenant', 'smtp-auth-disabled'),
    _turned_away('aiosmtpd-oauth', 'aiosmtpd-oauth', 'oauth-required'),
    _turned_away('aiosmtpd-suspended', 'aiosmtpd-suspended', 'account-locked'),
    _refused('aiosmtpd-send-as', 'aiosmtpd-send-as', 'sender-not-allowed'),
    _refused('aiosmtpd-daily-limit', 'aiosmtpd-daily', 'rate-limited'),
    _refused('aiosmtpd-dmarc', 'aiosmtpd-dmarc', 'sender-domain-auth', args=TEST),
    _refused('aiosmtpd-attachment', 'aiosmtpd-attachment', 'content-rejected', args=TEST),
    _refused('aiosmtpd-too-much', 'aiosmtpd-too-much', 'message-too-large', args=TEST),
]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot's own submission service: accounts in every state, and trouble behind it."""

from ..scenario import Scenario, healthy, works

STARTTLS = works(587, 'starttls')


def _turned_away(name, setup, cause, **more):
    """The sign-in is refused."""
    return Scenario(name, setup, 587, 'starttls', cause=cause, **{
        'sign_ins': 1, 'working': works(587, 'starttls', proof='connects'), **more})


SCENARIOS = [
    _turned_away('account-locked', 'locked', 'account-locked'),
    _turned_away('account-disabled', 'disabled', 'account-locked'),
    _turned_away('web-first', 'web-first', 'account-locked'),
    _turned_away('app-password', 'app-password', 'app-password-required'),
    _turned_away('sending-switched-off', 'plan', 'smtp-auth-disabled'),
    Scenario('dovecot-sign-in-broken', 'dovecot-otp', 587, 'starttls', cause='server-error'),
    _turned_away('dovecot-accounts-away', 'dovecot-lost', 'server-error'),
    Scenario('dovecot-nothing-behind', 'dovecot-alone', 587, 'starttls', cause='server-error',
             working=STARTTLS, sign_ins=1),
    Scenario('dovecot-message-too-large', 'dovecot-small', 587, 'starttls', sign_ins=1,
             cause='message-too-large', args=('--message-size', '5000000'), working=STARTTLS),
    healthy('dovecot-one-connection-each', 'dovecot-once', 587, 'starttls'),
]

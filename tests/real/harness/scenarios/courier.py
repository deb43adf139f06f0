# SPDX-License-Identifier: GPL-3.0-or-later
"""Courier. It lets everybody wait some seconds whom it refuses."""

from ..scenario import WRONG, Scenario, healthy, works

STARTTLS = works(587, 'starttls')

SCENARIOS = [
    healthy('courier-587', 'courier', 587, 'starttls'),
    healthy('courier-465', 'courier', 465, 'tls'),
    healthy('courier-few-connections', 'courier-few', 587, 'starttls'),
    Scenario('courier-relay-denied', 'courier', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('courier-no-sign-in', 'courier-msa', 587, 'starttls', no_auth=True,
             cause='auth-required', working=STARTTLS, sign_ins=1),
    Scenario('courier-wrong-password', 'courier', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('courier-tls-required', 'courier-tls', 587, 'none', no_auth=True,
             cause='starttls-required', working=STARTTLS),
    Scenario('courier-plain-on-465', 'courier', 465, 'none', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('courier-ssl-on-587', 'courier', 587, 'tls', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    # Of people who sign in it asks neither for a name nor for a clean address.
    Scenario('courier-helo-of-strangers', 'courier-helo', 587, 'starttls', no_auth=True,
             cause='auth-required', working=STARTTLS),
    Scenario('courier-block-list-for-strangers', 'courier-blocklist', 587, 'starttls',
             no_auth=True, cause='auth-required', working=STARTTLS),
    healthy('courier-block-list-passed', 'courier-blocklist', 587, 'starttls'),
    Scenario('courier-strange-mechanism', 'courier-cram', 587, 'starttls', cause='auth-mechanism',
             working=works(587, 'starttls', proof='connects')),
]

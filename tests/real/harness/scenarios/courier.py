# SPDX-License-Identifier: GPL-3.0-or-later
"""Courier."""

from ..scenario import WRONG, Scenario, healthy, works

SCENARIOS = [
    healthy('courier-587', 'courier', 587, 'starttls'),
    healthy('courier-465', 'courier', 465, 'tls'),
    Scenario('courier-relay-denied', 'courier', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('courier-wrong-password', 'courier', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
]

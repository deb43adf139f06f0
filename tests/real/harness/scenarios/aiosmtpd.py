# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that a program has built in (aiosmtpd)."""

from ..scenario import WRONG, Scenario, healthy, works

SCENARIOS = [
    healthy('aiosmtpd-587', 'aiosmtpd', 587, 'starttls'),
    healthy('aiosmtpd-465', 'aiosmtpd', 465, 'tls'),
    Scenario('aiosmtpd-relay-denied', 'aiosmtpd', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('aiosmtpd-relay-denied-587', 'aiosmtpd', 587, 'starttls', no_auth=True,
             cause='auth-required', working=works(587, 'starttls'), sign_ins=1),
    Scenario('aiosmtpd-wrong-password', 'aiosmtpd', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
]

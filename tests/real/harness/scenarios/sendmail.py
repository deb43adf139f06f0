# SPDX-License-Identifier: GPL-3.0-or-later
"""Sendmail."""

from ..scenario import WRONG, Scenario, healthy, works

SCENARIOS = [
    healthy('sendmail-587', 'sendmail', 587, 'starttls'),
    healthy('sendmail-465', 'sendmail', 465, 'tls'),
    Scenario('sendmail-relay-denied', 'sendmail', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('sendmail-wrong-password', 'sendmail', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
]

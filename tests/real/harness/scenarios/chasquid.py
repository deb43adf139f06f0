# SPDX-License-Identifier: GPL-3.0-or-later
"""chasquid."""

from ..scenario import WRONG, Scenario, healthy, works

SCENARIOS = [
    healthy('chasquid-587', 'chasquid', 587, 'starttls'),
    healthy('chasquid-465', 'chasquid', 465, 'tls'),
    Scenario('chasquid-relay-denied', 'chasquid', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('chasquid-wrong-password', 'chasquid', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
]

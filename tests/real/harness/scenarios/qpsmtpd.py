# SPDX-License-Identifier: GPL-3.0-or-later
"""qpsmtpd."""

from ..scenario import WRONG, Scenario, healthy, works

SCENARIOS = [
    healthy('qpsmtpd-587', 'qpsmtpd', 587, 'starttls'),
    healthy('qpsmtpd-465', 'qpsmtpd', 465, 'tls'),
    Scenario('qpsmtpd-relay-denied', 'qpsmtpd', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('qpsmtpd-wrong-password', 'qpsmtpd', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
]

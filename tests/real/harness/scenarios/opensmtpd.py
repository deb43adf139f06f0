# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSMTPD."""

from ..scenario import NONE, Scenario

SCENARIOS = [
    # It says "Invalid recipient" to whom it does not know, and offers no sign-in on 25.
    Scenario('opensmtpd-relay-denied', 'opensmtpd', 25, 'none', no_auth=True,
             cause='auth-required'),
    Scenario('opensmtpd-relay-denied-no-password', 'opensmtpd', 25, 'none', no_auth=True,
             password=NONE, cause='auth-required'),
    Scenario('opensmtpd-no-sign-in-on-25', 'opensmtpd', 25, 'none', cause='auth-mechanism'),
    Scenario('opensmtpd-no-tls', 'opensmtpd', 25, 'starttls', cause='tls-mode-mismatch'),
    Scenario('opensmtpd-tls', 'opensmtpd-tls', 587, 'starttls', cause='server-error'),
]

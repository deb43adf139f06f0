# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenSMTPD."""

from ..scenario import Scenario

SCENARIOS = [
    Scenario('opensmtpd-relay-denied', 'opensmtpd', 25, 'none', no_auth=True,
             cause='auth-required'),
    Scenario('opensmtpd-tls', 'opensmtpd-tls', 587, 'starttls', cause='server-error'),
]

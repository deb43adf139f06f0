# SPDX-License-Identifier: GPL-3.0-or-later
"""chasquid."""

from ..scenario import WRONG, Scenario, healthy, works

STARTTLS = works(587, 'starttls')

SCENARIOS = [
    healthy('chasquid-587', 'chasquid', 587, 'starttls'),
    healthy('chasquid-465', 'chasquid', 465, 'tls'),
    healthy('chasquid-25', 'chasquid', 25, 'starttls'),
    # SPF is held against those who do not sign in.
    Scenario('chasquid-relay-denied', 'chasquid', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1),
    Scenario('chasquid-no-sign-in', 'chasquid', 587, 'starttls', no_auth=True,
             cause='auth-required', working=STARTTLS, sign_ins=1),
    Scenario('chasquid-wrong-password', 'chasquid', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('chasquid-auth-only-inside-tls', 'chasquid', 587, 'none', cause='starttls-required',
             working=STARTTLS, sign_ins=1),
    Scenario('chasquid-plain-on-465', 'chasquid', 465, 'none', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('chasquid-ssl-on-587', 'chasquid', 587, 'tls', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('chasquid-user-unknown', 'chasquid', 587, 'starttls', cause='recipient-unknown',
             recipient='nemo@larkspur.example', working=STARTTLS, sign_ins=1),
    Scenario('chasquid-message-too-large', 'chasquid-small', 587, 'starttls', sign_ins=1,
             cause='message-too-large', args=('--message-size', '5000000'), working=STARTTLS),
    Scenario('chasquid-certificate-future', 'chasquid-future', 465, 'tls',
             cause='tls-certificate'),
    Scenario('chasquid-accounts-away', 'chasquid-lost', 587, 'starttls', cause='server-error',
             working=works(587, 'starttls', proof='connects'), sign_ins=1),
]

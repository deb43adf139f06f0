# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx's mail proxy before Postfix."""

from ..scenario import WRONG, Scenario, healthy, works

SCENARIOS = [
    healthy('nginx-587', 'nginx', 587, 'starttls'),
    healthy('nginx-465', 'nginx', 465, 'tls'),
    Scenario('nginx-relay-denied', 'nginx', 25, 'none', no_auth=True, cause='auth-required',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('nginx-relay-denied-587', 'nginx', 587, 'starttls', no_auth=True,
             cause='auth-required', working=works(587, 'starttls'), sign_ins=1),
    Scenario('nginx-wrong-password', 'nginx', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('nginx-starttls-enforced', 'nginx', 587, 'none', cause='starttls-required',
             working=works(587, 'starttls'), sign_ins=1),
    Scenario('nginx-ssl-on-587', 'nginx', 587, 'tls', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('nginx-plain-on-465', 'nginx', 465, 'none', cause='tls-mode-mismatch',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('nginx-nothing-behind', 'nginx-alone', 587, 'starttls', cause='server-error',
             working=works(587, 'starttls', proof='connects'), sign_ins=1),
    Scenario('nginx-client-certificates-only', 'nginx-external', 587, 'starttls',
             cause='auth-mechanism', working=works(587, 'starttls', proof='connects')),
    Scenario('nginx-healthy-risky', 'nginx-lenient', 587, 'none', code=0, sign_ins=1,
             working=works(587, 'starttls')),
    Scenario('nginx-old-tls', 'nginx-old-tls', 587, 'starttls', cause='tls-version'),
    Scenario('nginx-weak-key', 'nginx-weak-key', 465, 'tls', cause='tls-version'),
    Scenario('nginx-certificate-incomplete', 'nginx-incomplete', 465, 'tls',
             cause='tls-certificate'),
]

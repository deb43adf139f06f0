# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes with which nothing is wrong: no false alarm."""

from ..scenario import DROP, NONE, Scenario, healthy, works

SCENARIOS = [
    healthy('healthy-587', 'classic', 587, 'starttls', differences={}),
    healthy('healthy-465', 'classic', 465, 'tls', differences={}),
    healthy('healthy-auth25', 'auth25', 25, 'starttls'),
    healthy('healthy-strict', 'strict', 587, 'starttls'),
    healthy('healthy-dovecot-587', 'dovecot', 587, 'starttls'),
    healthy('healthy-dovecot-465', 'dovecot', 465, 'tls'),
    healthy('healthy-no-recipient', 'classic', 587, 'starttls', recipient=None),
    healthy('healthy-all-mechanisms', 'mechanisms', 587, 'starttls'),
    healthy('healthy-cram', 'cram', 587, 'starttls'),
    healthy('healthy-ipv6-only', 'only6', 587, 'starttls'),
    healthy('healthy-ipv4-only', 'only4', 587, 'starttls'),
    healthy('healthy-ipv6-deaf', 'deaf6', 587, 'starttls'),
    healthy('healthy-ipv6-refused', 'refused6', 587, 'starttls'),
    healthy('healthy-others-blocked', 'classic', 587, 'starttls',
             firewall={25: DROP, 465: DROP}),
    healthy('healthy-only-587', 'only587', 587, 'starttls'),
    healthy('healthy-no-time-service', 'classic', 465, 'tls', ntp=False),
    Scenario('healthy-trusted-network', 'trusted', 25, 'none', no_auth=True, password=NONE, code=0,
             working=works(25, 'none', proof='accepts-sender')),
    # Sign-in in the clear works for the device; ours went inside STARTTLS.
    Scenario('healthy-risky', 'lenient', 587, 'none', code=0, sign_ins=1,
             working=works(587, 'starttls')),
    Scenario('healthy-in-clear', 'cleartext', 587, 'none', code=0, sign_ins=1, in_clear=True,
             args=('--allow-plaintext-password',),
             working=works(587, 'none')),
    Scenario('healthy-guessed', 'classic', guess=True, code=0, sign_ins=1,
             working=works(465, 'tls', 'smtp.larkspur.example')),
    healthy('test-message', 'classic', 587, 'starttls',
             args=('--send-test-to', 'bert@larkspur.example'), delivered='bert'),
    Scenario('only-typed-healthy', 'classic', 465, 'tls', code=0, sign_ins=1,
             working=works(465, 'tls'), args=('--only-typed',), untouched=(25, 587, 2525)),
]

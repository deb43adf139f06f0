# SPDX-License-Identifier: GPL-3.0-or-later
"""Something between here and the server answers in its place."""

from ..scenario import DROP, PROHIBIT, Scenario, works

# The portal's other ports take connections and never say a word: they have the whole run limit.
SHORT = ('--timeout', '8')

SCENARIOS = [
    Scenario('starttls-masked', 'meddler', 587, 'starttls', host='masked.meddled.example',
             cause='interception', working=works(465, 'tls', 'masked.meddled.example')),
    Scenario('starttls-stripped', 'stripper', 587, 'starttls', host='strip.stripped.example',
             cause='interception', working=works(465, 'tls', 'strip.stripped.example')),
    Scenario('starttls-stripped-25', 'stripper', 25, 'starttls', no_auth=True,
             host='strip.stripped.example', cause='interception',
             working=works(465, 'tls', 'strip.stripped.example')),
    Scenario('starttls-injected', 'meddler', 587, 'starttls', host='injected.meddled.example',
             cause='interception', working=works(465, 'tls', 'injected.meddled.example')),
    Scenario('mail-shield-465', 'shielded', 465, 'tls', cause='interception'),
    Scenario('mail-shield-587', 'shielded', 587, 'starttls', cause='interception'),
    # Another server answers on port 25, whatever computer was meant.
    Scenario('proxy-on-25', 'classic', 25, 'none', no_auth=True, redirect={25: 'exim'},
             cause='interception', working=works(465, 'tls'), sign_ins=1),
    Scenario('proxy-on-25-starttls', 'classic', 25, 'starttls', redirect={25: 'exim'},
             cause='interception', working=works(465, 'tls'), sign_ins=1),
    Scenario('portal-names', 'classic', 587, 'starttls', portal='portal', cause='captive-portal'),
    Scenario('portal-everywhere', 'classic', 587, 'starttls', portal='portal-everywhere',
             args=SHORT, cause='captive-portal'),
    Scenario('portal-tls', 'classic', 465, 'tls', portal='portal-everywhere',
             args=SHORT, cause='captive-portal'),
    # Names are told truly; web pages are the portal's, and every other port is refused.
    Scenario('portal-pages-only', 'classic', 587, 'starttls', redirect={80: 'portal'},
             firewall={port: PROHIBIT for port in (25, 465, 587, 2525)}, cause='captive-portal'),
    Scenario('portal-that-drops', 'classic', 465, 'tls', redirect={80: 'portal'}, args=SHORT,
             firewall={port: DROP for port in (25, 465, 587, 2525)}, cause='captive-portal'),
    Scenario('http-on-587', 'web', 587, 'starttls', cause='protocol-error'),
    Scenario('http-on-25', 'web25', 25, 'none', no_auth=True, cause='protocol-error'),
    Scenario('ssh-on-587', 'ssh', 587, 'starttls', cause='protocol-error'),
    Scenario('ftp-on-587', 'ftp', 587, 'starttls', cause='protocol-error'),
    Scenario('imap-on-587', 'imap', 587, 'starttls', cause='protocol-error'),
    Scenario('imap-on-465', 'imap', 465, 'tls', cause='protocol-error'),
]

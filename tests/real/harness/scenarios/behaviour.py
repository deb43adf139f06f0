# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that hang, hang up, talk nonsense or never stop, at each moment: named and bounded."""

from ..scenario import Scenario, works
from ..setups.stand_ins import meddled

LIMIT = ('--timeout', '6')
TEST = ('--send-test-to', 'bert@larkspur.example')
# How far 587 was seen before the moment came.
SEEN = {'AUTH': 'connects', 'MAIL': 'signed-in', 'RCPT': 'signed-in', 'DATA': 'signed-in',
        'end-of-data': 'signed-in'}
# What 465 of the same server never comes to.
ONLY_587 = ('EHLO', 'STARTTLS')


def _at(deed, moment, cause, *, args=(), **more):
    """DEED at MOMENT of the typed 587; 465 of the same server is served alike."""
    host = meddled(deed, moment)
    if moment in SEEN:
        working = works(587, 'starttls', host, SEEN[moment])
    else:
        # The password waits for the typed port as long as that has not failed.
        proof = 'connects' if deed == 'hang' else 'signed-in'
        working = works(465, 'tls', host, proof) if moment in ONLY_587 else None
    if moment in ('DATA', 'end-of-data'):
        args = (*args, *TEST)
    return Scenario(f'{deed}-at-{moment.lower()}', 'meddler', 587, 'starttls', host=host,
                    cause=cause, args=args, **{'working': working, **more})


SCENARIOS = [
    *(_at('hang', moment, 'server-error', args=LIMIT) for moment in
      ('banner', 'EHLO', 'STARTTLS', 'tls', 'EHLO-TLS', 'AUTH', 'MAIL', 'RCPT', 'DATA',
       'end-of-data')),
    *(_at('reset', moment, 'connection-dropped') for moment in
      ('banner', 'EHLO', 'STARTTLS', 'tls', 'EHLO-TLS', 'AUTH', 'MAIL', 'RCPT', 'DATA',
       'end-of-data')),
    *(_at('close', moment, 'connection-dropped') for moment in
      ('banner', 'EHLO', 'STARTTLS', 'tls', 'EHLO-TLS', 'AUTH', 'MAIL', 'RCPT')),
    *(_at('garbage', moment, 'protocol-error') for moment in
      ('banner', 'EHLO', 'STARTTLS', 'EHLO-TLS', 'AUTH', 'MAIL', 'RCPT')),
    *(_at('nonsense', moment, 'protocol-error') for moment in ('banner', 'EHLO', 'MAIL')),
    *(_at('endless-lines', moment, 'protocol-error') for moment in
      ('banner', 'EHLO', 'AUTH', 'RCPT')),
    *(_at('endless-line', moment, 'protocol-error') for moment in ('banner', 'EHLO', 'MAIL')),
    _at('half', 'banner', 'server-error', args=LIMIT),
    _at('half', 'RCPT', 'server-error', args=LIMIT),
    *(_at('unavailable', moment, 'server-error') for moment in
      ('EHLO', 'AUTH', 'MAIL', 'RCPT')),
    # Nobody waits for a goodbye, and RSET proves nothing.
    *(_at(deed, moment, 'healthy', code=0,
          working=works(587, 'starttls', meddled(deed, moment)))
      for moment in ('RSET', 'QUIT') for deed in ('reset', 'close')),
    _at('hang', 'QUIT', 'healthy', code=0,
        working=works(587, 'starttls', meddled('hang', 'QUIT'))),
    _at('hang', 'RSET', 'healthy', code=0, args=LIMIT,
        working=works(587, 'starttls', meddled('hang', 'RSET'))),
]

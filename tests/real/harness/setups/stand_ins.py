# SPDX-License-Identifier: GPL-3.0-or-later
"""Not mail servers, but what stands in a mail server's place or before it.

`deeds` of a meddler: name → (moment, deed), see meddler.py; `needs` names the server behind it.
"""

SETUPS = {
    'fullqueue': dict(kind='full-queue', names=['mail.fullqueue.example']),
    'nobody': dict(kind='nothing', names=['mail.nobody.example']),
    # Before a server whose 587 can be used without encryption too.
    'meddler': dict(kind='meddler', names=['mail.meddled.example'], needs=['optional'], deeds={
        'silent.meddled.example': ('banner|tls', 'hang'),
        'cut-at-once.meddled.example': ('banner|tls', 'reset'),
        'cut-at-ehlo.meddled.example': ('EHLO', 'close'),
        'masked.meddled.example': ('EHLO', 'mask'),
    }),
}

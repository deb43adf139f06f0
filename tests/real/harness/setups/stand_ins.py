# SPDX-License-Identifier: GPL-3.0-or-later
"""Not mail servers, but what stands in a mail server's place or before it.

`deeds` of a meddler: name → (moment, deed), see meddler.py; `needs` names the server behind it.
"""

MOMENTS = ('banner', 'EHLO', 'STARTTLS', 'tls', 'EHLO-TLS', 'AUTH', 'MAIL', 'RCPT', 'RSET', 'DATA',
           'end-of-data', 'QUIT')


def meddled(deed, moment):
    """The name under which the meddler does DEED at MOMENT."""
    return f'{deed}-at-{moment}.meddled.example'.lower()


def _deeds(*deeds):
    return {meddled(deed, moment): (moment, deed) for deed in deeds for moment in MOMENTS}


SETUPS = {
    'full-queue': dict(kind='full-queue', names=['mail.fullqueue.example']),
    'nobody': dict(kind='nothing', names=['mail.nobody.example']),
    'web': dict(kind='web', names=['www.web.example'], ports=(80, 587),
                http='return 200 "hello";'),
    'web25': dict(kind='web', names=['www.web25.example'], ports=(25, 80),
                  http='return 200 "hello";'),
    'ssh': dict(kind='ssh', names=['mail.ssh.example']),
    'ftp': dict(kind='ftp', names=['mail.ftp.example']),
    'imap': dict(kind='imap', names=['imap.imap.example']),
    'shielded': dict(kind='shield', names=['mail.shielded.example'], needs=['classic']),
    # A network that wants to be signed in to: every name is the portal's own address.
    'portal': dict(kind='portal', names=['login.portal.example'], ports=(80,)),
    # And one whose page answers on the mail ports too.
    'portal-everywhere': dict(kind='portal', names=['login.greedy.example'],
                              ports=(25, 80, 465, 587, 2525)),
    # Before a server whose 587 can be used without encryption too.
    'meddler': dict(kind='meddler', names=['mail.meddled.example'], needs=['optional'], deeds={
        'silent.meddled.example': ('banner|tls', 'hang'),
        'cut-at-once.meddled.example': ('banner|tls', 'reset'),
        'masked.meddled.example': ('EHLO', 'mask'),
        'stars.meddled.example': ('banner', 'stars'),
        'injected.meddled.example': ('STARTTLS', 'inject'),
        **_deeds('hang', 'reset', 'close', 'garbage', 'nonsense', 'half', 'endless-lines',
                 'endless-line', 'unavailable')}),
    # Before one that insists on encryption.
    'stripper': dict(kind='meddler', names=['mail.stripped.example'], needs=['classic'],
                     ports=(25, 465, 587),
                     deeds={'strip.stripped.example': ('EHLO', 'strip')}),
}

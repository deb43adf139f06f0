# SPDX-License-Identifier: GPL-3.0-or-later
"""The server of somebody else: where mail for the domain arrives, or another provider's."""

from ..domains import DOMAINS
from ..pages import database
from ..scenario import WRONG, NONE, Scenario, healthy, works

_ROWS = {domain.name: domain for domain in DOMAINS}
# Two providers, as an organisation tells its people of them.
PROVIDERS = '''[larkspur]
name = Larkspur University
domains = larkspur.example
smtp = mail.larkspur.example:587:starttls
smtp = mail.larkspur.example:465:tls
imap = imap.larkspur.example:993:tls
username = address
sign-in = password
sources = the lab
as-of = 2026-03

[meadow]
name = Meadow Hosting
domains = meadow.example
smtp = smtp.meadow.example:587:starttls
imap = imap.meadow.example:993:tls
username = address
sign-in = password
sources = the lab
as-of = 2026-03
'''


def _of_domain(name, domain, port, security, *args, setup='exchanger', **more):
    """The device is set to the mail exchanger of DOMAIN."""
    row = _ROWS[domain]
    return Scenario(name, setup, port, security, address=row.address,
                    beside=('pages', 'hosted'),
                    args=('--ispdb', f'https://{database(row)}/v1/', *args),
                    **{'host': row.mx, **more})


def _at_meadow(name, *args, **more):
    """A mailbox of Larkspur's whose device is set to the outgoing server of Meadow."""
    return Scenario(name, 'exim-meadow', args=args, **{
        'beside': ('classic',), 'providers': PROVIDERS, 'sign_ins': 1, **more})


EXCHANGER = [
    _of_domain('exchanger-relay-denied', 'exam-exchanger', 25, 'none', no_auth=True, sign_ins=1,
               cause='wrong-server', rule='wrong-server/exchanger',
               working=works(465, 'tls', 'auto.exam-exchanger.example')),
    _of_domain('exchanger-no-sign-in', 'exam-exchanger', 25, 'starttls', sign_ins=1,
               cause='wrong-server', rule='wrong-server/exchanger',
               working=works(465, 'tls', 'auto.exam-exchanger.example')),
    _of_domain('exchanger-no-password', 'exam-exchanger', 25, 'none', no_auth=True, password=NONE,
               cause='wrong-server', rule='wrong-server/exchanger',
               working=works(465, 'tls', 'auto.exam-exchanger.example', 'connects')),
    _of_domain('exchanger-wrong-password', 'exam-exchanger', 25, 'none', no_auth=True,
               password=WRONG, sign_ins=1, cause='wrong-server', rule='wrong-server/exchanger',
               working=works(465, 'tls', 'auto.exam-exchanger.example', 'connects')),
    _of_domain('exchanger-spare', 'exam-exchanger', 25, 'none', no_auth=True, sign_ins=1,
               host='spare.exam-exchanger.example', cause='wrong-server',
               rule='wrong-server/exchanger',
               working=works(465, 'tls', 'auto.exam-exchanger.example')),
    # Nothing listens there, which is the first stop.
    _of_domain('exchanger-587', 'exam-exchanger', 587, 'starttls', sign_ins=1,
               cause='connection-refused', others=('wrong-server',),
               working=works(465, 'tls', 'auto.exam-exchanger.example')),
    # The right server is named by the domain's own service record.
    _of_domain('exchanger-srv', 'exam-exchanger-srv', 25, 'none', no_auth=True, sign_ins=1,
               cause='wrong-server', rule='wrong-server/exchanger',
               working=works(465, 'tls', 'out.exam-exchanger-srv.example')),
    _of_domain('exchanger-srv-no-sign-in', 'exam-exchanger-srv', 25, 'starttls', sign_ins=1,
               cause='wrong-server', rule='wrong-server/exchanger',
               working=works(465, 'tls', 'out.exam-exchanger-srv.example')),
    # It blames the recipient, as it does to every stranger.
    _of_domain('exchanger-blames-recipient', 'exam-exchanger-smtpd', 25, 'none', no_auth=True,
               setup='opensmtpd-exchanger', sign_ins=1, cause='wrong-server',
               rule='wrong-server/exchanger',
               working=works(465, 'tls', 'auto.exam-exchanger-smtpd.example')),
    # Nobody names the right server.
    _of_domain('exchanger-alone', 'exam-exchanger-alone', 25, 'none', no_auth=True,
               cause='wrong-server', rule='wrong-server/only-receives', others=('auth-required',)),
    _of_domain('exchanger-alone-no-sign-in', 'exam-exchanger-alone', 25, 'starttls',
               cause='wrong-server', rule='wrong-server/only-receives'),
    # Where mail arrives it goes out as well.
    _of_domain('exchanger-sends-too', 'exam-both', 587, 'starttls', setup='hosted', code=0,
               sign_ins=1, working=works(587, 'starttls', 'mx.exam-both.example')),
    _of_domain('exchanger-sends-too-25', 'exam-both', 25, 'none', setup='hosted', no_auth=True,
               sign_ins=1, cause='auth-required',
               working=works(465, 'tls', 'mx.exam-both.example')),
]

FOREIGN = [
    _at_meadow('foreign-sign-in', cause='wrong-server', rule='wrong-server/another-provider',
               others=('auth-failed',), differences={'server': 'mail.larkspur.example'},
               working=works(587, 'starttls', 'mail.larkspur.example', 'connects')),
    # No sign-in is set, and the server would not take the mailbox's either.
    _at_meadow('foreign-relay-denied', port=25, security='none', no_auth=True,
               cause='wrong-server', rule='wrong-server/another-provider', others=('auth-failed',),
               working=works(587, 'starttls', 'mail.larkspur.example', 'connects')),
    _at_meadow('foreign-no-password', port=25, security='none', no_auth=True, password=NONE,
               sign_ins=0, cause='auth-required', others=('wrong-server',),
               working=works(587, 'starttls', 'mail.larkspur.example', 'connects')),
    # Somebody who sends through a second account of his.
    _at_meadow('foreign-second-account', '--username', 'anna@meadow.example', code=0,
               working=works(587, 'starttls')),
    _at_meadow('foreign-second-account-wrong-password', '--username', 'anna@meadow.example',
               password=WRONG, cause='auth-failed',
               working=works(587, 'starttls', proof='connects')),
    # At home nothing is wrong with any of that.
    healthy('foreign-at-home', 'classic', 587, 'starttls', providers=PROVIDERS),
]


def _fetching(name, where, *args, setup='box-meadow', **more):
    """The same mailbox, fetched at WHERE alone."""
    return Scenario(name, setup, guess=True, recipient=None, providers=PROVIDERS,
                    args=('--incoming', where, '--incoming-only', *args),
                    **{'beside': ('box',), 'sign_ins': 1, **more})


MEADOW_IMAP = 'imap:imap.meadow.example:993:tls'
FETCHING = [
    _fetching('foreign-receiving', MEADOW_IMAP, cause='wrong-server',
              rule='wrong-server/receiving-another-provider', others=('auth-failed',),
              differences={'server': 'imap.larkspur.example'},
              working=works(993, 'tls', 'imap.larkspur.example', 'connects')),
    # The list names no POP3 server of either provider.
    _fetching('foreign-receiving-pop3', 'pop3:imap.meadow.example:995:tls', cause='auth-failed',
              working=works(995, 'tls', 'imap.meadow.example', 'connects')),
    _fetching('foreign-receiving-second-account', MEADOW_IMAP, '--username', 'anna@meadow.example',
              code=0, working=works(993, 'tls', 'imap.meadow.example')),
    _fetching('foreign-receiving-second-account-wrong-password', MEADOW_IMAP, '--username',
              'anna@meadow.example', password=WRONG, cause='auth-failed',
              rule='auth-failed/receiving',
              working=works(993, 'tls', 'imap.meadow.example', 'connects')),
    _fetching('foreign-receiving-at-home', 'imap:imap.larkspur.example:993:tls', setup='box',
              beside=(), code=0, working=works(993, 'tls', 'imap.larkspur.example')),
    # Sending is right, and receiving is set to somebody else.
    Scenario('foreign-receiving-beside', 'classic', beside=('box-meadow',), providers=PROVIDERS,
             args=('--incoming', MEADOW_IMAP), code=0, sign_ins=2, others=('wrong-server',),
             working=works(587, 'starttls')),
]

SCENARIOS = EXCHANGER + FOREIGN + FETCHING

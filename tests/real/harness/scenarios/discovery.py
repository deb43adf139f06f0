# SPDX-License-Identifier: GPL-3.0-or-later
"""Examinations of mailboxes whose settings are searched for; the domains are those of domains.py."""

from ..domains import DOMAINS
from ..pages import database
from ..scenario import DROP, NONE, WRONG, Scenario, works

_ROWS = {domain.name: domain for domain in DOMAINS}


def _found(name, domain, *args, **more):
    """A mailbox of DOMAIN; without a host nothing is told but the address."""
    row = _ROWS[domain]
    more = {'address': row.address, **more}
    return Scenario(f'found-{name}', 'hosted', beside=('pages',), guess='host' not in more,
                    args=('--ispdb', f'https://{database(row)}/v1/', *args), **more)


SCENARIOS = [
    _found('autoconfig', 'exam-autoconfig', code=0, sign_ins=1, named_by='autoconfig',
           working=works(465, 'tls', 'auto.exam-autoconfig.example')),
    _found('local-part', 'exam-local-part', code=0, sign_ins=1, named_by='autoconfig',
           working=works(465, 'tls', 'auto.exam-local-part.example')),
    # RFC 6531: said to servers that offer SMTPUTF8, and to the mailbox's own domain.
    _found('unicode-name', 'exam-autoconfig', address='jürgen@exam-autoconfig.example', code=0,
           sign_ins=1, named_by='autoconfig',
           working=works(465, 'tls', 'auto.exam-autoconfig.example')),
    _found('srv', 'exam-srv', code=0, sign_ins=1, named_by='srv',
           working=works(465, 'tls', 'out.exam-srv.example')),
    # Anybody may have forged the record: it is shown, and gets no password.
    _found('forged', 'exam-forged', cause='unknown', code=3, named_by='srv',
           working=works(465, 'tls', 'mail.other-hoster.example', 'connects')),
    # Nobody waits for ever for those who could have named a better one.
    _found('forged-silent', 'exam-forged-silent', '--timeout', '600', cause='unknown', code=3,
           named_by='srv', working=works(465, 'tls', 'mail.third-hoster.example', 'connects')),
    # Typed by a person, the same server gets it.
    _found('forged-typed', 'exam-forged', host='mail.other-hoster.example', code=0, sign_ins=1,
           named_by='', working=works(587, 'starttls', 'mail.other-hoster.example')),
    _found('outdated', 'exam-outdated', code=0, sign_ins=1, named_by='ispdb',
           working=works(465, 'tls', 'db.exam-outdated.example')),
    _found('hostile', 'exam-hostile', code=0, sign_ins=1,
           working=works(465, 'tls', 'mail.exam-hostile.example')),
    # What is typed works: nobody waits for slow sources, nor is anything else proposed.
    _found('typed-right', 'exam-slow', host='relay.exam-slow.example', code=0, sign_ins=1,
           working=works(587, 'starttls', 'relay.exam-slow.example'), differences={}),
    # The typed name leads to the same machine as the named one, so only the port has to change.
    _found('typed-25', 'exam-slow', '--timeout', '8', host='relay.exam-slow.example', port=25,
           firewall={25: DROP}, cause='port-blocked', sign_ins=1, working=works(465, 'tls', 'relay.exam-slow.example'),
           differences={'port': '465', 'security': 'tls'}),
    _found('typed-name', 'exam-autoconfig', host='smpt.exam-autoconfig.example', port=465,
           security='tls', cause='host-not-found', sign_ins=1, named_by='autoconfig',
           working=works(465, 'tls', 'auto.exam-autoconfig.example'),
           differences={'server': 'auto.exam-autoconfig.example'}),
    # Nothing after a refusal, whoever else is found.
    _found('refused', 'exam-slow', host='relay.exam-slow.example', password=WRONG,
           cause='auth-failed', sign_ins=1,
           working=works(587, 'starttls', 'relay.exam-slow.example', 'connects')),
    _found('no-password', 'exam-autoconfig', password=NONE, cause='unknown', code=3,
           named_by='autoconfig',
           working=works(465, 'tls', 'auto.exam-autoconfig.example', 'connects')),
    _found('only-typed', 'exam-slow', '--only-typed', host='relay.exam-slow.example', code=0,
           sign_ins=1, unasked=True, working=works(587, 'starttls', 'relay.exam-slow.example'),
           untouched=(25, 443, 465, 80)),
    _found('offline', 'exam-slow', '--offline', host='relay.exam-slow.example', code=0, sign_ins=1,
           unasked=True, working=works(587, 'starttls', 'relay.exam-slow.example')),
]

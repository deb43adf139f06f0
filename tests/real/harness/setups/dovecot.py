# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot's submission service; `needs` names the server behind it, `reason` why nobody may sign in;
see dovecot.Dovecot for the rest."""

from ..network import NET4


def _dovecot(name, **more):
    return {'kind': 'dovecot', 'names': [f'{name}.dovecot.example'], 'needs': ['backend'], **more}


SETUPS = {
    # A Postfix that relays for the Dovecot in front of it.
    'backend': dict(names=['backend.larkspur.example'], ports={25: {}},
                    main={'mynetworks': f'127.0.0.0/8 {NET4}.1.0/24'}),
    'dovecot': dict(names=['submission.larkspur.example'], kind='dovecot', needs=['backend']),
    # The accounts' own state, with the reason that goes out to the person.
    'locked': _dovecot('locked', reason='Your account has been locked'),
    'app-password': _dovecot('apppassword', reason='Application-specific password required'),
    'plan': _dovecot('plan', reason='SMTP access is disabled for this mailbox'),
    'web-first': _dovecot('webfirst', reason='Please log in via your web browser first'),
    'disabled': _dovecot('disabled', reason='Account is disabled'),
    # A mechanism that its passwords do not allow: its sign-in never gets ready.
    'dovecot-otp': _dovecot('otp', mechanisms='otp'),
    # What would know the accounts is not there.
    'dovecot-lost': _dovecot('lost', passdb='driver = checkpassword\n  args = /nonexistent'),
    # Nothing listens on the server behind it.
    'dovecot-alone': _dovecot('alone', needs=['nobody']),
    'dovecot-small': _dovecot('small', conf='submission_max_mail_size = 1 M'),
    'dovecot-once': _dovecot('once', conf='mail_max_userip_connections = 1'),
}

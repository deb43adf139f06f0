# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot's IMAP and POP3, as dovecot.make_mailbox starts them."""

SETUPS = {
    # A usual one: encryption everywhere, no password without it. A sister of 'classic'.
    'box': dict(names=['imap.larkspur.example'], kind='mailbox'),
    'box-required': dict(names=['imap.required.example'], kind='mailbox', ssl='required'),
    # Sign-in is offered in the clear too, beside STARTTLS.
    'box-lenient': dict(names=['imap.lenient.example'], kind='mailbox', tls_first='no'),
    # No encryption at all: a server of another age.
    'box-clear': dict(names=['imap.clear.example'], kind='mailbox', ssl='no', tls_first='no',
                      ports=(143, 110)),
    'box-expired': dict(names=['imap.expired.example'], kind='mailbox', chain='expired'),
    'box-company': dict(names=['imap.company.example'], kind='mailbox', chain='company'),
    'box-pop3': dict(names=['pop.larkspur.example'], kind='mailbox', ports=(110, 995)),
    'box-six': dict(names=['imap.six.example'], kind='mailbox', families='6'),
    'box-cram': dict(names=['imap.cram.example'], kind='mailbox', mechanisms='cram-md5'),
    'box-scram': dict(names=['imap.scram.example'], kind='mailbox',
                      mechanisms='scram-sha-1 scram-sha-256'),
    # Takes the user name with and without its domain.
    'box-bare': dict(names=['imap.bare.example'], kind='mailbox',
                     conf='auth_default_realm = larkspur.example'),
    # The sign-in is good, and the mailbox belongs to somebody who lets nobody in.
    'box-shut': dict(names=['imap.shut.example'], kind='mailbox', shut='anna'),
    # Another provider's.
    'box-meadow': dict(names=['imap.meadow.example'], kind='mailbox', domain='meadow.example'),
    # Sending has its own accounts, of which this is not one: Postfix asks another Dovecot.
    'split': dict(names=['smtp.split.example'], sasl='sasl-other'),
}

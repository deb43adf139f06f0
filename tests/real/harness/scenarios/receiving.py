# SPDX-License-Identifier: GPL-3.0-or-later
"""IMAP and POP3, on their own and beside the sending of the same mailbox."""

from ..scenario import DROP, NONE, WRONG, Scenario, works

SENDING = (25, 465, 587, 2525)


def only(name, setup, where, **more):
    """Only the incoming server WHERE ("imap:HOST:PORT:SECURITY") is asked about."""
    args = ('--incoming', where, '--incoming-only', *more.pop('args', ()))
    return Scenario(name, setup, guess=True, recipient=None, args=args, untouched=SENDING, **more)


def good(name, setup, where, **more):
    """The same, and nothing is wrong."""
    _, host, port, security = where.split(':')
    return only(name, setup, where, code=0, cause='healthy', rule='healthy/receiving', sign_ins=1,
                working=works(int(port), security, host), differences={}, **more)


def beside(name, setup, where, **more):
    """A mailbox whose sending is asked about, and WHERE as well."""
    return Scenario(name, setup, args=('--incoming', where), **more)


ONLY = [
    good('receiving-993', 'box', 'imap:imap.larkspur.example:993:tls'),
    good('receiving-143', 'box', 'imap:imap.larkspur.example:143:starttls'),
    good('receiving-995', 'box', 'pop3:imap.larkspur.example:995:tls'),
    good('receiving-110', 'box', 'pop3:imap.larkspur.example:110:starttls'),
    good('receiving-required', 'box-required', 'imap:imap.required.example:143:starttls'),
    good('receiving-cram', 'box-cram', 'imap:imap.cram.example:993:tls'),
    good('receiving-cram-pop3', 'box-cram', 'pop3:imap.cram.example:995:tls'),
    good('receiving-scram', 'box-scram', 'imap:imap.scram.example:993:tls'),
    good('receiving-scram-pop3', 'box-scram', 'pop3:imap.scram.example:110:starttls'),
    good('receiving-ipv6-only', 'box-six', 'imap:imap.six.example:993:tls'),
    good('receiving-bare-username', 'box-bare', 'imap:imap.bare.example:993:tls',
         args=('--username', 'anna')),
    # STARTTLS is there: the password goes inside it, and the device is warned.
    only('receiving-lenient', 'box-lenient', 'imap:imap.lenient.example:143:none', code=0,
         sign_ins=1, working=works(143, 'starttls', 'imap.lenient.example'),
         others=('starttls-required',)),
    only('receiving-both-protocols', 'box', 'imap:imap.larkspur.example:993:tls', code=0,
         args=('--incoming', 'pop3:imap.larkspur.example:995:tls'), sign_ins=2,
         working=works(993, 'tls', 'imap.larkspur.example')),
    only('receiving-wrong-password', 'box', 'imap:imap.larkspur.example:993:tls', password=WRONG,
         cause='auth-failed', rule='auth-failed/receiving', sign_ins=1,
         working=works(993, 'tls', 'imap.larkspur.example', 'connects')),
    only('receiving-wrong-password-pop3', 'box', 'pop3:imap.larkspur.example:110:starttls',
         password=WRONG, cause='auth-failed', sign_ins=1,
         working=works(110, 'starttls', 'imap.larkspur.example', 'connects')),
    # After the refusal nothing more goes to IMAP; POP3 is a protocol of its own.
    only('receiving-wrong-password-both', 'box', 'imap:imap.larkspur.example:143:starttls',
         args=('--incoming', 'imap:imap.lenient.example:993:tls',
               '--incoming', 'pop3:imap.larkspur.example:995:tls'), beside=('box-lenient',),
         password=WRONG, cause='auth-failed', sign_ins=2,
         working=works(993, 'tls', 'imap.lenient.example', 'connects')),
    # Signed in, and let into no mailbox.
    only('receiving-mailbox-shut', 'box-shut', 'imap:imap.shut.example:993:tls',
         cause='server-error', rule='server-error/receiving-mailbox-shut', sign_ins=1,
         working=works(993, 'tls', 'imap.shut.example')),
    only('receiving-mailbox-shut-pop3', 'box-shut', 'pop3:imap.shut.example:995:tls',
         cause='server-error', rule='server-error/receiving-mailbox-shut', sign_ins=1,
         working=works(995, 'tls', 'imap.shut.example')),
    only('receiving-no-password', 'box', 'imap:imap.larkspur.example:993:tls', password=NONE,
         cause='unknown', code=3, working=works(993, 'tls', 'imap.larkspur.example', 'connects')),
    only('receiving-tls-on-143', 'box', 'imap:imap.larkspur.example:143:tls', sign_ins=1,
         cause='tls-mode-mismatch', rule='tls-mode-mismatch/receiving-tls-to-plain',
         working=works(993, 'tls', 'imap.larkspur.example'), differences={'port': '993'}),
    only('receiving-plain-on-993', 'box', 'imap:imap.larkspur.example:993:none', sign_ins=1,
         cause='tls-mode-mismatch', rule='tls-mode-mismatch/receiving-plain-to-tls',
         working=works(993, 'tls', 'imap.larkspur.example'), differences={'security': 'tls'}),
    only('receiving-starttls-required', 'box', 'imap:imap.larkspur.example:143:none', sign_ins=1,
         cause='starttls-required', working=works(143, 'starttls', 'imap.larkspur.example'),
         differences={'security': 'starttls'}),
    only('receiving-starttls-required-pop3', 'box-required', 'pop3:imap.required.example:110:none',
         sign_ins=1, cause='starttls-required',
         working=works(110, 'starttls', 'imap.required.example'),
         differences={'security': 'starttls'}),
    only('receiving-no-starttls', 'box-clear', 'imap:imap.clear.example:143:starttls',
         cause='tls-mode-mismatch', rule='tls-mode-mismatch/receiving'),
    only('receiving-password-stays-here', 'box-clear', 'pop3:imap.clear.example:110:none',
         cause='unknown', code=3),
    only('receiving-in-clear', 'box-clear', 'imap:imap.clear.example:143:none', code=0, sign_ins=1,
         args=('--allow-plaintext-password',), in_clear=True,
         working=works(143, 'none', 'imap.clear.example')),
    only('receiving-expired', 'box-expired', 'imap:imap.expired.example:993:tls',
         cause='tls-certificate'),
    only('receiving-expired-starttls', 'box-expired', 'pop3:imap.expired.example:110:starttls',
         cause='tls-certificate'),
    only('receiving-no-imap', 'box-pop3', 'imap:pop.larkspur.example:993:tls',
         cause='connection-refused'),
    only('receiving-pop3-only', 'box-pop3', 'pop3:pop.larkspur.example:995:tls', code=0,
         sign_ins=1, working=works(995, 'tls', 'pop.larkspur.example')),
    only('receiving-dropped-993', 'box', 'imap:imap.larkspur.example:993:tls',
         args=('--timeout', '8'), firewall={993: DROP}, cause='port-blocked', rule='port-blocked/receiving', sign_ins=1,
         working=works(143, 'starttls', 'imap.larkspur.example')),
    only('receiving-unknown-host', 'box', 'imap:imap.larkspurr.example:993:tls',
         cause='host-not-found'),
    # A submission server where IMAP should be.
    Scenario('receiving-asks-smtp', 'classic', guess=True, recipient=None, cause='protocol-error',
             rule='protocol-error/receiving',
             args=('--incoming', 'imap:mail.larkspur.example:587:starttls', '--incoming-only')),
    # Nobody said where: the sister of the address's domain.
    only('receiving-found', 'box', 'imap', code=0, sign_ins=1,
         working=works(993, 'tls', 'imap.larkspur.example')),
]

BESIDE = [
    beside('sending-and-receiving', 'classic', 'imap:imap.larkspur.example:993:tls',
           beside=('box',), code=0, sign_ins=2, working=works(587, 'starttls')),
    # Half the diagnosis: the password is right, and not for sending.
    beside('receiving-works-sending-refuses', 'split', 'imap:imap.larkspur.example:993:tls',
           beside=('box',), cause='auth-failed', rule='auth-failed/receiving-takes', sign_ins=2,
           others=('smtp-auth-disabled',), differences={},
           working=works(587, 'starttls', proof='connects')),
    Scenario('receiving-works-bare-username', 'split', beside=('box-bare',), cause='auth-failed',
             args=('--username', 'anna', '--incoming', 'imap:imap.bare.example:993:tls'),
             rule='auth-failed/receiving-takes-bare-username', sign_ins=2,
             differences={'username': 'anna@larkspur.example'},
             working=works(587, 'starttls', proof='connects')),
    beside('sending-works-mailbox-shut', 'classic', 'imap:imap.shut.example:993:tls',
           beside=('box-shut',), code=0, sign_ins=2, working=works(587, 'starttls'),
           others=('server-error',)),
    beside('both-refuse', 'classic', 'pop3:imap.larkspur.example:995:tls', beside=('box',),
           password=WRONG, cause='auth-failed', rule='auth-failed/receiving-refuses-too',
           sign_ins=2, working=works(587, 'starttls', proof='connects')),
    # The famous one, with receiving found at the sister of the outgoing server.
    Scenario('relay-denied-receiving-works', 'classic', 25, 'none', no_auth=True, beside=('box',),
             cause='auth-required', args=('--incoming', 'imap'), sign_ins=2,
             working=works(465, 'tls')),
    # Guessed servers that never answer hold nobody up: who waits for them is killed long before 600 s.
    Scenario('receiving-found-beside-silence', 'classic', 587, 'starttls', password=WRONG,
             args=('--incoming', 'imap', '--timeout', '600'), firewall={993: DROP, 143: DROP},
             beside=('box',), cause='auth-failed', rule='auth-failed/receiving-refuses-too',
             sign_ins=2, working=works(587, 'starttls', proof='connects')),
    beside('receiving-not-reached', 'classic', 'imap:pop.larkspur.example:993:tls',
           beside=('box-pop3',), code=0, sign_ins=1, working=works(587, 'starttls'),
           others=('connection-refused',)),
]

SCENARIOS = ONLY + BESIDE

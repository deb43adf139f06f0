# SPDX-License-Identifier: GPL-3.0-or-later
"""What is played on the servers, as data: settings of a device, and what the verdict has to be."""

from dataclasses import dataclass, field

ADDRESS = 'anna@larkspur.example'
OUTSIDE = 'kim@faraway.example'
MAIL = 'mail.larkspur.example'

DROP = ('-j', 'DROP')
PROHIBIT = ('-j', 'REJECT', '--reject-with', 'prohibited')
RESET = ('-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset')

RIGHT, WRONG, NONE = 'right', 'wrong', None


@dataclass(frozen=True)
class Scenario:
    """One run of the program. What is not said is as a person with a working mailbox has it."""

    name: str
    setup: str                    # row of setups.SETUPS; its first name is the host
    port: int = 587
    security: str = 'starttls'
    # --- what the device and the person say ---
    host: str = ''                # another host than the setup's first name
    guess: bool = False           # host, port and security are left out
    address: str = ADDRESS
    password: str | None = RIGHT
    no_auth: bool = False
    recipient: str | None = OUTSIDE
    args: tuple = ()
    # --- what is wrong with the network and the computer ---
    firewall: dict = field(default_factory=dict)  # port → what the server's side does to it
    clock: str = ''               # libfaketime's offset
    ntp: bool = True              # the time service answers
    resolver: str = ''            # the name service asked instead of the lab's
    # --- what has to come out ---
    cause: str = 'healthy'
    code: int = 1
    working: tuple | None = None  # (host, port, security, verified)
    sign_ins: int = 0             # how often any server was given a password
    differences: dict | None = None  # setting → should_be; None: not looked at
    others: tuple = ()            # causes that must be told beside the verdict
    delivered: str = ''           # the mailbox that received the one test message
    untouched: tuple = ()         # ports no packet went to
    in_clear: bool = False        # AUTH without encryption is what was asked for


def _works(host, port, security):
    return (host, port, security, 'signed-in')


def _healthy(name, setup, host, port, security, **more):
    return Scenario(name, setup, port, security, code=0, working=_works(host, port, security),
                    sign_ins=1, **more)


HEALTHY = [
    _healthy('healthy-587', 'classic', MAIL, 587, 'starttls', differences={}),
    _healthy('healthy-465', 'classic', MAIL, 465, 'tls', differences={}),
    _healthy('healthy-auth25', 'auth25', 'mail.auth25.example', 25, 'starttls'),
    _healthy('healthy-strict', 'strict', 'mail.strict.example', 587, 'starttls'),
    _healthy('healthy-dovecot-587', 'dovecot', 'submission.larkspur.example', 587, 'starttls'),
    _healthy('healthy-dovecot-465', 'dovecot', 'submission.larkspur.example', 465, 'tls'),
    _healthy('healthy-no-recipient', 'classic', MAIL, 587, 'starttls', recipient=None),
    _healthy('healthy-all-mechanisms', 'mechanisms', 'mail.mechanisms.example', 587, 'starttls'),
    _healthy('healthy-cram', 'cram', 'mail.cram.example', 587, 'starttls'),
    _healthy('healthy-ipv6-only', 'only6', 'mail.only6.example', 587, 'starttls'),
    _healthy('healthy-ipv4-only', 'only4', 'mail.only4.example', 587, 'starttls'),
    _healthy('healthy-ipv6-deaf', 'deaf6', 'mail.deaf6.example', 587, 'starttls'),
    _healthy('healthy-ipv6-refused', 'refused6', 'mail.refused6.example', 587, 'starttls'),
    _healthy('healthy-others-blocked', 'classic', MAIL, 587, 'starttls',
             firewall={25: DROP, 465: DROP}),
    _healthy('healthy-only-587', 'only587', 'mail.only587.example', 587, 'starttls'),
    _healthy('healthy-no-time-service', 'classic', MAIL, 465, 'tls', ntp=False),
    Scenario('healthy-trusted-network', 'trusted', 25, 'none', no_auth=True, password=NONE, code=0,
             working=('mail.trusted.example', 25, 'none', 'accepts-sender')),
    # Sign-in in the clear works for the device; ours went inside STARTTLS.
    Scenario('healthy-risky', 'lenient', 587, 'none', code=0, sign_ins=1,
             working=_works('mail.lenient.example', 587, 'starttls')),
    Scenario('healthy-in-clear', 'cleartext', 587, 'none', code=0, sign_ins=1, in_clear=True,
             args=('--allow-plaintext-password',),
             working=_works('mail.cleartext.example', 587, 'none')),
    Scenario('healthy-guessed', 'classic', guess=True, code=0, sign_ins=1,
             working=_works('smtp.larkspur.example', 465, 'tls')),
    _healthy('test-message', 'classic', MAIL, 587, 'starttls',
             args=('--send-test-to', 'bert@larkspur.example'), delivered='bert'),
    Scenario('only-typed-healthy', 'classic', 465, 'tls', code=0, sign_ins=1,
             working=_works(MAIL, 465, 'tls'), args=('--only-typed',), untouched=(25, 587, 2525)),
]

SIGN_IN = [
    # The famous one: port 25, no sign-in, relaying denied.
    Scenario('relay-denied', 'classic', 25, 'none', no_auth=True, cause='auth-required',
             working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('relay-denied-25-signs-in', 'auth25', 25, 'none', no_auth=True,
             cause='auth-required', working=_works('mail.auth25.example', 25, 'starttls'),
             sign_ins=1),
    Scenario('relay-denied-587', 'classic', 587, 'starttls', no_auth=True, cause='auth-required',
             working=_works(MAIL, 587, 'starttls'), sign_ins=1),
    Scenario('relay-denied-465', 'classic', 465, 'tls', no_auth=True, cause='auth-required',
             working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('relay-denied-no-password', 'classic', 25, 'none', no_auth=True, password=NONE,
             cause='auth-required', working=(MAIL, 465, 'tls', 'connects')),
    Scenario('relay-deferred', 'deferring', 25, 'none', no_auth=True, cause='auth-required',
             working=_works('mail.deferring.example', 465, 'tls'), sign_ins=1),
    Scenario('client-host-rejected', 'desk', 587, 'starttls', no_auth=True,
             cause='auth-required', working=_works('mail.desk.example', 587, 'starttls'),
             sign_ins=1),
    Scenario('sender-not-logged-in', 'owned', 587, 'starttls', no_auth=True,
             cause='auth-required', working=_works('mail.owned.example', 587, 'starttls'),
             sign_ins=1),
    Scenario('dovecot-no-sign-in', 'dovecot', 587, 'starttls', no_auth=True,
             cause='auth-required', working=_works('submission.larkspur.example', 587, 'starttls'),
             sign_ins=1),
    Scenario('wrong-password-587', 'classic', 587, 'starttls', password=WRONG,
             cause='auth-failed', working=(MAIL, 587, 'starttls', 'connects'), sign_ins=1),
    Scenario('wrong-password-465', 'classic', 465, 'tls', password=WRONG, cause='auth-failed',
             working=(MAIL, 465, 'tls', 'connects'), sign_ins=1),
    Scenario('wrong-password-dovecot', 'dovecot', 587, 'starttls', password=WRONG,
             cause='auth-failed',
             working=('submission.larkspur.example', 587, 'starttls', 'connects'), sign_ins=1),
    # The proof of the cure fails too: the device's fault stays the first one.
    Scenario('relay-denied-wrong-password', 'classic', 25, 'none', no_auth=True, password=WRONG,
             cause='auth-required', working=(MAIL, 465, 'tls', 'connects'), sign_ins=1),
    Scenario('no-sign-in-on-25', 'classic', 25, 'starttls', cause='auth-mechanism',
             working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('mechanism-mismatch', 'cram', 587, 'starttls', args=('--authentication', 'plain'),
             cause='auth-mechanism', working=_works('mail.cram.example', 465, 'tls'),
             sign_ins=1),
    Scenario('sign-in-broken-behind', 'brokenauth', 587, 'starttls',
             cause='connection-dropped'),
    Scenario('sender-not-owned', 'owned', 587, 'starttls',
             args=('--sender', 'bert@larkspur.example'), cause='sender-not-allowed',
             working=_works('mail.owned.example', 587, 'starttls'), sign_ins=1),
    Scenario('recipient-unknown', 'classic', 587, 'starttls', recipient='nobody@larkspur.example',
             cause='recipient-unknown', working=_works(MAIL, 587, 'starttls'), sign_ins=1),
    Scenario('no-password', 'classic', 587, 'starttls', password=NONE, code=3,
             args=('--authentication', 'password'), cause='unknown',
             working=(MAIL, 587, 'starttls', 'connects')),
    Scenario('password-stays-here', 'cleartext', 587, 'none', cause='unknown', code=3,
             working=None),
    Scenario('only-typed-relay-denied', 'classic', 25, 'none', no_auth=True,
             cause='auth-required', args=('--only-typed',), untouched=(465, 587, 2525)),
    Scenario('message-too-large', 'classic', 587, 'starttls', cause='message-too-large',
             args=('--message-size', '20000000'), working=_works(MAIL, 587, 'starttls'),
             sign_ins=1),
    Scenario('helo-rejected', 'nohelo', 587, 'starttls', cause='helo-rejected', sign_ins=1,
             working=_works('mail.nohelo.example', 587, 'starttls')),
    Scenario('turned-away', 'refusing', 587, 'starttls', cause='ip-blocked'),
]

ENCRYPTION = [
    Scenario('plaintext-on-465', 'classic', 465, 'none', cause='tls-mode-mismatch',
             working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('starttls-on-465', 'only465', 465, 'starttls', cause='tls-mode-mismatch',
             working=_works('mail.only465.example', 465, 'tls'), sign_ins=1),
    Scenario('ssl-on-587', 'classic', 587, 'tls', cause='tls-mode-mismatch',
             working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('ssl-on-only-587', 'only587', 587, 'tls', cause='tls-mode-mismatch',
             working=_works('mail.only587.example', 587, 'starttls'), sign_ins=1),
    Scenario('ssl-on-dovecot-587', 'dovecot', 587, 'tls', cause='tls-mode-mismatch',
             working=_works('submission.larkspur.example', 465, 'tls'), sign_ins=1),
    Scenario('starttls-required', 'optional', 587, 'none', cause='starttls-required',
             working=_works('mail.optional.example', 587, 'starttls'), sign_ins=1),
    Scenario('starttls-enforced', 'classic', 587, 'none', cause='starttls-required',
             working=_works(MAIL, 587, 'starttls'), sign_ins=1),
    Scenario('starttls-enforced-no-sign-in', 'classic', 587, 'none', no_auth=True,
             cause='starttls-required', working=_works(MAIL, 587, 'starttls'), sign_ins=1),
    Scenario('starttls-enforced-dovecot', 'dovecot', 587, 'none', cause='starttls-required',
             working=_works('submission.larkspur.example', 587, 'starttls'), sign_ins=1),
    Scenario('certificate-expired', 'expired', 465, 'tls', cause='tls-certificate'),
    Scenario('certificate-expired-587', 'expired', 587, 'starttls', cause='tls-certificate'),
    Scenario('certificate-half-renewed', 'expired587', 587, 'starttls', cause='tls-certificate',
             working=_works('mail.halfrenewed.example', 465, 'tls'), sign_ins=1),
    Scenario('certificate-future', 'future', 465, 'tls', cause='tls-certificate'),
    Scenario('certificate-wrong-name', 'wrongname', 465, 'tls', cause='tls-certificate'),
    Scenario('certificate-wrong-name-587', 'wrongname', 587, 'starttls', cause='tls-certificate'),
    Scenario('certificate-self-signed', 'selfsigned', 465, 'tls', cause='tls-certificate'),
    Scenario('certificate-incomplete', 'incomplete', 465, 'tls', cause='tls-certificate'),
    Scenario('clock-behind', 'classic', 465, 'tls', clock='-4000d', cause='clock-wrong'),
    Scenario('clock-ahead', 'classic', 587, 'starttls', clock='+2000d', cause='clock-wrong'),
    Scenario('clock-behind-no-time-service', 'classic', 465, 'tls', clock='-4000d', ntp=False,
             cause='clock-wrong'),
    Scenario('clock-slightly-off', 'classic', 465, 'tls', clock='+1800', code=0, sign_ins=1,
             working=_works(MAIL, 465, 'tls'), others=('clock-wrong',)),
    Scenario('expired-and-clock-right', 'expired', 587, 'starttls', ntp=False,
             cause='tls-certificate'),
    Scenario('tls-too-old', 'oldtls', 465, 'tls', cause='tls-version'),
    Scenario('tls-too-old-587', 'oldtls', 587, 'starttls', cause='tls-version'),
    Scenario('starttls-stripped', 'stripped', 587, 'starttls', cause='interception'),
]

NETWORK = [
    Scenario('closed-port', 'classic', 2525, 'starttls', cause='connection-refused',
             working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('closed-25', 'only465', 25, 'none', no_auth=True, cause='connection-refused',
             working=_works('mail.only465.example', 465, 'tls'), sign_ins=1),
    Scenario('dropped-port', 'classic', 587, 'starttls', firewall={587: DROP},
             cause='port-blocked', working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('dropped-25', 'classic', 25, 'none', no_auth=True, firewall={25: DROP},
             cause='port-blocked', working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('dropped-port-no-password', 'classic', 587, 'starttls', password=NONE,
             firewall={587: DROP}, cause='port-blocked', working=(MAIL, 465, 'tls', 'connects')),
    Scenario('rejected-port', 'classic', 587, 'starttls', firewall={587: PROHIBIT},
             cause='port-blocked', working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('reset-port', 'classic', 587, 'starttls', firewall={587: RESET},
             cause='connection-refused', working=_works(MAIL, 465, 'tls'), sign_ins=1),
    Scenario('full-queue', 'fullqueue', 587, 'starttls', args=('--timeout', '8'),
             cause='port-blocked'),
    Scenario('nobody-there', 'nobody', 587, 'starttls', args=('--timeout', '8'),
             firewall={port: DROP for port in (25, 465, 587, 2525)}, cause='port-blocked'),
    # No computer has that address: after some seconds the network itself says so.
    Scenario('no-such-computer', 'classic', host='10.77.9.9', cause='port-blocked',
             args=('--timeout', '10')),
    Scenario('silent-listener', 'silent', 587, 'starttls', args=('--timeout', '6'),
             cause='server-error'),
    Scenario('silent-listener-tls', 'silent', 465, 'tls', args=('--timeout', '6'),
             cause='server-error'),
    Scenario('dropped-after-ehlo', 'cut', 587, 'starttls', cause='connection-dropped'),
    Scenario('dropped-at-once', 'cutbanner', 587, 'starttls', cause='connection-dropped'),
    Scenario('unknown-host', 'classic', host='mail.larkspurr.example', cause='host-not-found'),
    Scenario('host-with-scheme', 'classic', host='smtp://mail.larkspur.example',
             cause='host-not-found', working=_works(MAIL, 587, 'starttls'), sign_ins=1),
    Scenario('name-service-dead', 'classic', resolver='10.77.0.9', cause='offline'),
    Scenario('name-service-refuses', 'classic', resolver='10.77.0.3', cause='offline'),
]

SCENARIOS = HEALTHY + SIGN_IN + ENCRYPTION + NETWORK

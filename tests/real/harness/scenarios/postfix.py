# SPDX-License-Identifier: GPL-3.0-or-later
"""What a Postfix refuses, and why: blocked, late, full, broken, switched off."""

from ..scenario import Scenario, healthy, works

STARTTLS = works(587, 'starttls')
CONNECTS = works(587, 'starttls', proof='connects')


def _refused(name, setup, cause, **more):
    """After a good sign-in something is refused all the same."""
    return Scenario(name, setup, 587, 'starttls', cause=cause,
                    **{'sign_ins': 1, 'working': STARTTLS, **more})


def _turned_away(name, setup, cause, **more):
    """The sign-in itself is refused."""
    return _refused(name, setup, cause, **{'working': CONNECTS, **more})


SCENARIOS = [
    _refused('block-list', 'rbl', 'ip-blocked'),
    _refused('block-list-at-once', 'rbl-at-once', 'ip-blocked', sign_ins=0, working=None),
    Scenario('block-list-for-strangers', 'rbl-strangers', 587, 'starttls', no_auth=True,
             cause='auth-required', working=STARTTLS, sign_ins=1),
    healthy('block-list-passed', 'rbl-strangers', 587, 'starttls'),
    _refused('postgrey', 'postgrey', 'greylisted'),
    _refused('spf-policy', 'spf', 'sender-domain-auth'),
    _refused('connections-a-minute', 'rate', 'rate-limited', before=6, working=works(465, 'tls')),
    healthy('few-connections', 'few', 587, 'starttls'),
    Scenario('few-connections-no-sign-in', 'few', 25, 'none', no_auth=True, cause='auth-required',
             working=works(465, 'tls'), sign_ins=1),
    _refused('helo-address-rejected', 'nohelo-address', 'helo-rejected'),
    _refused('domain-unknown', 'lookup', 'recipient-domain'),
    _refused('domain-takes-no-mail', 'lookup', 'recipient-domain', recipient='kim@nomail.example'),
    # Names that may be public: the program asks the name service about them itself.
    _refused('domain-unknown-told', 'lookup', 'recipient-domain',
             recipient='kim@nowhere.faraway-lab.net', rule='recipient-domain/nowhere'),
    _refused('domain-takes-no-mail-told', 'lookup', 'recipient-domain',
             recipient='kim@nomail.faraway-lab.net', rule='recipient-domain/nowhere'),
    healthy('domain-nowhere-taken', 'classic', 587, 'starttls',
            recipient='kim@nowhere.faraway-lab.net', others=('recipient-domain',)),
    healthy('domain-somewhere', 'lookup', 587, 'starttls', recipient='kim@faraway-lab.net'),
    _refused('mailbox-full', 'quota', 'recipient-full', recipient='bert@larkspur.example'),
    _refused('content-rejected', 'content', 'content-rejected',
             args=('--send-test-to', 'bert@larkspur.example'), tried=1),
    _refused('disk-full', 'disk', 'server-error'),
    _refused('filter-away', 'milter', 'server-error',
             working=works(465, 'tls', proof='connects')),
    _refused('policy-away', 'policy', 'server-error'),
    _turned_away('tokens-only', 'tokens', 'oauth-required', sign_ins=0),
    healthy('scram-only', 'scram', 587, 'starttls'),
    healthy('tls-1.3-only', 'tls13', 587, 'starttls'),
    healthy('postscreen', 'postscreen', 587, 'starttls'),
    Scenario('postscreen-25', 'postscreen', 25, 'none', no_auth=True, cause='auth-required',
             working=works(25, 'starttls'), sign_ins=1, slow=True),
    _refused('unknown-authority', 'stranger', 'tls-certificate', sign_ins=0, working=None),
    _refused('certificate-without-names', 'nameless', 'tls-certificate', sign_ins=0, working=None),
    Scenario('two-faces', 'two-faces', 465, 'tls', cause='tls-certificate', working=STARTTLS,
             sign_ins=1),
]

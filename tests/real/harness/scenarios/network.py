# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, ports, connections."""

from ..scenario import healthy, DROP, PROHIBIT, RESET, NONE, Scenario, works

# The typed port has the whole run limit for its answer.
SHORT = ('--timeout', '8')


def _cut_at(words):
    """A firewall that resets a connection as soon as it sees WORDS."""
    return ('-m', 'string', '--algo', 'bm', '--string', words, *RESET)


SCENARIOS = [
    Scenario('closed-port', 'classic', 2525, 'starttls', cause='connection-refused',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('closed-25', 'only465', 25, 'none', no_auth=True, cause='connection-refused',
             working=works(465, 'tls'), sign_ins=1),
    Scenario('dropped-port', 'classic', 587, 'starttls', firewall={587: DROP}, slow=True,
             cause='port-blocked', working=works(465, 'tls'), sign_ins=1),
    Scenario('dropped-25', 'classic', 25, 'none', no_auth=True, firewall={25: DROP},
             args=SHORT, cause='port-blocked', working=works(465, 'tls'), sign_ins=1),
    Scenario('dropped-port-no-password', 'classic', 587, 'starttls', password=NONE,
             args=SHORT, firewall={587: DROP}, cause='port-blocked', working=works(465, 'tls', proof='connects')),
    Scenario('rejected-port', 'classic', 587, 'starttls', firewall={587: PROHIBIT},
             cause='port-blocked', working=works(465, 'tls'), sign_ins=1),
    Scenario('reset-port', 'classic', 587, 'starttls', firewall={587: RESET},
             cause='connection-refused', working=works(465, 'tls'), sign_ins=1),
    Scenario('full-queue', 'full-queue', 587, 'starttls', args=('--timeout', '8'),
             cause='port-blocked'),
    Scenario('nobody-there', 'nobody', 587, 'starttls', args=('--timeout', '8'),
             firewall={port: DROP for port in (25, 465, 587, 2525)}, cause='port-blocked'),
    # No computer has that address: after some seconds the network itself says so.
    Scenario('no-such-computer', 'classic', host='10.77.9.9', cause='port-blocked',
             args=('--timeout', '10')),
    Scenario('silent-listener', 'meddler', 587, 'starttls', args=('--timeout', '6'),
             host='silent.meddled.example', cause='server-error'),
    Scenario('silent-listener-tls', 'meddler', 465, 'tls', args=('--timeout', '6'),
             host='silent.meddled.example', cause='server-error'),
    Scenario('dropped-at-once', 'meddler', 587, 'starttls',
             host='cut-at-once.meddled.example', cause='connection-dropped'),
    Scenario('unknown-host', 'classic', host='mail.larkspurr.example', cause='host-not-found'),
    Scenario('host-with-scheme', 'classic', host='smtp://mail.larkspur.example',
             cause='host-not-found', working=works(587, 'starttls'), sign_ins=1),
    Scenario('name-service-dead', 'classic', resolver='10.77.0.9', cause='offline'),
    Scenario('name-service-refuses', 'classic', resolver='10.77.0.3', cause='offline'),
    # A firewall that looks into the connection and resets it in the middle.
    Scenario('reset-by-firewall-at-ehlo', 'classic', 587, 'starttls', firewall={587: _cut_at('EHLO')},
             cause='connection-dropped', working=works(465, 'tls'), sign_ins=1),
    Scenario('reset-by-firewall-at-mail', 'classic', 25, 'none', no_auth=True,
             firewall={25: _cut_at('MAIL FROM')}, cause='connection-dropped',
             working=works(465, 'tls'), sign_ins=1),
    # Every process of a real server is stopped: the kernel still takes connections.
    Scenario('frozen', 'frozen', 587, 'starttls', args=('--timeout', '6'), cause='server-error'),
    healthy('healthy-ipv4-deaf', 'deaf4', 587, 'starttls'),
    Scenario('name-servfail', 'classic', host='mail.servfail.example', cause='host-not-found'),
    # The network lets nothing out to port 25, whoever is meant.
    Scenario('blocked-25-everywhere', 'classic', 25, 'none', no_auth=True, blocked=(25,), args=SHORT,
             cause='port-blocked', working=works(465, 'tls'), sign_ins=1),
    # Mail to nobody at all: only web pages pass.
    Scenario('blocked-mail-everywhere', 'classic', 587, 'starttls', args=SHORT,
             blocked=(25, 465, 587, 2525), cause='port-blocked'),
]

# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot's submission service; `needs` names the server behind it."""

from ..network import NET4

SETUPS = {
    # A Postfix that relays for the Dovecot in front of it.
    'backend': dict(names=['backend.larkspur.example'], ports={25: {}},
                    main={'mynetworks': f'127.0.0.0/8 {NET4}.1.0/24'}),
    'dovecot': dict(names=['submission.larkspur.example'], kind='dovecot', needs=['backend']),
}

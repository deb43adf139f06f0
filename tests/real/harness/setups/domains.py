# SPDX-License-Identifier: GPL-3.0-or-later
"""What the domains of the table domains.py lead to: the web servers' pages, and one mail server."""

from ..domains import DOMAINS

SETUPS = {
    'pages': dict(kind='pages', names=['pages.lab.example']),
    # The mail server of all that have one. Everybody's account is named as at home.
    'hosted': dict(names=[host for domain in DOMAINS for host in domain.served()],
                   ports={25: {}, 465: {}, 587: {}}, sasl='sasl-hosted'),
}
